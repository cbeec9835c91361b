// When to check: at once for files, and for text when its field is left or after a pause of typing; in the worker, and on
// the server where that fails.
import { CheckFailed, createChecker, type CheckFile, type Checker, type CheckerSettings } from './checker';
import type { Step } from './protocol';
import type { Report } from './report';
import { localToday, type CheckOptions, type CheckRequest, type Ticket } from './request';
import { checkOnServer } from './server-check';

export type Place = 'device' | 'server';

export type State =
  | { phase: 'idle' } // nothing attached yet
  | { phase: 'checking'; step: Step | { at: 'server' }; slow: boolean }
  | { phase: 'report'; report: Report; by: Place; ticket: boolean }
  | { phase: 'cancelled'; held?: boolean } // by the customer; held: the errors of the check before stand
  | { phase: 'failed'; error: CheckFailed };

export interface ControllerSettings extends CheckerSettings {
  server: string; // '' for no server check
  slowMs?: number; // work that lasts longer shows its progress
  pauseMs?: number; // of typing, before the text is judged; default: short where a check is
  onRestart?: () => void; // the worker has died in a check; the same check is begun anew
}

const pausesMs = { short: 100, long: 250 }; // between two keystrokes, between two words
const shortMs = 50; // a check that nobody waits for

export class CheckController {
  #files: CheckFile[] = [];
  #ticket: Ticket | undefined;
  #options: CheckOptions = {};
  readonly checker: Checker;
  #abort: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due: 'now' | 'after typing' | undefined;
  #lastMs = 0; // how long the last check took
  #closed = false;

  constructor(
    readonly settings: ControllerSettings,
    readonly onState: (state: State) => void,
  ) {
    this.checker = createChecker(settings);
    this.checker.prepare();
  }

  set files(files: CheckFile[]) {
    this.#files = files;
    this.#schedule('now');
  }

  set ticket(ticket: Ticket | undefined) {
    this.#ticket = ticket;
    this.#schedule('after typing');
  }

  // What was typed is all there is to type: its field was left.
  hurry(): void {
    if (this.#due === 'after typing') this.#schedule('now');
  }

  set options(options: CheckOptions) {
    this.#options = options;
    this.#schedule('now');
  }

  // What the files are judged as now.
  request(): CheckRequest {
    const ticket = this.#ticket;
    return { today: localToday(), ...(ticket && { ticket: { ...ticket, complete: true } }), options: this.#options };
  }

  // Stops what is running; the next change of files or ticket starts another check.
  cancel(): void {
    clearTimeout(this.#timer);
    this.#due = undefined;
    this.#abort?.abort();
    this.onState({ phase: 'cancelled' });
  }

  // After cancelling.
  again(): void {
    this.#schedule('now');
  }

  // Ends the worker and forgets what was running; the controller is not used afterwards.
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.checker.close();
  }

  #schedule(due: 'now' | 'after typing'): void {
    if (this.#closed || (this.#due === 'now' && due === 'after typing')) return;
    clearTimeout(this.#timer);
    this.#due = due;
    const pause = this.settings.pauseMs ?? (this.#lastMs < shortMs ? pausesMs.short : pausesMs.long);
    this.#timer = setTimeout(() => void this.#run(), due === 'now' ? 0 : pause);
  }

  async #run(): Promise<void> {
    this.#due = undefined;
    this.#abort?.abort();
    if (this.#files.length === 0) return this.onState({ phase: 'idle' });
    const abort = (this.#abort = new AbortController());
    const files = this.#files;
    const ticket = this.#ticket;
    const request = this.request();
    const begun = performance.now();
    let slow = false;
    let step: Step | { at: 'server' } = { at: 'starting' };
    const tell = () => this.onState({ phase: 'checking', step, slow });
    const slowTimer = setTimeout(() => {
      slow = true;
      tell();
    }, this.settings.slowMs ?? 300);
    const onStep = (next: Step | { at: 'server' }) => {
      step = next;
      if (slow) tell();
    };
    try {
      const { report, by } = await this.#check(request, files, abort.signal, onStep);
      this.#lastMs = performance.now() - begun;
      if (!abort.signal.aborted) this.onState({ phase: 'report', report, by, ticket: ticket !== undefined });
    } catch (error) {
      if (abort.signal.aborted) return;
      const failed = error instanceof CheckFailed ? error : new CheckFailed({ kind: 'unavailable', reason: String(error) });
      this.onState({ phase: 'failed', error: failed });
    } finally {
      clearTimeout(slowTimer);
    }
  }

  async #check(
    request: CheckRequest,
    files: CheckFile[],
    signal: AbortSignal,
    onStep: (step: Step | { at: 'server' }) => void,
  ): Promise<{ report: Report; by: Place }> {
    const here = () => this.checker.check(request, files, { signal, onStep });
    try {
      // A worker that died is replaced once; the same files are worth a second try on this device.
      const report = await here().catch((error: unknown) => {
        if (error instanceof CheckFailed && error.failure.kind === 'engine' && !signal.aborted) {
          this.settings.onRestart?.();
          return here();
        }
        throw error;
      });
      return { report, by: 'device' };
    } catch (error) {
      const kind = error instanceof CheckFailed ? error.failure.kind : undefined;
      if (signal.aborted || this.settings.server === '' || (kind !== 'engine' && kind !== 'unavailable')) throw error;
      onStep({ at: 'server' });
      return { report: await checkOnServer(this.settings.server, request, files, signal), by: 'server' };
    }
  }
}
