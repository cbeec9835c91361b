// What is opened below the checklist: the sheet's grid, what a letter says, the maker of letters, the box to paste into.
// One at a time. This file and all it imports are loaded when a customer first asks for one of them.
import { CheckFailed, type Checker } from './checker';
import { h, say } from './dom';
import { LetterMaker } from './letter/maker';
import { LetterPanel } from './letter/panel';
import letterCss from './letter/letter.css';
import { PasteBox } from './paste-box';
import { RepairBox } from './repair-box';
import type { FileReport, Report, RuleId } from './report';
import type { CheckRequest } from './request';
import { SheetPanel, styles as sheetCss, type SheetPlace } from './sheet/panel';
import { shown } from './shown';
import type { Speech } from './speech';
import type { Action } from './view';
import { loadMoreWords, type MoreWords, type Words } from './words';

export interface BenchHost {
  readonly checker: Checker;
  request(): CheckRequest;
  files(): readonly File[];
  report(): Report | undefined;
  // Puts a file into the form, in the place of another one. False where there is no form to put it into.
  put(file: File, replaces?: File): boolean;
  readonly speech: Speech;
}

// What one of the boxes is to the bench.
interface Box {
  readonly element: HTMLElement;
  focus(): void;
  close(): void;
  readonly hasUnsaved?: boolean;
}

const roomForSheet = 640; // pixels
const wide: readonly Action[] = ['see-letter', 'make-letter'];

export interface Place extends Partial<SheetPlace> {
  file?: number;
}

export class Bench {
  readonly element = h('div', { class: 'bench' });
  readonly #live = h('p', { class: 'unseen', role: 'status' });
  readonly #note = h('p', { class: 'bench-note', hidden: '' });
  readonly #dialog = h('dialog', { class: 'full' });
  #full: HTMLButtonElement | undefined;
  #box: Box | undefined;
  #action: Action | undefined;
  #back: HTMLElement | undefined; // where the focus was

  private constructor(
    readonly host: BenchHost,
    readonly words: Words & MoreWords,
  ) {
    this.element.append(this.#live, this.#note, this.#dialog);
    // Escape leads back into the page, where everything is as it was.
    this.#dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      this.toggleFull(false);
    });
  }

  static async load(host: BenchHost, root: ShadowRoot): Promise<Bench> {
    const { words } = host.speech;
    const more = await loadMoreWords(words.locale);
    for (const css of [sheetCss, letterCss]) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    }
    return new Bench(host, { ...words, ...more });
  }

  act(action: Action, place: Place = {}, from?: HTMLElement): void {
    if (action === 'template') return void this.#template();
    if (action === 'open-sheet' && this.#box instanceof SheetPanel) {
      void this.#box.go({ file: 0, ...place });
      this.#box.focus();
      return;
    }
    if (this.hasUnsaved) {
      // Nothing that was changed is lost because something else was opened.
      this.say(this.words.unsavedFirst);
      return this.#box?.focus();
    }
    this.#remove();
    this.#back = from;
    this.#action = action;
    this.#box = this.#make(action, place);
    this.element.append(this.#box.element);
    // Sheets and pages need room that a column beside a form has not.
    const narrow = this.element.clientWidth < roomForSheet;
    if (narrow && (action === 'open-sheet' || (wide.includes(action) && innerWidth > 2 * this.element.clientWidth))) this.toggleFull(true);
    this.#box.focus();
    if (!this.#dialog.open) this.#box.element.scrollIntoView?.({ block: 'nearest' });
  }

  #make(action: Exclude<Action, 'template'>, place: Place): Box {
    switch (action) {
      case 'open-sheet':
        return new SheetPanel(this, { file: this.#firstSheet(), ...place });
      case 'paste':
        return new PasteBox(this);
      case 'repair':
        return new RepairBox(this, 'fix', place.file ?? this.#firstSheet());
      case 'split':
        return new RepairBox(this, 'split', place.file ?? this.#firstSheet());
      case 'see-letter':
        return new LetterPanel(this, place.file ?? this.#first('loa'));
      case 'make-letter':
        return new LetterMaker(this);
    }
  }

  get isFull(): boolean {
    return this.#dialog.open;
  }

  // Moves the box into a window of its own, as large as the page, and back.
  toggleFull(full = !this.#dialog.open): void {
    const box = this.#box;
    if (!box || full === this.#dialog.open) return;
    if (full) {
      const title = box.element.getAttribute('aria-labelledby');
      if (title) this.#dialog.setAttribute('aria-labelledby', title);
      this.#dialog.append(box.element);
      this.#dialog.showModal();
    } else {
      this.#dialog.close();
      this.element.append(box.element);
    }
    if (this.#full) say(this.#full, full ? this.words.inPage : this.words.fullScreen);
  }

  fullButton(): HTMLButtonElement {
    const button = h('button', { type: 'button' }, this.words.fullScreen);
    button.addEventListener('click', () => {
      this.toggleFull();
      button.focus();
    });
    return (this.#full = button);
  }

  // A report has come: a box that shows the files as they were makes room, but never one with changes in it.
  renew(): void {
    if (!this.#box || this.#box.hasUnsaved || this.#action === 'paste' || this.#action === 'make-letter') return;
    if (this.#action === 'see-letter') {
      const at = this.#first('loa');
      const letter = this.host.report()?.files[at]?.letter;
      if (letter && this.#box instanceof LetterPanel) return this.#box.show(at);
    }
    if (this.#box instanceof SheetPanel && this.#box.isOf(this.host.files())) return;
    this.#remove();
  }

  close(): void {
    this.#remove();
    this.#back?.focus();
  }

  // The way out of a box. What has changes in it is closed by the second press, after a warning.
  closeButton(): HTMLButtonElement {
    const button = h('button', { type: 'button', class: 'close' }, this.words.close);
    let warned = false;
    button.addEventListener('click', () => {
      if (!this.hasUnsaved || warned) return this.close();
      warned = true;
      say(button, this.words.discard);
      say(this.#live, this.words.discardHint);
    });
    button.addEventListener('blur', () => {
      warned = false;
      say(button, this.words.close);
    });
    return button;
  }

  get hasUnsaved(): boolean {
    return this.#box?.hasUnsaved ?? false;
  }

  // Nothing of the bench is used afterwards.
  end(): void {
    this.#remove();
  }

  say(text: string): void {
    say(this.#note, text);
    this.#note.hidden = text === '';
    say(this.#live, text);
  }

  titleOf(rule: RuleId): string {
    return this.host.speech.titleOf(rule);
  }

  download(file: File): void {
    const url = URL.createObjectURL(file);
    const link = h('a', { href: url, download: file.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  // What a failed job says to a person.
  failure(error: unknown): string {
    const failure = error instanceof CheckFailed ? error.failure : undefined;
    if (failure?.kind === 'cancelled' || (error instanceof DOMException && error.name === 'AbortError')) return this.words.stopped;
    return failure?.kind === 'unreadable-file' ? this.words.fileGone(shown(failure.file)) : this.words.workFailed;
  }

  // Puts a file into the form, or gives it to the customer where there is no form; says which.
  deliver(file: File, replaces?: File): void {
    if (this.host.put(file, replaces)) return this.say(this.words.attached(shown(file.name)));
    this.download(file);
    this.say(this.words.attachYourself(shown(file.name)));
  }

  async #template(): Promise<void> {
    try {
      const bytes = await this.host.checker.template('xlsx', this.words.locale);
      this.download(new File([bytes], this.words.templateName));
      this.say(this.words.downloaded(this.words.templateName));
    } catch (error) {
      this.say(this.failure(error));
    }
  }

  #remove(): void {
    if (this.#dialog.open) this.#dialog.close();
    this.#box?.close();
    this.#box?.element.remove();
    this.#box = this.#action = this.#full = undefined;
    this.say('');
  }

  #first(role: FileReport['role']): number {
    return Math.max(0, this.host.report()?.files.findIndex((file) => file.role === role && (role !== 'loa' || file.letter)) ?? 0);
  }

  #firstSheet(): number {
    return this.#first('sheet');
  }
}
