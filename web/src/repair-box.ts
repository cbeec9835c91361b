// A whole sheet repaired, or split into the requests that can be sent: shows what was changed before anything is attached.
import type { HandedSheets } from './checker';
import { h, say } from './dom';
import { shown } from './shown';
import type { Bench } from './workbench';

const listedAtMost = 100;

export class RepairBox {
  readonly element: HTMLElement;
  readonly #bench: Bench;
  readonly #title = h('h3', { id: 'repair-title', tabindex: '-1' });
  readonly #said = h('p', { role: 'status' });
  readonly #bar = h('progress', { 'aria-labelledby': 'repair-title' });
  readonly #content = h('div');
  readonly #abort = new AbortController();
  readonly #left = new Set<HandedSheets['files'][number]>(); // parts of a split sheet that the customer has not got yet
  #inForm: { file: File; made: HandedSheets['files'][number] } | undefined; // the part that took the sheet's place

  constructor(bench: Bench, what: 'fix' | 'split', file: number) {
    this.#bench = bench;
    const { words } = bench;
    say(this.#title, what === 'fix' ? words.repair.title : words.split.title);
    this.element = h('section', { class: 'bench-box', part: 'repair', 'aria-labelledby': 'repair-title' }, h('header', { class: 'bench-head' }, this.#title, bench.closeButton()), this.#said, this.#bar, this.#content);
    void this.#run(what, file);
  }

  focus(): void {
    this.#title.focus();
  }

  close(): void {
    this.#abort.abort();
  }

  // The sheet is not in the form any more, and some of its rows are nowhere but here.
  get hasUnsaved(): boolean {
    return this.#inForm !== undefined && this.#left.size > 0;
  }

  async #run(what: 'fix' | 'split', at: number): Promise<void> {
    const { words, host } = this.#bench;
    const source = host.files()[at];
    if (!source) return;
    say(this.#said, words.repair.working);
    try {
      const type = host.report()?.files[at]?.sheet?.name ? 'xlsx' : 'csv';
      const done = await host.checker[what](host.request(), { name: source.name, blob: source }, { type, language: words.locale }, { signal: this.#abort.signal });
      this.#bar.hidden = true;
      if (done.files.length === 0) return say(this.#said, [words.repair.refused, done.changes.refused ? shown(host.speech.remark(done.changes.refused)) : ''].filter(Boolean).join(' '));
      if (what === 'fix') this.#repaired(source, done);
      else this.#split(source, done);
    } catch (error) {
      this.#bar.hidden = true;
      if (!this.#abort.signal.aborted) say(this.#said, this.#bench.failure(error));
    }
  }

  #repaired(source: File, { changes, files }: HandedSheets): void {
    const { words } = this.#bench;
    say(this.#said, changes.change_count > 0 ? words.repair.made(changes.change_count) : words.repair.none);
    if (changes.change_count === 0) return;
    const list = h('table', { class: 'changes' }, h('caption', { class: 'unseen' }, words.repair.listed), h('thead', {}, h('tr', {}, ...[words.repair.where, words.repair.before, words.repair.after].map((name) => h('th', { scope: 'col' }, name)))));
    const body = h('tbody');
    for (const { repair, row, column, other_row, before, after } of changes.changes.slice(0, listedAtMost)) {
      const place = column ? `${column}${row}` : words.row(row);
      const [was, is] = repair === 'repeat' ? [words.repair.repeats(other_row ?? row), words.repair.leftOut] : repair === 'blank_rows' ? [words.repair.blank, words.repair.leftOut] : [before ?? '', after ?? ''];
      body.append(h('tr', {}, h('th', { scope: 'row' }, place), h('td', {}, h('bdi', { class: 'value' }, shown(was))), h('td', {}, h('bdi', { class: 'value' }, shown(is)))));
    }
    list.append(body);
    this.#content.append(h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': words.repair.listed }, list));
    if (changes.change_count > listedAtMost) this.#content.append(h('p', { class: 'hint' }, words.notListed(changes.change_count - listedAtMost)));
    this.#content.append(...this.#notes(changes), this.#buttons(files[0]!, source, true));
  }

  #split(source: File, { changes, files }: HandedSheets): void {
    const { words } = this.#bench;
    say(this.#said, words.split.made(files.length));
    const list = h('ul', { class: 'parts' });
    for (const [index, file] of files.entries()) {
      const name = `part-${index}`;
      this.#left.add(file);
      list.append(h('li', {}, h('bdi', { id: name }, shown(file.name)), this.#buttons(file, source, index === 0, name)));
    }
    this.#content.append(list, h('p', { class: 'hint' }, words.split.how), ...this.#notes(changes));
  }

  // What else is different in the file that was made.
  #notes({ notes }: HandedSheets['changes']): HTMLElement[] {
    if (notes.length === 0) return [];
    const { words, host } = this.#bench;
    return [h('p', {}, words.repair.notes), h('ul', { class: 'losses' }, ...notes.map((note) => h('li', {}, shown(host.speech.remark(note)))))];
  }

  // `about`: the element that names the file, where there are several.
  #buttons(made: HandedSheets['files'][number], source: File, main: boolean, about = ''): HTMLElement {
    const { words } = this.#bench;
    const file = new File([made.bytes], made.name);
    const attach = h('button', { type: 'button', ...(main && { class: 'main' }) }, about ? words.split.attach : words.sheet.attach);
    attach.addEventListener('click', () => {
      const before = this.#inForm;
      if (before) this.#left.add(before.made);
      this.#left.delete(made);
      this.#inForm = { file, made };
      if (!this.hasUnsaved) this.#bench.close();
      this.#bench.deliver(file, before?.file ?? source);
    });
    const download = h('button', { type: 'button' }, words.sheet.download);
    download.addEventListener('click', () => {
      this.#bench.download(file);
      this.#left.delete(made);
      this.#bench.say(words.downloaded(shown(file.name)));
    });
    if (about) for (const button of [attach, download]) button.setAttribute('aria-describedby', about);
    return h('div', { class: 'buttons' }, attach, download);
  }
}
