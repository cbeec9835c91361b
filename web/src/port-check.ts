// The <port-check> element. This file has no side effects: define.ts registers it.
//
// Either it attaches to a form that somebody else owns (attribute `attach`): it finds the files and the ticket by itself
// and shows itself when the category says porting. Or the page gives it both, and switches it on:
//
//   element.files = [...input.files];              the attachments, as they change
//   element.ticket = { subject, description, reason, sub_category };
//   element.active = true;
//
// Attributes and events are listed in web/README.md and in custom-elements.json, which is made from the list below.
import { assetUrls, type OtherLanguage } from './asset-urls';
import type { CheckerSettings } from './checker';
import { CheckController, type ControllerSettings, type Place, type State } from './controller';
import { Face } from './face';
import { portingReason, portingSubCategory, portingTicket } from './host-fields';
import { HostForm, type HostSelectors, type HostState } from './host-form';
import { HoldNotice, type Notice } from './hold-notice';
import noticeStyles from './hold-notice.css';
import { holdWords } from './hold-words';
import type { Report } from './report';
import type { CheckOptions, Ticket } from './request';
import styles from './port-check.css';
import progressStyles from './progress.css';
import { putFile } from './put-file';
import { policyOf, Submission, type Policy } from './submission';
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

const attachAttributes = [
  'attach',
  'file-inputs',
  'drop-zone',
  'subject-field',
  'description-field',
  'reason-field',
  'sub-category-field',
] as const;

const assetAttributes = [
  ['assets', 'assets'],
  ['worker', 'worker'],
  ['wasm', 'wasm'],
  ['letters-wasm', 'lettersWasm'],
  ['sheets-wasm', 'sheetsWasm'],
  ['pdf-wasm', 'pdfWasm'],
  ['texts', 'texts'],
] as const;

const textsAttributes: Record<OtherLanguage, string> = { es: 'texts-es', 'fr-CA': 'texts-fr-ca' };

function styleSheet(text: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet(); // a strict style-src forbids <style>, not this
  sheet.replaceSync(text);
  return sheet;
}

// On a server that renders pages there are no elements; importing this file is harmless there.
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

export class PortCheckElement extends Base {
  static readonly tag = 'port-check';
  static readonly formAssociated = true;
  static readonly observedAttributes = ['active', 'policy', 'name', ...attachAttributes];

  static define(tag = this.tag, registry: CustomElementRegistry | undefined = globalThis.customElements): typeof PortCheckElement {
    if (registry && !registry.get(tag)) registry.define(tag, this);
    return this;
  }

  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #internals: ElementInternals | undefined = this.attachInternals?.(); // not in browsers from before 2023
  readonly #notice = new HoldNotice();
  #face: Face | undefined;
  #controller: CheckController | undefined;
  #host: HostForm | undefined;
  #submission: Submission | undefined;
  #files: File[] = [];
  #ticket: Ticket | undefined;
  #options: CheckOptions = {};
  #report: Report | undefined;
  #words: Words | undefined;
  #disabled = false;
  #cancelled = false; // the last check, by the customer
  #running: { promise: Promise<void>; resolve: () => void } | undefined;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [styles, progressStyles, noticeStyles].map(styleSheet);
    this.addEventListener('invalid', (event) => {
      event.preventDefault(); // our own words instead of the browser's bubble
      if (!this.#notice.holds) this.#submission?.hold();
    });
  }

  get files(): readonly File[] {
    return this.#files;
  }

  set files(files: Iterable<File>) {
    this.#files = [...files];
    if (!this.#controller) return;
    if (!this.#submission?.waits) this.#tell(undefined);
    this.#begins();
    this.#controller.files = this.#named();
  }

  get ticket(): Ticket | undefined {
    return this.#ticket;
  }

  set ticket(ticket: Ticket | undefined) {
    if (JSON.stringify(ticket) === JSON.stringify(this.#ticket)) return;
    this.#ticket = ticket;
    if (!this.#controller) return;
    this.#begins();
    this.#controller.ticket = ticket;
  }

  set options(options: CheckOptions) {
    this.#options = options;
    if (!this.#controller) return;
    this.#begins();
    this.#controller.options = options;
  }

  // Takes effect when the element is next connected or switched on.
  set words(words: Words) {
    this.#words = words;
  }

  // Of the last check that succeeded with the present files.
  get report(): Report | undefined {
    return this.#report;
  }

  // Resolves when no check is running: with the report, or undefined where there is none.
  async settled(): Promise<Report | undefined> {
    await this.#running?.promise;
    return this.#report;
  }

  // Would the form be held now? Asks and tells like an attempt to send it; for portals that send by script alone.
  hold(): boolean {
    return this.#submission?.hold() ?? false;
  }

  // Puts a file into the attached form, in place of another or beside the others, as if it had been chosen there.
  // False where the form has no input that would take it.
  attachFile(file: File, replaced?: File): boolean {
    return this.#host?.put(file, replaced) ?? false;
  }

  get active(): boolean {
    return this.hasAttribute('active');
  }

  set active(active: boolean) {
    this.toggleAttribute('active', active);
  }

  get policy(): Policy {
    return policyOf(this.getAttribute('policy'));
  }

  set policy(policy: Policy) {
    this.setAttribute('policy', policy);
  }

  get form(): HTMLFormElement | null {
    return this.#internals?.form ?? null;
  }

  get validity(): ValidityState | undefined {
    return this.#internals?.validity;
  }

  get validationMessage(): string {
    return this.#internals?.validationMessage ?? '';
  }

  checkValidity(): boolean {
    return this.#internals?.checkValidity() ?? true;
  }

  reportValidity(): boolean {
    return this.#internals?.reportValidity() ?? true;
  }

  connectedCallback(): void {
    this.#attach();
    this.#sync();
  }

  disconnectedCallback(): void {
    this.#host?.close();
    this.#host = undefined;
    this.#stop();
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (!this.isConnected || before === now) return;
    if ((attachAttributes as readonly string[]).includes(name)) this.#attach();
    if (name === 'active') this.#sync();
    this.#validate();
  }

  formDisabledCallback(disabled: boolean): void {
    this.#disabled = disabled;
    this.#sync();
  }

  formResetCallback(): void {
    this.#tell(undefined);
    if (this.#host) this.#host.forget();
    else this.files = [];
  }

  formStateRestoreCallback(): void {
    this.#attach(); // the browser has put files and texts back without an event
  }

  #attach(): void {
    this.#host?.close();
    this.#host = undefined;
    const form = this.getAttribute('attach');
    if (form === null) return;
    const selectors: HostSelectors = { ...(form !== '' && { form }) };
    const given = (name: (typeof attachAttributes)[number], key: keyof HostSelectors) => {
      const value = this.getAttribute(name);
      if (value !== null) selectors[key] = value;
    };
    given('file-inputs', 'files');
    given('drop-zone', 'drop');
    given('subject-field', 'subject');
    given('description-field', 'description');
    given('reason-field', 'reason');
    given('sub-category-field', 'sub_category');
    this.#host = new HostForm(this, selectors, (state) => this.#follow(state));
    this.#host.start();
  }

  #follow(state: HostState | undefined): void {
    const files = state?.files ?? [];
    if (files.length !== this.#files.length || files.some((file, index) => file !== this.#files[index])) this.files = files;
    const reason = this.getAttribute('porting-reason') ?? portingReason;
    const subCategory = this.getAttribute('porting-sub-category') ?? portingSubCategory;
    const ticket = state && portingTicket(state.ticket, reason, subCategory);
    if (ticket) this.ticket = ticket;
    if (state && !state.typing) this.#controller?.hurry();
    this.active = ticket !== undefined;
  }

  #sync(): void {
    const wanted = this.isConnected && this.active && !this.#disabled;
    if (wanted && !this.#controller) this.#begin();
    if (!wanted && this.#controller) this.#stop();
  }

  #begin(): void {
    this.#submission = new Submission({
      element: this,
      policy: () => this.policy,
      form: () => this.#host?.form ?? this.form ?? undefined,
      sends: (button) => button.matches(this.getAttribute('submit-button') ?? ':not(*)'),
      report: () => this.#report,
      settled: () => this.#settling(),
      ask: (event) => this.dispatchEvent(event),
      tell: (held) => this.#tell(held),
    });
    const settings: ControllerSettings = {
      server: this.getAttribute('server') ?? '/api/v1/check',
      onRestart: () => this.#tell('restarted'),
      ...this.#assets(),
    };
    const controller = new CheckController(settings, (state) => this.#show(state));
    this.#controller = controller;
    this.#face = new Face({
      element: this,
      root: this.#root,
      controller,
      files: () => this.#files,
      texts: (language) => assetUrls(settings).otherTexts[language],
      put: (file, replaces) => putFile(this, file, replaces),
      uploadsOnSend: () => this.getAttribute('uploads') === 'on-send',
      words: this.#words,
    });
    this.#root.replaceChildren(this.#notice.root, this.#face.element);
    this.#begins();
    controller.options = this.#options;
    controller.ticket = this.#ticket;
    controller.files = this.#named();
  }

  #assets(): CheckerSettings {
    const settings: CheckerSettings = {};
    for (const [attribute, key] of assetAttributes) {
      const url = this.getAttribute(attribute);
      if (url !== null) settings[key] = url;
    }
    const languages = Object.entries(textsAttributes).flatMap(([language, attribute]) => (this.hasAttribute(attribute) ? [[language, this.getAttribute(attribute)]] : []));
    if (languages.length > 0) settings.otherTexts = Object.fromEntries(languages);
    return settings;
  }

  #stop(): void {
    this.#controller?.close();
    this.#submission?.close();
    this.#controller = undefined;
    this.#submission = undefined;
    this.#face?.close();
    this.#face = undefined;
    this.#report = undefined;
    this.#ends();
    this.#tell(undefined);
    this.#root.replaceChildren();
  }

  #named() {
    return this.#files.map((file) => ({ name: file.name, blob: file }));
  }

  // What a form waits for that is being sent. A check that was cancelled, with errors in the one before it, is begun again.
  #settling(): Promise<void> | undefined {
    if (this.#cancelled && this.#submission?.blocks) {
      this.#begins();
      this.#controller?.again();
    }
    return this.#running?.promise;
  }

  #begins(): void {
    if (this.#running || this.#files.length === 0) return;
    let resolve = () => {};
    const promise = new Promise<void>((done) => (resolve = done));
    this.#running = { promise, resolve };
  }

  #ends(): void {
    this.#running?.resolve();
    this.#running = undefined;
  }

  #show(state: State): void {
    this.#cancelled = state.phase === 'cancelled';
    // The errors stand until a check says that they are gone.
    this.#face?.show(state.phase === 'cancelled' ? { ...state, held: this.#submission?.blocks ?? false } : state);
    if (state.phase === 'checking') return;
    this.#report = this.#face?.report;
    if (this.#report?.verdict !== 'blocked' && this.#notice.holds) this.#tell(undefined);
    this.#validate();
    this.#ends();
    if (state.phase === 'report' && this.#report) this.dispatchEvent(new PortCheckEvent(this.#report, state.by));
  }

  #tell(held: Notice | undefined): void {
    this.#notice.show(held, this.#toFix(), holdWords(this.#face?.element ?? this));
    this.#validate();
  }

  #toFix(): number {
    return new Set(this.#report?.findings.filter((one) => one.severity === 'error').map((one) => one.rule)).size;
  }

  // What the form itself sees: the verdict as our value, where we have a name, and whether it may be sent.
  #validate(): void {
    const internals = this.#internals;
    if (!internals?.setValidity) return;
    if (this.#submission?.blocks) internals.setValidity({ customError: true }, holdWords(this.#face?.element ?? this).invalid(this.#toFix()), this.#notice.root);
    else internals.setValidity({});
    internals.setFormValue(this.#report?.verdict ?? null);
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
