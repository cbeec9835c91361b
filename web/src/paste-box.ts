// Rows pasted straight from a spreadsheet become a sheet of the request.
import { h, say } from './dom';
import { missingHeader, parseHtmlTable, parseTable, toCsv } from './table-text';
import type { Bench } from './workbench';

export class PasteBox {
  readonly element: HTMLElement;
  readonly #area = h('textarea', { id: 'paste-area', rows: '6', spellcheck: 'false', 'aria-describedby': 'paste-help paste-seen' });
  readonly #seen = h('p', { id: 'paste-seen', class: 'hint', role: 'status' });
  readonly #use: HTMLButtonElement;
  readonly #bench: Bench;
  #rows: string[][] = [];

  constructor(bench: Bench) {
    this.#bench = bench;
    const { words } = bench;
    this.#use = h('button', { type: 'button', class: 'main' }, words.paste.use);
    this.#use.disabled = true;
    this.#use.addEventListener('click', () => this.#take());
    this.#area.addEventListener('paste', (event) => this.#pasted(event));
    this.#area.addEventListener('input', () => this.#read(parseTable(this.#area.value)));
    this.element = h(
      'section',
      { class: 'bench-box', part: 'paste', 'aria-labelledby': 'paste-title' },
      h('header', { class: 'bench-head' }, h('h3', { id: 'paste-title' }, words.paste.title), bench.closeButton()),
      h('label', { for: 'paste-area', class: 'unseen' }, words.paste.label),
      h('p', { id: 'paste-help', class: 'hint' }, words.paste.help),
      this.#area,
      this.#seen,
      h('div', { class: 'buttons' }, this.#use),
    );
  }

  get hasUnsaved(): boolean {
    return this.#rows.length > 0;
  }

  focus(): void {
    this.#area.focus();
  }

  close(): void {}

  // Programs that give a table only as HTML: its texts are shown as if they had been given as text.
  #pasted(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData('text/plain') ?? '';
    const rows = text.includes('\t') ? [] : parseHtmlTable(event.clipboardData?.getData('text/html') ?? '');
    if (!rows.some((row) => row.length > 1)) return; // the text is what there is, and is taken as it is
    event.preventDefault();
    this.#area.setRangeText(rows.map((row) => row.map((cell) => cell.replace(/[\t\n]/g, ' ')).join('\t')).join('\n'), this.#area.selectionStart, this.#area.selectionEnd, 'end');
    this.#read(parseTable(this.#area.value));
  }

  #read(rows: string[][]): void {
    const { words } = this.#bench;
    const filled = rows.filter((row) => row.some((cell) => cell.trim() !== ''));
    const header = missingHeader(filled);
    this.#rows = header ? [header, ...filled] : filled;
    const columns = Math.max(0, ...filled.map((row) => row.length));
    const count = Math.max(0, this.#rows.length - 1);
    this.#use.disabled = count === 0;
    const told = count > 0 ? words.paste.seen(count, columns) : '';
    say(this.#seen, [told, header && count > 0 ? words.paste.headerAdded : ''].filter(Boolean).join(' '));
  }

  #take(): void {
    const file = new File([toCsv(this.#rows)], this.#bench.words.paste.fileName, { type: 'text/csv' });
    this.#rows = [];
    this.#bench.close();
    this.#bench.deliver(file);
  }
}
