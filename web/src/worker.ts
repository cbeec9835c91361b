// The worker: reads the files and runs the engine, one job after the other. Its client is checker.ts.
import { BadRequest, type EngineFile, type HandedBack } from './engine';
import { Engines, type AssetName } from './engines';
import type { Failure, FromWorker, Step, ToWorker, WorkerFile } from './protocol';

interface Known {
  bytes?: Uint8Array<ArrayBuffer>;
  sha256?: string;
}

// Keeping small files makes a re-check after a keystroke free of reading; large ones are read again.
const keptBytes = 64 << 20;
const progressEveryMs = 50;

const known = new Map<number, Known>();
const urls: Record<AssetName, string> = { 'portcheck.wasm': '', 'portcheck-letters.wasm': '', 'portcheck-sheets.wasm': '', 'portcheck-pdf.wasm': '', 'portcheck.en.txt': '' };
const engines = new Engines(fetchAsset);

function say(message: FromWorker): void {
  postMessage(message);
}

class Unreadable extends Error {
  constructor(readonly file: string) {
    super(file);
  }
}

async function fetchAsset(name: AssetName): Promise<Uint8Array<ArrayBuffer>> {
  const url = urls[name];
  if (!url && name === 'portcheck.en.txt') return new Uint8Array();
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
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

async function readAll(files: WorkerFile[], step: (what: Step) => void): Promise<EngineFile[]> {
  const all: EngineFile[] = [];
  for (const file of files) {
    step({ at: 'reading', file: file.name });
    all.push(await read(file));
  }
  return all;
}

async function check({ job, request, files }: Extract<ToWorker, { type: 'check' }>): Promise<void> {
  const step = (what: Step) => say({ type: 'step', job, step: what });
  step({ at: 'starting' });
  const started = engines.start();
  started.catch(() => {}); // awaited below, when the files are read
  forgetOthers(files);
  const all = await readAll(files, step);
  await started;
  let last = 0;
  step({ at: 'checking', permille: 0 });
  const answer = await engines.check(request, all, (permille) => {
    const now = performance.now();
    if (now - last < progressEveryMs) return;
    last = now;
    step({ at: 'checking', permille });
  });
  remember(files, all, answer.sha256);
  say({ type: 'done', job, report: answer.report });
}

async function handBack(order: Exclude<ToWorker, { type: 'start' | 'check' }>): Promise<HandedBack> {
  const step = (what: Step) => say({ type: 'step', job: order.job, step: what });
  step({ at: 'starting' });
  if (order.type === 'template') return { changes: '', files: [{ name: '', bytes: await engines.template(order.sheet) }] };
  const all = await readAll(order.files, step);
  step({ at: 'checking', permille: 0 });
  return engines.handBack(order.type, order.request, all, order.options);
}

async function work(order: Exclude<ToWorker, { type: 'start' }>): Promise<void> {
  try {
    if (order.type === 'check') return await check(order);
    const { changes, files } = await handBack(order);
    say({ type: 'handed', job: order.job, changes, files });
  } catch (error) {
    say({ type: 'failed', job: order.job, failure: failureOf(error) });
  }
}

let queue: Promise<void> = Promise.resolve();

onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.type !== 'start') {
    queue = queue.then(() => work(data));
    return;
  }
  urls['portcheck.wasm'] = data.wasm;
  urls['portcheck-letters.wasm'] = data.lettersWasm;
  urls['portcheck-sheets.wasm'] = data.sheetsWasm;
  urls['portcheck-pdf.wasm'] = data.pdfWasm;
  urls['portcheck.en.txt'] = data.texts;
  engines.start().catch(() => {}); // the check that needs it tries again, and reports
};
