// portcheck.wasm called through boundary.h alone, so that a mistake of the loader's cannot hide one of the module's.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './cases.mjs';

export const wasmPath = process.env.PORTCHECK_WASM ?? join(root, 'build/wasm/portcheck.wasm');
export const wasm = readFileSync(wasmPath);

export const status = { ok: 0, badRequest: 1, noMemory: 2, wrongState: 3 };

export async function openModule(onProgress = () => {}) {
  const { instance } = await WebAssembly.instantiate(wasm, {
    env: { portcheck_progress: onProgress },
    wasi_snapshot_preview1: {
      proc_exit(code) {
        throw new Error(`proc_exit(${code})`);
      },
    },
  });
  instance.exports._initialize();
  return new Module(instance.exports);
}

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
    return Buffer.from(this.call.memory.buffer, at, size).toString('utf8');
  }

  // The whole life of one session; the report's or the error's text.
  check(request, files) {
    const names = files.map(({ name }) => ({ name }));
    const session = this.open({ ...request, files: names });
    for (const { bytes } of files) this.addFile(session, bytes);
    const answer = this.call.portcheck_run(session);
    const text = this.text(session);
    this.call.portcheck_close(session);
    return { status: answer, text };
  }
}
