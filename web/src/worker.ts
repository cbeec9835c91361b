// The worker: reads the files and runs the engine, one check after the other. Its client is checker.ts.
import { BadRequest, Engine, type EngineFile } from './engine';
import type { Failure, FromWorker, Step, ToWorker, WorkerFile } from './protocol';

interface Known {
  bytes?: Uint8Array<ArrayBuffer>;
  sha256?: string;
}

// Keeping small files makes a re-check after a keystroke free of reading; large ones are read again.
const keptBytes = 64 << 20;
const progressEveryMs = 50;

const known = new Map<number, Known>();
let wasmUrl = '';
let engine: Promise<Engine> | undefined;

function say(message: FromWorker): void {
  postMessage(message);
}

class Unreadable extends Error {
  constructor(readonly file: string) {
    super(file);
  }
}

async function loadEngine(): Promise<Engine> {
  const response = await fetch(wasmUrl);
  if (!response.ok) throw new Error(`${wasmUrl} answered ${response.status}`);
  return Engine.load(await response.arrayBuffer());
}

async function read(file: WorkerFile): Promise<EngineFile> {
  const entry = known.get(file.id) ?? {};
  known.set(file.id, entry);
  if (entry.bytes) return { name: file.name, bytes: entry.bytes, ...(entry.sha256 && { sha256: entry.sha256 }) };
  try {
    const bytes = new Uint8Array(await file.blob.arrayBuffer());
    return { name: file.name, bytes, ...(entry.sha256 && { sha256: entry.sha256 }) };
  } catch {
    throw new Unreadable(file.name);
  }
}

function forgetOthers(files: WorkerFile[]): void {
  const wanted = new Set(files.map((file) => file.id));
  for (const id of known.keys()) {
    if (!wanted.has(id)) known.delete(id);
  }
}

function remember(files: WorkerFile[], read: EngineFile[], hashes: string[]): void {
  let room = keptBytes;
  files.forEach((file, index) => {
    const entry = known.get(file.id);
    const bytes = read[index]?.bytes;
    const sha256 = hashes[index];
    if (!entry || !bytes) return;
    if (sha256) entry.sha256 = sha256;
    room -= bytes.length;
    if (room >= 0) entry.bytes = bytes;
    else delete entry.bytes;
  });
}

function failureOf(error: unknown): Failure {
  if (error instanceof BadRequest) return { kind: 'bad-request', where: error.where, reason: error.reason };
  if (error instanceof Unreadable) return { kind: 'unreadable-file', file: error.file };
  return { kind: 'engine', reason: error instanceof Error ? error.message : String(error) };
}

async function check({ job, request, files }: Extract<ToWorker, { type: 'check' }>): Promise<void> {
  const step = (what: Step) => say({ type: 'step', job, step: what });
  try {
    step({ at: 'starting' });
    engine ??= loadEngine();
    forgetOthers(files);
    const bytes: EngineFile[] = [];
    for (const file of files) {
      step({ at: 'reading', file: file.name });
      bytes.push(await read(file));
    }
    const loaded = await engine;
    let last = 0;
    step({ at: 'checking', permille: 0 });
    const answer = await loaded.check(request, bytes, (permille) => {
      const now = performance.now();
      if (now - last < progressEveryMs) return;
      last = now;
      step({ at: 'checking', permille });
    });
    remember(files, bytes, answer.sha256);
    say({ type: 'done', job, report: answer.report });
  } catch (error) {
    say({ type: 'failed', job, failure: failureOf(error) });
  }
}

let queue: Promise<void> = Promise.resolve();

onmessage = ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case 'start':
      wasmUrl = data.wasm;
      engine = loadEngine();
      engine.catch(() => (engine = undefined)); // the check that needs it tries again, and reports
      break;
    case 'check':
      queue = queue.then(() => check(data));
      break;
  }
};
