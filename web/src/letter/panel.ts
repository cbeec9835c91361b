// What was read on a letter: each fact with the words it was taken from and their place, the pages as they were seen, and
// how the letter's numbers compare with the sheet's.
import { h, say } from '../dom';
import type { Finding, LetterReport, Seen } from '../report';
import { shown } from '../shown';
import type { Bench } from '../workbench';
import { sketchPages, type Document, type Highlight } from './page-sketch';

interface Fact {
  key: string;
  label: string;
  value: string;
  seen?: Seen;
  state: 'ok' | 'look' | 'problem' | 'note';
}

// Which rules speak of which fact.
const about: Record<string, readonly string[]> = {
  signed: ['LOA-005', 'LOA-006', 'LOA-007', 'LOA-008', 'LOA-009'],
  signature: ['LOA-010', 'LOA-011'],
  numbers: ['LOA-013', 'LOA-014', 'LOA-015'],
  company: ['LOA-020', 'LOA-034'],
  service_address: ['LOA-018', 'LOA-019', 'LOA-035'],
  billing_number: ['LOA-016'],
  account_number: ['LOA-017', 'LOA-036'],
  carrier: ['LOA-024'],
  resporg: ['LOA-024'],
  signer: ['LOA-021', 'LOA-038'],
  gaining_carrier: ['LOA-022'],
  pin: ['LOA-029'],
};

// Of other signatures the check describes what it saw, in English.
const quotedSignatures: readonly string[] = ['typed', 'envelope', 'empty_field'];

// As LOA-012 names the fields that are left empty.
const emptyFields: Record<string, string> = { company: 'company name', signer: 'printed name', service_address: 'service address' };

export class LetterPanel {
  readonly element: HTMLElement;
  readonly #bench: Bench;
  readonly #title = h('h3', { id: 'letter-title', tabindex: '-1' });
  readonly #facts = h('dl', { class: 'facts' });
  readonly #numbers = h('div', { class: 'letter-numbers' });
  readonly #pages = h('div', { class: 'pages', tabindex: '0', role: 'region' });
  readonly #said = h('p', { class: 'hint' });
  readonly #trust = h('p', { class: 'hint' });
  readonly #view = h('div', { class: 'buttons' });
  #abort = new AbortController();

  constructor(bench: Bench, file: number) {
    this.#bench = bench;
    const { words } = bench;
    const larger = h('button', { type: 'button', 'aria-pressed': 'false' }, words.letterBox.larger);
    larger.addEventListener('click', () => {
      const big = this.#pages.classList.toggle('large');
      larger.setAttribute('aria-pressed', String(big));
    });
    this.#view.append(larger);
    this.#pages.setAttribute('aria-label', words.letterBox.pages);
    this.element = h(
      'section',
      { class: 'bench-box letter-box', part: 'letter', 'aria-labelledby': 'letter-title' },
      h('header', { class: 'bench-head' }, this.#title, bench.fullButton(), bench.closeButton()),
      this.#trust,
      h('div', { class: 'letter-columns' }, h('div', {}, this.#facts, this.#numbers), h('div', {}, this.#pages, this.#said, this.#view)),
    );
    this.show(file);
  }

  focus(): void {
    this.#title.focus();
  }

  close(): void {
    this.#abort.abort();
  }

  show(at: number): void {
    const { host, words } = this.#bench;
    const report = host.report();
    const file = report?.files[at];
    const letter = file?.letter;
    const source = host.files()[at];
    say(this.#title, words.letterBox.title(shown(file?.name ?? '')));
    if (!report || !letter || !source) return;
    const findings = report.findings.filter((finding) => finding.file_index === at || finding.rule === 'LOA-013' || finding.rule === 'LOA-014');
    say(this.#trust, letter.text ? words.letterBox.unverified : words.letterBox.scan);
    // Of a scan only what is not in its picture is known, such as a digital signature.
    const facts = this.#factsOf(letter, findings).filter(({ seen }) => letter.text || seen);
    this.#facts.replaceChildren(...facts.flatMap((fact) => this.#row(fact)));
    this.#showNumbers(letter, findings);
    this.#abort.abort();
    this.#abort = new AbortController();
    void this.#draw(source, facts, letter, this.#abort.signal);
  }

  async #draw(source: File, facts: Fact[], letter: LetterReport, signal: AbortSignal): Promise<void> {
    const { words, host } = this.#bench;
    let document: Document = {};
    try {
      const text = await host.checker.document({ name: source.name, blob: source }, { signal });
      if (text) document = JSON.parse(text) as Document;
    } catch {
      if (signal.aborted) return; // without the document the facts' places are drawn on empty pages
    }
    const highlights: Highlight[] = [
      ...facts.flatMap(({ key, seen }) => (seen?.box ? [{ key, seen }] : [])),
      ...letter.numbers.first.flatMap((seen) => (seen.box ? [{ key: 'numbers', seen }] : [])),
    ];
    const pages = letter.text ? sketchPages(document, highlights, (page) => words.letterBox.page(page, letter.pages)) : [];
    this.#pages.replaceChildren(...pages);
    this.#pages.hidden = this.#view.hidden = pages.length === 0;
    say(this.#said, !letter.text ? '' : pages.length === 0 ? words.letterBox.noPages : words.letterBox.sketch);
  }

  #factsOf(letter: LetterReport, findings: Finding[]): Fact[] {
    const { words } = this.#bench;
    const names = words.letterBox.facts;
    const stateOf = (key: string): Fact['state'] => {
      const own = findings.filter(({ rule }) => about[key]?.includes(rule));
      const empty = findings.some(({ rule, params }) => rule === 'LOA-012' && Array.isArray(params?.fields) && params.fields.includes(emptyFields[key] ?? ''));
      if (empty || own.some(({ severity }) => severity === 'error')) return 'problem';
      return own.some(({ severity }) => severity === 'warning') ? 'look' : 'ok';
    };
    const nothing = [words.letterBox.absent, words.letterBox.blank, words.letterBox.signatures.none];
    const facts: Fact[] = [];
    const add = (key: keyof typeof names, value: string, seen?: Seen) => {
      const state = stateOf(key);
      facts.push({ key, label: names[key], value, state: nothing.includes(value) && state === 'ok' ? 'note' : state, ...(seen?.page && { seen }) });
    };
    const dates = (readings: string[]) => readings.map((day) => words.date(day)).join(` ${words.or} `);
    add('signed', letter.signed ? dates(letter.signed.readings) : words.letterBox.absent, letter.signed);
    const { kind, vendor, name } = letter.signature;
    const seen = quotedSignatures.includes(kind) ? letter.signature : { ...letter.signature, quote: '' };
    add('signature', [words.letterBox.signatures[kind], vendor, name].filter(Boolean).join(' · '), seen);
    const texts = ['company', 'signer', 'title', 'carrier', 'gaining_carrier', 'resporg', 'billing_number', 'account_number'] as const;
    for (const key of texts) {
      const text = letter[key];
      if (text) add(key, text.presence === 'given' ? (text.value ?? '') : words.letterBox.blank, text);
    }
    for (const key of ['service_address', 'billing_address'] as const) {
      const address = letter[key];
      if (address) add(key, address.presence === 'given' ? (address.text ?? '') : words.letterBox.blank, address);
    }
    add('pin', letter.pin === 'given' ? words.letterBox.pinGiven : letter.pin === 'blank' ? words.letterBox.blank : words.letterBox.absent);
    const others = letter.dates.filter(({ role, page, quote }) => role !== 'signing' && !(page === letter.signed?.page && quote === letter.signed?.quote));
    others.forEach((date, index) => facts.push({ key: `date${index}`, label: words.letterBox.dateRoles[date.role], value: dates(date.readings), seen: date, state: 'note' }));
    return facts;
  }

  #row({ key, label, value, seen, state }: Fact): HTMLElement[] {
    const { words } = this.#bench;
    const signs = { ok: '✓', look: '!', problem: '✕', note: '–' };
    const term = h('dt', { 'data-state': state }, h('span', { class: 'sign', 'aria-hidden': 'true' }, signs[state]), label, h('span', { class: 'unseen' }, ` (${words.states[state]})`));
    const text = h('dd', {}, h('bdi', {}, shown(value)));
    if (seen?.page) {
      const place = words.letterBox.onPage(seen.page);
      if (seen.box) {
        const find = h('button', { type: 'button', class: 'link' }, place);
        find.setAttribute('aria-label', `${words.letterBox.find}: ${label}, ${place}`);
        find.addEventListener('click', () => this.#point(key));
        text.append(' ', find);
      } else {
        text.append(' ', h('span', { class: 'hint' }, place));
      }
      if (seen.quote) text.append(h('q', { class: 'quote' }, shown(seen.quote)));
    }
    return [term, text];
  }

  #point(key: string): void {
    for (const one of this.#pages.querySelectorAll('.highlight')) one.classList.toggle('now', one.getAttribute('data-key') === key);
    this.#pages.querySelector('.highlight.now')?.scrollIntoView({ block: 'center', inline: 'center' });
  }

  #showNumbers({ numbers, text }: LetterReport, findings: Finding[]): void {
    const { words, host } = this.#bench;
    this.#numbers.hidden = !text;
    const wanted = host.report()?.request.unique ?? 0;
    const missing = findings.find(({ rule }) => rule === 'LOA-013');
    const surplus = findings.find(({ rule }) => rule === 'LOA-014');
    const lines = [h('h4', {}, words.letterBox.numbers), h('p', {}, words.letterBox.count(numbers.count, wanted))];
    if (missing || surplus) {
      for (const finding of [missing, surplus]) if (finding) lines.push(h('p', { class: 'warn' }, shown(finding.message)));
      const make = h('button', { type: 'button' }, words.actions['make-letter']);
      make.addEventListener('click', () => this.#bench.act('make-letter'));
      const buttons = h('div', { class: 'buttons' }, make);
      lines.push(buttons as never);
    } else if (numbers.count > 0 && wanted > 0) {
      lines.push(h('p', {}, words.letterBox.allThere));
    }
    if (numbers.first.length > 0) {
      const listed = numbers.first.map(({ number, to }) => (to ? `${words.phone(number)} – ${words.phone(to)}` : words.phone(number)));
      lines.push(h('p', { class: 'hint' }, words.letterBox.first(listed.join(', '), Math.max(0, numbers.count - listed.length))));
    }
    this.#numbers.replaceChildren(...lines);
  }
}
