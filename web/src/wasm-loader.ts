// Instantiates portcheck.wasm, portcheck-letters.wasm or portcheck-sheets.wasm without Emscripten's JavaScript. Most readers want engine.ts.

// wasm/boundary.h, function for function. Pointers and sizes are unsigned 32-bit numbers.
export interface Exports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  portcheck_abi(): number;
  portcheck_alloc(size: number): number;
  portcheck_free(block: number): void;
  portcheck_set_texts(block: number, size: number): number;
  portcheck_open(json: number, size: number): number;
  portcheck_add_file(session: number, block: number, size: number): number;
  portcheck_needs(session: number): number;
  portcheck_run(session: number): number;
  portcheck_set_sha256(session: number, index: number, hex: number, size: number): number;
  portcheck_text(session: number, format: number): number;
  portcheck_text_size(session: number): number;
  portcheck_close(session: number): void;
}

// wasm/boundary_letters.h: what portcheck-letters.wasm has beside them.
export interface LettersExports extends Exports {
  portcheck_set_document(session: number, index: number, block: number, size: number): number;
}

// wasm/boundary_sheets.h: what portcheck-sheets.wasm has beside them.
export interface SheetsExports extends LettersExports {
  portcheck_fix(session: number, format: number, numbers: number): number;
  portcheck_split(session: number, format: number, numbers: number): number;
  portcheck_template(format: number): number;
  portcheck_letter(form: number, formSize: number, signature: number, signatureSize: number): number;
  portcheck_sheet_numbers(session: number): number;
  portcheck_hand_back_text(done: number): number;
  portcheck_hand_back_text_size(done: number): number;
  portcheck_hand_back_file(done: number, index: number): number;
  portcheck_hand_back_file_size(done: number, index: number): number;
  portcheck_hand_back_close(done: number): void;
  portcheck_edit_open(session: number): number;
  portcheck_edit_cell(edit: number, file: number, row: number, column: number, utf8: number, size: number): number;
  portcheck_edit_state(edit: number): number;
  portcheck_edit_findings(edit: number, file: number, fromRow: number, toRow: number): number;
  portcheck_edit_report(edit: number): number;
  portcheck_edit_cells(edit: number, file: number, fromRow: number, toRow: number, fromColumn: number, toColumn: number, longest: number): number;
  portcheck_edit_save(edit: number, file: number, format: number): number;
  portcheck_edit_text(edit: number): number;
  portcheck_edit_text_size(edit: number): number;
  portcheck_edit_close(edit: number): void;
}

export interface Instance {
  exports: Exports;
  // A view of the module's memory. Take it anew after every call: growth detaches the old one.
  bytes(): Uint8Array;
}

const abi = 4;

// Throws when the bytes are no WebAssembly, the module's ABI is another one or the language file is made for another module.
export async function instantiate(
  wasm: BufferSource,
  texts: Uint8Array | undefined, // the language file; without it a finding's message is its rule's id
  onProgress: (session: number, permille: number) => void,
): Promise<Instance> {
  const { instance } = await WebAssembly.instantiate(wasm, {
    env: { portcheck_progress: onProgress },
    wasi_snapshot_preview1: {
      proc_exit(code: number) {
        throw new WebAssembly.RuntimeError(`the engine gave up (${code})`);
      },
    },
  });
  const exports = instance.exports as unknown as Exports;
  exports._initialize();
  if (exports.portcheck_abi() !== abi) throw new Error(`portcheck.wasm has ABI ${exports.portcheck_abi()}, not ${abi}`);
  let view = new Uint8Array(0);
  const bytes = () => (view.buffer === exports.memory.buffer ? view : (view = new Uint8Array(exports.memory.buffer)));
  if (texts) {
    const block = exports.portcheck_alloc(texts.length) >>> 0;
    if (block !== 0) bytes().set(texts, block);
    if (exports.portcheck_set_texts(block, texts.length) !== 0) throw new Error('the language file is not one of this module');
  }
  return { exports, bytes };
}
