// The modules called through boundary.h and boundary_sheets.h alone, so that a mistake of the loader's cannot hide one of the module's.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './cases.mjs';

export const wasmPath = process.env.PORTCHECK_WASM ?? join(root, 'build/wasm/portcheck.wasm');
export const wasm = readFileSync(wasmPath);
export const lettersWasm = readFileSync(join(dirname(wasmPath), 'portcheck-letters.wasm'));
export const sheetsWasm = readFileSync(join(dirname(wasmPath), 'portcheck-sheets.wasm'));

export const pdfWasm = readFileSync(join(dirname(wasmPath), 'portcheck-pdf.wasm'));

export const texts = readFileSync(join(dirname(wasmPath), 'portcheck.en.txt'));

export const needed = { nothing: 0, letters: 1, sheets: 2 }; // enum portcheck_module

export const status = { ok: 0, badRequest: 1, noMemory: 2, wrongState: 3 };

// `words`: the language file, or null for none.
export async function openModule(onProgress = () => {}, bytes = wasm, words = texts) {
  const { instance } = await WebAssembly.instantiate(bytes, {
    env: { portcheck_progress: onProgress },
    wasi_snapshot_preview1: {
      proc_exit(code) {
        throw new Error(`proc_exit(${code})`);
      },
    },
  });
  instance.exports._initialize();
  const module = new Module(instance.exports);
  if (words && module.setTexts(words) !== status.ok) throw new Error('the language file is refused');
  return module;
}

// In pieces, as web/src/utf8.ts does and says why.
function decoded(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    let end = at + 512;
    while ((bytes[end] & 0xc0) === 0x80) end++;
    text += bytes.toString('utf8', at, end);
    at = end;
  }
  return text;
}

// What portcheck-pdf.wasm says of a PDF, as bytes of JSON.
export async function openPdfReader() {
  const module = await WebAssembly.compile(pdfWasm);
  const imports = {};
  for (const one of WebAssembly.Module.imports(module)) (imports[one.module] ??= {})[one.name] = () => 52; // WASI's "not supported"
  const { exports: call } = await WebAssembly.instantiate(module, imports);
  call._initialize();
  return (bytes) => {
    const block = call.portcheck_pdf_alloc(bytes.length) >>> 0;
    new Uint8Array(call.memory.buffer).set(bytes, block);
    const done = call.portcheck_pdf_read(block, bytes.length) >>> 0;
    const at = call.portcheck_pdf_text(done) >>> 0;
    const text = Buffer.from(call.memory.buffer.slice(at, at + (call.portcheck_pdf_text_size(done) >>> 0)));
    call.portcheck_pdf_close(done);
    return text;
  };
}

export const looksLikePdf = (bytes) => Buffer.from(bytes.subarray(0, 1029)).includes('%PDF-');

export class Module {
  constructor(exports) {
    this.call = exports;
  }

  get memoryBytes() {
    return this.call.memory.buffer.byteLength;
  }

  put(bytes) {
    const block = this.call.portcheck_alloc(bytes.length) >>> 0;
    if (block === 0) throw new Error('no memory');
    new Uint8Array(this.call.memory.buffer).set(bytes, block);
    return block;
  }

  setTexts(bytes) {
    return this.call.portcheck_set_texts(this.put(bytes), bytes.length);
  }

  open(request) {
    const bytes = Buffer.from(typeof request === 'string' ? request : JSON.stringify(request));
    const block = this.put(bytes);
    const session = this.call.portcheck_open(block, bytes.length);
    this.call.portcheck_free(block);
    return session;
  }

  addFile(session, bytes) {
    return this.call.portcheck_add_file(session, this.put(bytes), bytes.length);
  }

  // The file's bytes straight into the module's memory, for a program that has no other use for them. Returns how many there are.
  addPath(session, path) {
    const file = openSync(path);
    try {
      const { size } = fstatSync(file);
      const block = this.call.portcheck_alloc(size) >>> 0;
      if (block === 0) throw new Error('no memory');
      for (let at = 0; at < size; ) {
        const read = readSync(file, new Uint8Array(this.call.memory.buffer, block + at, size - at));
        if (read === 0) throw new Error(`${path} became shorter`);
        at += read;
      }
      this.call.portcheck_add_file(session, block, size);
      return size;
    } finally {
      closeSync(file);
    }
  }

  setHash(session, index, hex) {
    const bytes = Buffer.from(hex);
    const block = this.put(bytes);
    const answer = this.call.portcheck_set_sha256(session, index, block, bytes.length);
    this.call.portcheck_free(block);
    return answer;
  }

  text(session, format = 0) {
    const at = this.call.portcheck_text(session, format) >>> 0;
    const size = this.call.portcheck_text_size(session) >>> 0;
    return decoded(Buffer.from(this.call.memory.buffer, at, size));
  }

  opened(request, files) {
    const session = this.open({ ...request, files: files.map(({ name }) => ({ name })) });
    for (const { bytes } of files) this.addFile(session, bytes);
    return session;
  }

  needs(request, files) {
    const session = this.opened(request, files);
    const answer = this.call.portcheck_needs(session);
    this.call.portcheck_close(session);
    return answer;
  }

  // What a function of boundary_sheets.h gave, copied out and closed; null where it gave nothing.
  taken(done) {
    if (done >>> 0 === 0) return null;
    const copy = (at, size) => Buffer.from(this.call.memory.buffer.slice(at >>> 0, (at >>> 0) + (size >>> 0)));
    const text = copy(this.call.portcheck_hand_back_text(done), this.call.portcheck_hand_back_text_size(done)).toString('utf8');
    const files = JSON.parse(text).files.map(({ name }, index) => ({
      name,
      bytes: copy(this.call.portcheck_hand_back_file(done, index), this.call.portcheck_hand_back_file_size(done, index)),
    }));
    this.call.portcheck_hand_back_close(done);
    return { text, files };
  }

  // what: 'fix' or 'split'
  handBack(what, request, files, format = 0, numbers = 0) {
    const session = this.opened(request, files);
    const answer = this.taken(this.call[`portcheck_${what}`](session, format, numbers));
    this.call.portcheck_close(session);
    return answer;
  }

  // One call of portcheck_edit_*: its status, and the text as an object.
  edited(edit, what, ...args) {
    const answer = what ? this.call[`portcheck_edit_${what}`](edit, ...args) : status.ok;
    const at = this.call.portcheck_edit_text(edit) >>> 0;
    const size = this.call.portcheck_edit_text_size(edit) >>> 0;
    const text = Buffer.from(this.call.memory.buffer, at, size).toString('utf8');
    return { status: answer, text };
  }

  editCell(edit, file, row, column, typed) {
    const bytes = Buffer.from(typed);
    const block = this.put(bytes);
    const answer = this.edited(edit, 'cell', file, row, column, block, bytes.length);
    this.call.portcheck_free(block);
    return answer;
  }

  // The whole life of one session; the report's or the error's text.
  check(request, files) {
    return this.finish(this.opened(request, files));
  }

  finish(session) {
    const answer = this.call.portcheck_run(session);
    const text = this.text(session);
    this.call.portcheck_close(session);
    return { status: answer, text };
  }
}
