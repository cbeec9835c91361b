// createChecker(): checks files in a worker, and hands sheets back. The page never blocks, and a worker that dies takes
// nothing with it.
import { assetUrls, type AssetSettings, type AssetUrls } from './asset-urls';
import type { HandedFile, MadeLetter, SheetNumbers } from './engine';
import type { Answers, Failure, FromWorker, SheetAnswers, SheetAsk, Step, ToWorker, WorkerFile } from './protocol';
import type { Changes, Remark, Report } from './report';
import type { CheckRequest, HandBackOptions, LetterForm, SheetType } from './request';
import type { Language } from './words';
import { workerScript } from './worker-script';

export interface CheckFile {
  name: string;
  blob: Blob; // pass the same object again and its bytes are not read again
}

export interface CheckCall {
  signal?: AbortSignal; // aborting rejects at once with the signal's reason
  onStep?: (step: Step) => void;
  stop?: AbortSignal; // ends a long edit where it is; it answers with what was done until then
}

export interface HandedSheets {
  changes: Changes;
  files: HandedFile[]; // none where changes.refused says why
}

export interface Checker {
  // Rejects with CheckFailed, or with the signal's reason. Calls are answered one after the other.
  check(request: CheckRequest, files: CheckFile[], call?: CheckCall): Promise<Report>;
  // The sheet with every certain repair made. Answered in turn, like a check; loads portcheck-sheets.wasm when first used.
  fix(request: CheckRequest, file: CheckFile, options?: HandBackOptions, call?: CheckCall): Promise<HandedSheets>;
  // The same repairs, and one sheet for each request that is to be sent.
  split(request: CheckRequest, file: CheckFile, options?: HandBackOptions, call?: CheckCall): Promise<HandedSheets>;
  // The empty porting template.
  template(type?: SheetType, language?: Language, call?: CheckCall): Promise<Uint8Array<ArrayBuffer>>;
  // A Letter of Authorization; `signature` is a picture of it, PNG or JPEG. What would be refused is in its problems.
  letter(form: LetterForm, signature?: Uint8Array<ArrayBuffer>, call?: CheckCall): Promise<MadeLetter>;
  // What of a sheet a letter can list, or why nothing.
  sheetNumbers(request: CheckRequest, file: CheckFile, call?: CheckCall): Promise<SheetNumbers | Remark>;
  // portcheck.document/1 of a PDF: its text with places. '' where it cannot be read.
  document(file: CheckFile, call?: CheckCall): Promise<string>;
  // Sheets that are edited, see sheet/session.ts. Rejects with 'no-sheet' where `sheet` is not the one that was opened last.
  sheet<K extends SheetAsk['do']>(sheet: number, ask: SheetOrder<K>, call?: CheckCall): Promise<SheetAnswers[K]>;
  // Starts the worker, so that the first check finds the engine loaded.
  prepare(): void;
  // Ends the worker; whatever is pending is rejected. A later check starts another one.
  close(): void;
}

// As the worker is asked, but with files that are not listed yet.
export type SheetOrder<K extends SheetAsk['do']> = K extends 'open'
  ? { do: 'open'; request: CheckRequest; files: CheckFile[] }
  : Extract<SheetAsk, { do: K }>;

export interface CheckerSettings extends AssetSettings {
  idleMs?: number; // an unused worker is closed after this time
  silentMs?: number; // a working worker that says nothing for so long is taken for dead
  graceMs?: number; // an aborted check may still finish within this time, which spares starting another worker
}

export type CheckFailure = Failure | { kind: 'unavailable'; reason: string } | { kind: 'closed' };

export class CheckFailed extends Error {
  constructor(readonly failure: CheckFailure) {
    super('reason' in failure ? failure.reason : 'file' in failure ? failure.file : failure.kind);
    this.name = 'CheckFailed';
  }
}

type Answer = Extract<FromWorker, { type: 'done' | 'handed' | 'told' }>;

interface Job {
  id: number;
  order: (id: number) => ToWorker;
  read: (answer: Answer) => unknown; // what the caller gets; throws when the worker sent something else
  onStep: ((step: Step) => void) | undefined;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
  settled: boolean;
}

function handedOf(answer: Answer): Extract<Answer, { type: 'handed' }> {
  if (answer.type !== 'handed') throw new TypeError('nothing was handed back');
  return answer;
}

function reportOf(answer: Answer): Report {
  if (answer.type !== 'done') throw new TypeError('no report');
  return JSON.parse(answer.report) as Report;
}

function sheetsOf(answer: Answer): HandedSheets {
  const { changes, files } = handedOf(answer);
  return { changes: JSON.parse(changes) as Changes, files };
}

// The worker tells what it was asked for: protocol.ts has the pairs.
function toldOf<T>(answer: Answer): T {
  if (answer.type !== 'told') throw new TypeError('nothing was told');
  return answer.told as T;
}

function templateOf(answer: Answer): Uint8Array<ArrayBuffer> {
  const [file] = handedOf(answer).files;
  if (!file) throw new TypeError('no template');
  return file.bytes;
}

// One crash may be bad luck; after the second in a row this page's engine is given up.
const toleratedCrashes = 1;

class WorkerChecker implements Checker {
  readonly #urls: AssetUrls;
  readonly #idleMs: number;
  readonly #silentMs: number;
  readonly #graceMs: number;
  readonly #ids = new WeakMap<Blob, number>();
  #nextFile = 1;
  #nextJob = 1;
  #worker: Worker | undefined;
  #running: Job | undefined;
  #waiting: Job[] = [];
  #crashes = 0;
  #sheetIsOpen = false;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: CheckerSettings) {
    this.#urls = assetUrls(settings);
    this.#idleMs = settings.idleMs ?? 120_000;
    this.#silentMs = settings.silentMs ?? 30_000;
    this.#graceMs = settings.graceMs ?? 300;
  }

  check(request: CheckRequest, files: CheckFile[], call?: CheckCall): Promise<Report> {
    const order = (job: number): ToWorker => ({ type: 'check', job, request, files: this.#listed(files) });
    return this.#ask(order, reportOf, call);
  }

  fix(request: CheckRequest, file: CheckFile, options: HandBackOptions = {}, call?: CheckCall): Promise<HandedSheets> {
    return this.#handBack('fix', request, file, options, call);
  }

  split(request: CheckRequest, file: CheckFile, options: HandBackOptions = {}, call?: CheckCall): Promise<HandedSheets> {
    return this.#handBack('split', request, file, options, call);
  }

  template(sheet: SheetType = 'xlsx', language: Language = 'en', call?: CheckCall): Promise<Uint8Array<ArrayBuffer>> {
    return this.#ask((job) => ({ type: 'template', job, sheet, language }), templateOf, call);
  }

  letter(form: LetterForm, signature: Uint8Array<ArrayBuffer> = new Uint8Array(), call?: CheckCall): Promise<MadeLetter> {
    return this.#ask((job) => ({ type: 'letter', job, form, signature }), toldOf<Answers['letter']>, call);
  }

  sheetNumbers(request: CheckRequest, file: CheckFile, call?: CheckCall): Promise<SheetNumbers | Remark> {
    return this.#ask((job) => ({ type: 'numbers', job, request, files: this.#listed([file]) }), toldOf<Answers['numbers']>, call);
  }

  document(file: CheckFile, call?: CheckCall): Promise<string> {
    return this.#ask((job) => ({ type: 'document', job, files: this.#listed([file]) }), toldOf<Answers['document']>, call);
  }

  sheet<K extends SheetAsk['do']>(sheet: number, ask: SheetOrder<K>, call?: CheckCall): Promise<SheetAnswers[K]> {
    if (ask.do === 'close') this.#sheetIsOpen = false;
    else if (ask.do === 'open') this.#sheetIsOpen = true;
    const listed = (): SheetAsk => (ask.do === 'open' ? { ...ask, files: this.#listed(ask.files as CheckFile[]) } : ask);
    return this.#ask((job) => ({ type: 'sheet', job, sheet, ask: listed() }), toldOf<SheetAnswers[K]>, call);
  }

  #handBack(type: 'fix' | 'split', request: CheckRequest, file: CheckFile, options: HandBackOptions, call?: CheckCall): Promise<HandedSheets> {
    const order = (job: number): ToWorker => ({ type, job, request, files: this.#listed([file]), options });
    return this.#ask(order, sheetsOf, call);
  }

  #listed(files: CheckFile[]): WorkerFile[] {
    return files.map(({ name, blob }) => ({ id: this.#idOf(blob), name, blob }));
  }

  #ask<T>(order: Job['order'], read: (answer: Answer) => T, { signal, onStep, stop }: CheckCall = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const job: Job = { id: this.#nextJob++, order, read, onStep, resolve: resolve as (value: unknown) => void, reject, settled: false };
      signal?.addEventListener('abort', () => this.#abort(job, signal.reason), { once: true });
      stop?.addEventListener('abort', () => this.#cancel(job), { once: true });
      this.#waiting.push(job);
      this.#next();
    });
  }

  prepare(): void {
    this.#start();
    if (!this.#running) this.#rest();
  }

  close(): void {
    this.#end();
    const jobs = this.#running ? [this.#running, ...this.#waiting] : this.#waiting;
    this.#running = undefined;
    this.#waiting = [];
    for (const job of jobs) this.#fail(job, new CheckFailed({ kind: 'closed' }));
  }

  #next(): void {
    if (this.#running) return;
    const job = this.#waiting.shift();
    if (!job) return;
    if (job.settled) return this.#next();
    const worker = this.#start();
    if (typeof worker === 'string') {
      this.#fail(job, new CheckFailed({ kind: 'unavailable', reason: worker }));
      return this.#next();
    }
    this.#running = job;
    this.#listen();
    this.#tell(worker, job.order(job.id));
  }

  // The worker, or the reason why there is none.
  #start(): Worker | string {
    clearTimeout(this.#idle);
    if (this.#worker) return this.#worker;
    if (typeof WebAssembly !== 'object') return 'this browser has no WebAssembly';
    if (typeof Worker !== 'function') return 'this browser has no workers';
    if (this.#crashes > toleratedCrashes) return 'the engine failed repeatedly';
    try {
      const { worker: script, ...urls } = this.#urls;
      const worker = new Worker(workerScript(script), { name: 'portcheck' });
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#crash(event.message || 'the worker could not be loaded');
      };
      worker.onmessageerror = () => this.#crash('the worker sent something unreadable');
      this.#worker = worker;
      this.#tell(worker, { type: 'start', ...urls });
      return worker;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  #hear(message: FromWorker): void {
    const job = this.#running;
    if (!job || message.job !== job.id) return;
    this.#listen();
    switch (message.type) {
      case 'step':
        if (!job.settled) job.onStep?.(message.step);
        return;
      case 'done':
      case 'handed':
      case 'told':
        return this.#done(job, message);
      case 'failed':
        if (message.failure.kind === 'engine') return this.#crash(message.failure.reason);
        this.#fail(job, new CheckFailed(message.failure));
        return this.#finish();
    }
  }

  #done(job: Job, answer: Answer): void {
    let value: unknown;
    try {
      value = job.read(answer);
    } catch {
      return this.#crash('the worker sent no report');
    }
    this.#crashes = 0;
    if (!job.settled) {
      job.settled = true;
      job.resolve(value);
    }
    this.#finish();
  }

  #finish(): void {
    clearTimeout(this.#silence);
    this.#running = undefined;
    this.#rest();
    this.#next();
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (!this.#sheetIsOpen) this.#idle = setTimeout(() => this.#end(), this.#idleMs);
  }

  #crash(reason: string): void {
    this.#crashes++;
    this.#replace(new CheckFailed({ kind: 'engine', reason }));
  }

  // Ends the worker in the middle of a check; the next check gets a new one.
  #replace(reason: unknown): void {
    this.#end();
    const job = this.#running;
    this.#running = undefined;
    if (job) this.#fail(job, reason);
    this.#next();
  }

  #abort(job: Job, reason: unknown): void {
    if (job.settled) return;
    this.#fail(job, reason);
    if (job !== this.#running) return;
    this.#cancel(job);
    setTimeout(() => {
      if (job === this.#running) this.#replace(reason);
    }, this.#graceMs);
  }

  #cancel(job: Job): void {
    if (job === this.#running && this.#worker) this.#tell(this.#worker, { type: 'cancel', job: job.id });
  }

  #fail(job: Job, reason: unknown): void {
    if (job.settled) return;
    job.settled = true;
    job.reject(reason);
  }

  #listen(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#crash('the worker does not answer'), this.#silentMs);
  }

  #end(): void {
    clearTimeout(this.#idle);
    clearTimeout(this.#silence);
    this.#worker?.terminate();
    this.#worker = undefined;
  }

  #tell(worker: Worker, message: ToWorker): void {
    worker.postMessage(message);
  }

  #idOf(blob: Blob): number {
    let id = this.#ids.get(blob);
    if (id === undefined) this.#ids.set(blob, (id = this.#nextFile++));
    return id;
  }
}

export function createChecker(settings: CheckerSettings = {}): Checker {
  return new WorkerChecker(settings);
}
