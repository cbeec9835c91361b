// A form that somebody else owns: found by selector or by what it looks like, now or whenever it appears, and watched from
// outside. Listens in the capture phase on the window, so files are seen before a framework takes them; changes nothing.
import { HostFields, type FieldSelectors } from './host-fields';
import { HostFiles } from './host-files';
import type { Ticket } from './request';

export interface HostSelectors extends FieldSelectors {
  form?: string; // default: the form around the element, then the first one that takes files
  files?: string; // file inputs; default: those of the form, and those that belong to no form
  drop?: string; // where files are dropped; default: anywhere on the form
}

export interface HostState {
  form: HTMLElement;
  files: File[];
  ticket: Ticket;
  typing: boolean; // the last event was a keystroke in a field that has not been left
}

const settleMs = 50; // frameworks draw after the event

// Where the events of an element's surroundings are heard: those of a form in a shadow tree do not leave it.
export function rootsOf(element: Element): EventTarget[] {
  const root = element.getRootNode();
  return root === document ? [window] : [root, window];
}

export class HostForm {
  readonly #files = new HostFiles();
  readonly #observer: MutationObserver;
  readonly #ears = new AbortController();
  #form: HTMLElement | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #typing = false;

  constructor(
    readonly element: HTMLElement,
    readonly selectors: HostSelectors,
    readonly onChange: (state: HostState | undefined) => void, // undefined: the form is gone
  ) {
    this.#observer = new MutationObserver((records) => {
      if (records.some(({ target }) => !element.contains(target))) this.#soon();
    });
    // A portal's hidden fields change by attribute alone.
    const changes = { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ['value', 'disabled', 'title', 'aria-label'] };
    for (const root of rootsOf(element)) {
      this.#observer.observe(root === window ? document : (root as Node), changes);
      this.#listen(root);
    }
  }

  // Tells the first state. Apart from the constructor, because what it sets off may close this form again.
  start(): void {
    this.#refresh();
  }

  get form(): HTMLElement | undefined {
    return this.#form;
  }

  close(): void {
    this.#ears.abort();
    this.#observer.disconnect();
    clearTimeout(this.#timer);
  }

  // After a reset: what the portal had taken is not attached any more.
  forget(): void {
    this.#files.forget();
    this.#soon();
  }

  // Puts a file into the form as if it had been chosen, in place of another or beside the others. False: there is no input for it.
  put(file: File, replaced?: File): boolean {
    const inputs = this.#inputs();
    const holds = (input: HTMLInputElement) => replaced !== undefined && [...(input.files ?? [])].includes(replaced);
    const input = inputs.find(holds) ?? inputs.find((one) => one.multiple) ?? inputs[0];
    if (!input) return false;
    const transfer = new DataTransfer();
    if (input.multiple) for (const one of input.files ?? []) if (one !== replaced) transfer.items.add(one);
    transfer.items.add(file);
    if (replaced) this.#files.remove(replaced);
    input.files = transfer.files;
    for (const type of ['input', 'change']) input.dispatchEvent(new Event(type, { bubbles: true }));
    return true;
  }

  #listen(root: EventTarget): void {
    const on = (type: string, hear: (event: Event) => void) =>
      root.addEventListener(type, hear, { capture: true, passive: true, signal: this.#ears.signal });
    on('change', (event) => this.#changed(event));
    on('drop', (event) => this.#dropped(event as DragEvent));
    on('input', () => {
      this.#typing = true;
      this.#soon();
    });
    for (const type of ['click', 'keyup', 'pageshow']) on(type, () => this.#soon());
  }

  #changed(event: Event): void {
    const input = event.composedPath()[0];
    this.#typing = false;
    if (input instanceof HTMLInputElement && input.type === 'file' && this.#owns(input)) this.#files.arrive(input.files ?? []);
    this.#after(0); // when the portal has handled the event
  }

  #dropped(event: DragEvent): void {
    const files = event.dataTransfer?.files;
    if (!files?.length || !this.#form) return;
    const path = event.composedPath();
    const zones = this.selectors.drop === undefined ? [this.#form] : [...document.querySelectorAll(this.selectors.drop)];
    if (zones.some((zone) => path.includes(zone))) this.#files.arrive(files);
    this.#after(0);
  }

  // Drop libraries keep their inputs at the end of the body, outside of every form.
  #owns(input: HTMLInputElement): boolean {
    if (this.selectors.files !== undefined) return input.matches(this.selectors.files);
    return this.#form !== undefined && (this.#form.contains(input) || input.form === this.#form || input.form === null);
  }

  #inputs(): HTMLInputElement[] {
    const selector = this.selectors.files ?? 'input[type=file]';
    const root = this.element.getRootNode() as ParentNode;
    const all = [...root.querySelectorAll<HTMLInputElement>(selector)];
    if (all.length === 0 && root !== document) all.push(...document.querySelectorAll<HTMLInputElement>(selector));
    return all.filter((input) => input instanceof HTMLInputElement && input.type === 'file' && !input.disabled && this.#owns(input));
  }

  #find(): HTMLElement | undefined {
    const root = this.element.getRootNode() as ParentNode;
    const first = (selector: string) =>
      root.querySelector<HTMLElement>(selector) ?? document.querySelector<HTMLElement>(selector) ?? undefined;
    if (this.selectors.form) return first(this.selectors.form);
    return this.element.closest<HTMLElement>('form') ?? first('form:has(input[type=file])') ?? undefined;
  }

  #soon(): void {
    if (this.#timer === undefined) this.#after(settleMs);
  }

  #after(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#refresh();
    }, ms);
  }

  #refresh(): void {
    if (this.#ears.signal.aborted) return;
    const form = this.#form?.isConnected ? this.#form : this.#find();
    if (form !== this.#form) {
      if (this.#form) this.#files.forget();
      this.#form = form;
    }
    if (!form) return this.onChange(undefined);
    const files = this.#files.settle(form, this.#inputs());
    const ticket = new HostFields(form, this.selectors).read();
    this.onChange({ form, files, ticket, typing: this.#typing });
  }
}
