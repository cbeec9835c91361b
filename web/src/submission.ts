// Holds a form back from being sent, only for errors and only if the host asked for it:
//   observe  never
//   warn     the first time; sending again sends
//   block    until the errors are gone
// Before anything is held the host is asked by a cancelable event. A check that does not end holds nothing up for long,
// unless the one before it found errors: these stand until a check says that they are gone.
import { rootsOf } from './host-form';
import type { Report } from './report';

export type Policy = 'observe' | 'warn' | 'block';

export const policyOf = (text: string | null): Policy => (text === 'warn' || text === 'block' ? text : 'observe');

export class PortCheckHoldEvent extends Event {
  static readonly type = 'port-check-hold';
  constructor(
    readonly report: Report,
    readonly policy: Policy,
  ) {
    super(PortCheckHoldEvent.type, { bubbles: true, composed: true, cancelable: true });
  }
}

// Why it is held: a check is running; it runs long, and the one before it found errors; must be fixed; may be sent again.
export type Held = 'waiting' | 'unfinished' | 'errors' | 'errors-once';

export interface Watched {
  element: HTMLElement;
  policy(): Policy;
  form(): HTMLElement | undefined;
  sends(target: Element): boolean; // a button that sends without a form's submit event
  report(): Report | undefined;
  settled(): Promise<unknown> | undefined; // undefined: no check is running
  ask(event: PortCheckHoldEvent): boolean; // false: the host lets it go
  tell(held: Held | undefined): void; // shows why it is held; undefined: it is not
}

const patienceMs = 5_000;

export class Submission {
  readonly #ears = new AbortController();
  #letGo: Report | undefined; // which the person, or the host, sends all the same
  #passing = false;
  #waiting = false; // for a check to end: what is sent meanwhile is sent once

  constructor(readonly watched: Watched) {
    const options = { capture: true, signal: this.#ears.signal };
    for (const root of rootsOf(watched.element)) {
      root.addEventListener('submit', (event) => this.#submitted(event), options);
      root.addEventListener('click', (event) => this.#clicked(event), options);
    }
  }

  close(): void {
    this.#ears.abort();
  }

  // The form goes by itself when the running check ends, unless that finds errors.
  get waits(): boolean {
    return this.#waiting;
  }

  // The present report says that the form must not go out.
  get blocks(): boolean {
    const report = this.watched.report();
    return this.watched.policy() === 'block' && report?.verdict === 'blocked' && report !== this.#letGo;
  }

  // Asks the host, and tells the person. True: held.
  hold(): boolean {
    return this.#hold('errors');
  }

  #hold(reason: 'errors' | 'unfinished'): boolean {
    const report = this.watched.report();
    const policy = this.watched.policy();
    if (policy === 'observe' || report?.verdict !== 'blocked' || report === this.#letGo) return false;
    if (!this.watched.ask(new PortCheckHoldEvent(report, policy))) {
      this.#letGo = report;
      this.watched.tell(undefined);
      return false;
    }
    if (policy === 'warn') this.#letGo = report;
    this.watched.tell(policy === 'warn' ? 'errors-once' : reason);
    return true;
  }

  #submitted(event: Event): void {
    const [form] = event.composedPath();
    if (!(form instanceof HTMLFormElement) || form !== this.watched.form()) return;
    const submitter = (event as SubmitEvent).submitter;
    this.#judge(event, () => form.requestSubmit(submitter && form.contains(submitter) ? submitter : undefined));
  }

  #clicked(event: Event): void {
    const [target] = event.composedPath();
    if (!(target instanceof Element)) return;
    const button = target.closest<HTMLElement>('button, input[type=submit], input[type=image], [role=button], a');
    if (!button) return;
    if (this.watched.sends(button)) return this.#judge(event, () => button.click());
    // The browser's own validation would refuse before there is a submit event; the host is asked before that.
    const form = (button as HTMLButtonElement).form;
    const submits = button instanceof HTMLButtonElement || button instanceof HTMLInputElement ? /^(submit|image)$/.test(button.type) : false;
    if (!submits || !form || form !== this.watched.form() || form.noValidate || !this.blocks) return;
    this.#judge(event, () => button.click());
  }

  #judge(event: Event, again: () => void): void {
    if (this.#passing || this.watched.policy() === 'observe') return;
    if (this.#waiting) return stop(event);
    const settled = this.watched.settled();
    if (settled) {
      stop(event);
      this.watched.tell('waiting');
      this.#waiting = true;
      void this.#wait(settled, again).finally(() => (this.#waiting = false));
      return;
    }
    if (this.hold()) stop(event);
    else this.watched.tell(undefined);
  }

  async #wait(settled: Promise<unknown>, again: () => void): Promise<void> {
    const ended = settled.then(() => true);
    const inTime = await Promise.race([ended, new Promise<false>((resolve) => setTimeout(resolve, patienceMs, false))]);
    if (this.#ears.signal.aborted) return;
    if (!inTime && this.watched.policy() === 'block' && this.#hold('unfinished')) {
      await ended;
      if (this.#ears.signal.aborted) return;
    }
    if (this.hold()) return;
    this.watched.tell(undefined);
    this.#passing = true;
    try {
      again();
    } finally {
      this.#passing = false;
    }
  }
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

declare global {
  interface HTMLElementEventMap {
    'port-check-hold': PortCheckHoldEvent;
  }
}
