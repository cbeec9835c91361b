// The <port-check> element. This file has no side effects: define.ts registers it.
//
//   element.files = [...input.files];              the attachments, as they change
//   element.ticket = { subject, description, reason, sub_category };
//
// Attributes: `active` (nothing is shown or checked without it), `server` (URL of the server check; "" for none),
// `worker` and `wasm` (URLs; by default beside the script). Events: PortCheckEvent, after every check.
import type { CheckerSettings } from './checker';
import { CheckController, type ControllerSettings, type Place, type State } from './controller';
import { Face } from './face';
import type { Report } from './report';
import type { CheckOptions, Ticket } from './request';
import styles from './port-check.css';
import type { Words } from './words';

export class PortCheckEvent extends Event {
  static readonly type = 'port-check';
  constructor(
    readonly report: Report,
    readonly by: Place,
  ) {
    super(PortCheckEvent.type, { bubbles: true, composed: true });
  }
}

export class PortCheckElement extends HTMLElement {
  static readonly tag = 'port-check';
  static readonly observedAttributes = ['active'];

  static define(tag = this.tag, registry = customElements): typeof PortCheckElement {
    if (!registry.get(tag)) registry.define(tag, this);
    return this;
  }

  readonly #root = this.attachShadow({ mode: 'open' });
  #face: Face | undefined;
  #controller: CheckController | undefined;
  #files: File[] = [];
  #ticket: Ticket | undefined;
  #options: CheckOptions = {};
  #report: Report | undefined;
  #words: Words | undefined;

  constructor() {
    super();
    const sheet = new CSSStyleSheet(); // a strict style-src forbids <style>, not this
    sheet.replaceSync(styles);
    this.#root.adoptedStyleSheets = [sheet];
  }

  get files(): readonly File[] {
    return this.#files;
  }

  set files(files: Iterable<File>) {
    this.#files = [...files];
    if (this.#controller) this.#controller.files = this.#named();
  }

  get ticket(): Ticket | undefined {
    return this.#ticket;
  }

  set ticket(ticket: Ticket | undefined) {
    if (JSON.stringify(ticket) === JSON.stringify(this.#ticket)) return;
    this.#ticket = ticket;
    if (this.#controller) this.#controller.ticket = ticket;
  }

  set options(options: CheckOptions) {
    this.#options = options;
    if (this.#controller) this.#controller.options = options;
  }

  // Takes effect when the element is next connected or switched on.
  set words(words: Words) {
    this.#words = words;
  }

  // Of the last check that succeeded with the present files.
  get report(): Report | undefined {
    return this.#report;
  }

  get active(): boolean {
    return this.hasAttribute('active');
  }

  set active(active: boolean) {
    this.toggleAttribute('active', active);
  }

  connectedCallback(): void {
    this.#sync();
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  attributeChangedCallback(): void {
    this.#sync();
  }

  #sync(): void {
    const wanted = this.isConnected && this.active;
    if (wanted && !this.#controller) this.#begin();
    if (!wanted && this.#controller) this.#stop();
  }

  #begin(): void {
    const url = (name: 'worker' | 'wasm'): CheckerSettings => {
      const value = this.getAttribute(name);
      return value === null ? {} : { [name]: new URL(value, document.baseURI) };
    };
    const settings: ControllerSettings = { server: this.getAttribute('server') ?? '/api/v1/check', ...url('worker'), ...url('wasm') };
    const controller = new CheckController(settings, (state) => this.#show(state));
    this.#controller = controller;
    this.#face = new Face({
      element: this,
      root: this.#root,
      controller,
      files: () => this.#files,
      texts: (language) => new URL(`portcheck.${language}.txt`, settings.wasm ?? import.meta.url),
      words: this.#words,
    });
    controller.options = this.#options;
    controller.ticket = this.#ticket;
    controller.files = this.#named();
  }

  #stop(): void {
    this.#controller?.close();
    this.#controller = undefined;
    this.#face?.close();
    this.#face = undefined;
    this.#report = undefined;
  }

  #named() {
    return this.#files.map((file) => ({ name: file.name, blob: file }));
  }

  #show(state: State): void {
    this.#face?.show(state);
    if (state.phase === 'checking') return;
    this.#report = this.#face?.report;
    if (state.phase === 'report' && this.#report) this.dispatchEvent(new PortCheckEvent(this.#report, state.by));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'port-check': PortCheckElement;
  }
  interface HTMLElementEventMap {
    'port-check': PortCheckEvent;
  }
}
