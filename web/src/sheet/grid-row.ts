// A row of the grid. It is used again for other rows that come into sight: a browser changes a text faster than it makes
// elements, so only what differs from the row before is written.
import { h } from '../dom';
import { shown } from '../shown';

export type Severity = 'error' | 'warning' | 'info';

export interface GridCell {
  text: string;
  severity: Severity | undefined;
  note: string; // what is wrong, for those who cannot see the sign
}

export interface GridRow {
  cells: Map<number, GridCell>; // by column
  severity: Severity | undefined; // of the row as a whole
  note: string;
}

// The columns in sight and where they stand, in pixels.
export interface GridColumns {
  from: number;
  to: number;
  headWidth: number;
  lefts: readonly number[]; // behind the row's number; behind the last column its right edge
}

const signs: Record<Severity, string> = { error: '✕', warning: '!', info: 'i' };

export function placeColumn(element: HTMLElement, column: number, { headWidth, lefts }: GridColumns): void {
  const left = lefts[column - 1] ?? 0;
  element.style.insetInlineStart = `${headWidth + left}px`;
  element.style.width = `${(lefts[column] ?? 0) - left}px`;
}

class CellView {
  readonly #text = document.createTextNode('');
  #marks: { severity: Severity | undefined; note: string; sign?: HTMLElement; words?: HTMLElement } = { severity: undefined, note: '' };

  constructor(
    readonly element: HTMLElement,
    around: HTMLElement = element,
  ) {
    around.append(this.#text);
  }

  say(text: string): void {
    if (this.#text.data !== text) this.#text.data = text;
  }

  mark(severity: Severity | undefined, note: string): void {
    const marks = this.#marks;
    if (marks.severity === severity && marks.note === note) return;
    marks.severity = severity;
    marks.note = note;
    if (severity === 'error') this.element.setAttribute('aria-invalid', 'true');
    else this.element.removeAttribute('aria-invalid');
    if (severity) {
      marks.sign ??= h('span', { class: 'grid-sign', 'aria-hidden': 'true' });
      marks.words ??= h('span', { class: 'unseen' });
      marks.sign.textContent = signs[severity];
      marks.words.textContent = ` ${note}`;
      this.element.dataset['severity'] = severity;
      this.element.title = note;
      if (marks.sign.parentNode !== this.element) this.element.append(marks.sign, marks.words);
    } else {
      delete this.element.dataset['severity'];
      this.element.removeAttribute('title');
      marks.sign?.remove();
      marks.words?.remove();
    }
  }
}

export class RowView {
  readonly element = h('div', { class: 'grid-row', role: 'row' });
  readonly #head: CellView;
  #cells: CellView[] = [];
  #columns: GridColumns | undefined;
  #index = -1;
  #row = 0;
  #known: GridRow | undefined;
  #cursor = 0;
  #place = '';

  constructor() {
    this.#head = new CellView(h('div', { class: 'grid-number', role: 'rowheader', 'aria-colindex': '1' }));
    this.element.append(this.#head.element);
  }

  // `cursor`: the column of the grid's cursor where it is in this row, else 0. `columns` is another object where it differs.
  draw(index: number, row: number, label: string, known: GridRow | undefined, columns: GridColumns, cursor: number): void {
    const moved = row !== this.#row;
    const rearranged = columns !== this.#columns;
    if (index === this.#index && !moved && !rearranged && known === this.#known && cursor === this.#cursor) return;
    if (rearranged) this.#arrange(columns);
    if (index !== this.#index) this.element.setAttribute('aria-rowindex', String(index + 2));
    if (moved) for (const { element } of [this.#head, ...this.#cells]) element.dataset['row'] = String(row);
    this.#head.say(label);
    this.#head.mark(known?.severity, known?.note ?? '');
    this.#head.element.classList.toggle('here', cursor > 0);
    this.#cells.forEach((view, at) => {
      const cell = known?.cells.get(columns.from + at);
      view.say(shown(cell?.text ?? ''));
      view.mark(cell?.severity, cell?.note ?? '');
    });
    this.#point(cursor, row, columns);
    [this.#index, this.#row, this.#known, this.#columns, this.#cursor] = [index, row, known, columns, cursor];
  }

  move(place: string): void {
    if (place !== this.#place) this.element.style.transform = this.#place = place;
  }

  cell(column: number): HTMLElement | undefined {
    return this.#columns && this.#cells[column - this.#columns.from]?.element;
  }

  #point(cursor: number, row: number, { from }: GridColumns): void {
    const now = this.#cells[cursor - from]?.element;
    for (const { element } of this.#cursor > 0 ? this.#cells : []) {
      if (element === now || !element.id) continue;
      element.classList.remove('cursor');
      element.removeAttribute('id');
    }
    if (!now) return;
    now.classList.add('cursor');
    now.id = `cell-${row}-${cursor}`;
  }

  #arrange(columns: GridColumns): void {
    const count = columns.to - columns.from + 1;
    for (const { element } of this.#cells.splice(count)) element.remove();
    while (this.#cells.length < count) {
      const text = h('span', { class: 'grid-text' });
      const cell = new CellView(h('div', { class: 'grid-cell', role: 'gridcell', 'data-row': String(this.#row) }, text), text);
      this.#cells.push(cell);
      this.element.append(cell.element);
    }
    this.#head.element.style.width = `${columns.headWidth}px`;
    this.#cells.forEach(({ element }, at) => {
      const column = columns.from + at;
      element.setAttribute('aria-colindex', String(column + 1));
      element.dataset['column'] = String(column);
      placeColumn(element, column, columns);
    });
  }
}
