// portcheck-pdf.wasm: a PDF's bytes in, portcheck.document/1 out, for the module that judges.

// wasm/boundary_pdf.h, function for function.
interface PdfExports {
  memory: WebAssembly.Memory;
  _initialize(): void;
  portcheck_pdf_abi(): number;
  portcheck_pdf_alloc(size: number): number;
  portcheck_pdf_read(block: number, size: number): number;
  portcheck_pdf_text(done: number): number;
  portcheck_pdf_text_size(done: number): number;
  portcheck_pdf_close(done: number): void;
}

const abi = 1;

const noSuchCall = 52; // WASI's "not supported"

function imported(name: string): () => number {
  if (name !== 'proc_exit') return () => noSuchCall;
  return () => {
    throw new WebAssembly.RuntimeError('the reader of PDF gave up');
  };
}

// As the engine decides what a file is (shared/src/document/file_type.cc): some programs put junk before the header.
export function looksLikePdf(bytes: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1029));
  return head.includes('%PDF-');
}

export class PdfReader {
  readonly #exports: PdfExports;

  private constructor(exports: PdfExports) {
    this.#exports = exports;
  }

  // What the module imports belongs to the C library (wasm/imports_pdf.txt); none of it is of use here.
  static async load(wasm: BufferSource): Promise<PdfReader> {
    const module = await WebAssembly.compile(wasm);
    const imports: Record<string, Record<string, () => number>> = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) (imports[from] ??= {})[name] = imported(name);
    const exports = (await WebAssembly.instantiate(module, imports)).exports as unknown as PdfExports;
    exports._initialize();
    if (exports.portcheck_pdf_abi() !== abi) throw new Error(`portcheck-pdf.wasm has ABI ${exports.portcheck_pdf_abi()}, not ${abi}`);
    return new PdfReader(exports);
  }

  // Throws where the module is dead: then load another.
  read(bytes: Uint8Array): Uint8Array {
    const call = this.#exports;
    const block = call.portcheck_pdf_alloc(bytes.length) >>> 0;
    if (block === 0) throw new Error('not enough memory for the PDF');
    new Uint8Array(call.memory.buffer).set(bytes, block);
    const done = call.portcheck_pdf_read(block, bytes.length) >>> 0;
    if (done === 0) throw new Error('not enough memory for the PDF');
    const at = call.portcheck_pdf_text(done) >>> 0;
    const text = new Uint8Array(call.memory.buffer).slice(at, at + (call.portcheck_pdf_text_size(done) >>> 0));
    call.portcheck_pdf_close(done);
    return text;
  }
}
