// The worker: reads the files and runs the engine, one job after the other. Its client is checker.ts.
import { BadRequest, type EngineFile, type HandedBack } from './engine';
import { Engines, type AssetName } from './engines';
import type { Failure, FromWorker, SheetAsk, SheetState, Step, Told, ToWorker, WorkerFile } from './protocol';
import type { Remark } from './report';
import { SheetDesk, type Breath } from './sheet/desk';
import type { Language } from './words';

interface Known {
  bytes?: Uint8Array<ArrayBuffer>;
  sha256?: string;
}

// Keeping small files makes a re-check after a keystroke free of reading; large ones are read again.
const keptBytes = 64 << 20;
const progressEveryMs = 50;

const known = new Map<number, Known>();
const urls: Record<AssetName, string> = { 'portcheck.wasm': '', 'portcheck-letters.wasm': '', 'portcheck-sheets.wasm': '', 'portcheck-pdf.wasm': '', 'portcheck.en.txt': '', 'portcheck.es.txt': '', 'portcheck.fr-CA.txt': '' };
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

class NoSheet extends Error {}
class Cancelled extends Error {}

function failureOf(error: unknown): Failure {
  if (error instanceof NoSheet) return { kind: 'no-sheet' };
  if (error instanceof Cancelled) return { kind: 'cancelled' };
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

type Order = Exclude<ToWorker, { type: 'start' | 'cancel' }>;

async function handBack(order: Extract<Order, { type: 'fix' | 'split' | 'template' }>): Promise<HandedBack> {
  const step = (what: Step) => say({ type: 'step', job: order.job, step: what });
  step({ at: 'starting' });
  if (order.type === 'template') return { changes: '', files: [{ name: '', bytes: await engines.template(order.sheet, order.language) }] };
  const all = await readAll(order.files, step);
  step({ at: 'checking', permille: 0 });
  return engines.handBack(order.type, order.request, all, order.options);
}

const cancelled = new Set<number>();
const turn = new MessageChannel();

// Steps of a job that would keep the worker's ears shut.
function breathOf(job: number): Breath {
  return {
    async pause(permille) {
      say({ type: 'step', job, step: { at: 'checking', permille } });
      await new Promise((resolve) => {
        turn.port1.onmessage = resolve;
        turn.port2.postMessage(0);
      });
      if (cancelled.has(job)) throw new Cancelled();
    },
  };
}

let desk: { number: number; desk: SheetDesk } | undefined;

function closeDesk(): undefined {
  desk?.desk.close();
  desk = undefined;
}

async function openDesk(number: number, { request, files }: Extract<SheetAsk, { do: 'open' }>, job: number): Promise<SheetState | { refused: Remark }> {
  const step = (what: Step) => say({ type: 'step', job, step: what });
  closeDesk();
  step({ at: 'starting' });
  const all = await readAll(files, step);
  step({ at: 'checking', permille: 0 });
  const sheet = await engines.openSheet(request, all);
  const { refused } = JSON.parse(sheet.state) as { refused?: Remark };
  if (refused !== undefined) {
    sheet.close();
    return { refused };
  }
  desk = { number, desk: new SheetDesk(sheet) };
  return desk.desk.state(breathOf(job));
}

async function sheet({ job, sheet: number, ask }: Extract<Order, { type: 'sheet' }>): Promise<Told> {
  if (ask.do === 'open') return openDesk(number, ask, job);
  if (desk?.number !== number) {
    if (ask.do === 'close') return undefined;
    throw new NoSheet();
  }
  const open = desk.desk;
  switch (ask.do) {
    case 'cells':
      return open.cells(ask);
    case 'edit':
      return open.edit(ask.edits, breathOf(job));
    case 'fix':
      return open.fix(ask.file, ask.rule, breathOf(job));
    case 'rows':
      return open.rows(ask.file, ask.filter, breathOf(job));
    case 'report':
      return open.report();
    case 'save': {
      const { changes, files } = await engines.speaking(ask.language, () => open.sheet.save(ask.type, ask.file));
      return { changes: JSON.parse(changes), files };
    }
    case 'close':
      return closeDesk();
  }
}

async function tell(order: Extract<Order, { type: 'sheet' | 'letter' | 'numbers' | 'document' }>): Promise<Told> {
  if (order.type === 'sheet') return sheet(order);
  if (order.type === 'letter') return engines.letter(order.form, order.signature);
  const files = await readAll(order.files, (step) => say({ type: 'step', job: order.job, step }));
  if (order.type === 'numbers') return engines.sheetNumbers(order.request, files);
  const document = await engines.document(files[0]!);
  return document ? new TextDecoder().decode(document) : '';
}

async function work(order: Order): Promise<void> {
  try {
    switch (order.type) {
      case 'check':
        return await check(order);
      case 'fix':
      case 'split':
      case 'template':
        return say({ type: 'handed', job: order.job, ...(await handBack(order)) });
      default:
        return say({ type: 'told', job: order.job, told: await tell(order) });
    }
  } catch (error) {
    say({ type: 'failed', job: order.job, failure: failureOf(error) });
  } finally {
    cancelled.delete(order.job);
  }
}

let queue: Promise<void> = Promise.resolve();

onmessage = ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case 'cancel':
      cancelled.add(data.job);
      return;
    case 'start':
      urls['portcheck.wasm'] = data.wasm;
      urls['portcheck-letters.wasm'] = data.lettersWasm;
      urls['portcheck-sheets.wasm'] = data.sheetsWasm;
      urls['portcheck-pdf.wasm'] = data.pdfWasm;
      urls['portcheck.en.txt'] = data.texts;
      for (const [language, url] of Object.entries(data.otherTexts)) urls[`portcheck.${language as Language}.txt`] = url;
      engines.start().catch(() => {}); // the check that needs it tries again, and reports
      return;
    default:
      queue = queue.then(() => work(data));
  }
};
