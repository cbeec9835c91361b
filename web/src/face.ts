// What stands in the element's shadow root: the panel in the language of the page or the customer, and below its checklist
// what the customer opens.
import type { OtherLanguage } from './asset-urls';
import type { CheckController, State } from './controller';
import { h } from './dom';
import { Panel, type PanelOrder } from './panel';
import type { Report } from './report';
import { englishSpeech, loadSpeech, type Speech } from './speech';
import type { Action } from './view';
import { languageFor, languageNames, languages, type Language, type Words } from './words';
import type { Bench, BenchHost } from './workbench';

export interface FaceOwner {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  readonly controller: CheckController;
  readonly files: () => readonly File[];
  readonly texts: (language: OtherLanguage) => string; // address of the language file
  readonly put: BenchHost['put'];
  readonly uploadsOnSend: () => boolean;
  readonly words: Words | undefined; // the host's own; then no other language is offered
}

export class Face {
  readonly element = h('div');
  readonly #owner: FaceOwner;
  #speech: Speech;
  #panel: Panel;
  #bench: Promise<Bench> | undefined;
  #opened: Bench | undefined;
  #state: State = { phase: 'idle' };
  #report: Report | undefined;
  #closed = false;

  constructor(owner: FaceOwner) {
    this.#owner = owner;
    this.#speech = englishSpeech(owner.words);
    this.#panel = this.#build();
    const language = owner.words ? 'en' : wantedLanguage(owner.element);
    if (language !== 'en') void this.#speak(language);
  }

  // Of the state that was shown last, in the language that is spoken.
  get report(): Report | undefined {
    return this.#report;
  }

  show(state: State): void {
    this.#state = state;
    const stands = state.phase === 'checking' || (state.phase === 'cancelled' && state.held);
    if (!stands) this.#report = state.phase === 'report' ? this.#speech.report(state.report) : undefined;
    this.#panel.show(state.phase === 'report' && this.#report ? { ...state, report: this.#report } : state);
    if (state.phase === 'report') this.#opened?.renew();
  }

  close(): void {
    this.#closed = true;
    this.#panel.close();
    this.#opened?.end();
    this.element.remove();
  }

  #build(): Panel {
    const panel = new Panel(this.#speech.words, {
      titleOf: (rule) => this.#speech.titleOf(rule),
      act: (action, order, from) => void this.#act(action, order, from),
      uploadsOnSend: this.#owner.uploadsOnSend,
      cancel: () => this.#owner.controller.cancel(),
    });
    if (!this.#owner.words) panel.foot.append(this.#picker());
    this.element.lang = this.#speech.words.locale;
    if (!this.#owner.words) this.element.dir = 'ltr'; // as its languages are, also in a page that reads from right to left
    this.element.replaceChildren(panel.root);
    whenIdle(() => warm(this.#speech.words));
    return panel;
  }

  #picker(): HTMLElement {
    const select = h('select', { id: 'language' });
    const { locale, language } = this.#speech.words;
    for (const one of languages) {
      const option = new Option(languageNames[one], one, false, one === locale);
      option.lang = one;
      select.append(option);
    }
    select.addEventListener('change', () => void this.#speak(select.value as Language, true));
    return h('p', { class: 'language' }, h('label', { for: 'language' }, language), select);
  }

  async #speak(language: Language, focus = false): Promise<void> {
    const speech = await loadSpeech(language, this.#owner.texts);
    if (this.#closed) return;
    this.#speech = speech;
    this.#panel.close();
    this.#panel = this.#build();
    // What has changes in it stays open as it is; everything else speaks the new language when it is opened again.
    if (this.#opened?.hasUnsaved) {
      this.#panel.bench.append(this.#opened.element);
    } else {
      this.#opened?.end();
      this.#bench = this.#opened = undefined;
    }
    this.show(this.#state);
    if (focus) this.element.querySelector<HTMLElement>('#language')?.focus();
  }

  // The workbench comes with the first thing that is opened.
  async #act(action: Action, order: PanelOrder, from: HTMLElement): Promise<void> {
    const { root, controller, files, put } = this.#owner;
    const host: BenchHost = {
      checker: controller.checker,
      speech: this.#speech,
      request: () => controller.request(),
      files,
      report: () => this.#report,
      put,
    };
    this.#bench ??= import('./workbench').then(({ Bench }) => Bench.load(host, root));
    try {
      const bench = await this.#bench;
      if (this.#closed) return;
      this.#opened = bench;
      if (bench.element.parentElement !== this.#panel.bench) this.#panel.bench.append(bench.element);
      bench.act(action, order, from);
    } catch {
      this.#bench = undefined; // it could not be loaded; the next press tries again
    }
  }
}

const whenIdle: (work: () => void) => unknown = globalThis.requestIdleCallback ?? setTimeout;

// A browser loads what it knows of a language at the first use, which takes longer than drawing a verdict.
function warm(words: Words): void {
  words.numbers(2);
  words.country('US');
  words.date('2026-01-01');
  words.verdictNeeded(['', '']);
}

// The element's own language, that of the page around it, that of the browser.
function wantedLanguage(element: HTMLElement): Language {
  const near = element.closest<HTMLElement>('[lang]')?.lang;
  return languageFor(near ? [near] : navigator.languages);
}
