// A spreadsheet's grid, of which only what is in sight exists. It shows rows that its source gives, moves a cell cursor
// and edits in place; what the cells mean is its owner's business.
import { arrange, h } from '../dom';
import { shown } from '../shown';
import { placeColumn, RowView, type GridColumns, type GridRow } from './grid-row';

export interface GridSource {
  readonly rows: number; // that are shown
  readonly columns: number;
  rowAt(index: number): number; // the sheet's row, from 1
  heading(column: number): string; // what the column means; '' where nobody knows
  load(indices: number[], fromColumn: number, toColumn: number): Promise<Map<number, GridRow>>; // by the sheet's row
  whole(row: number, column: number): Promise<string>; // the cell's whole text, to be edited
}

export interface GridOwner {
  readonly label: string;
  rowLabel(row: number): string;
  cellLabel(row: number, column: number): string;
  moved(row: number, column: number): void;
  edited(row: number, column: number, text: string): void;
  key(event: KeyboardEvent): boolean; // true: it was the owner's
  pasted(row: number, column: number, text: string): void;
}

export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return letters;
}

const blankRow: GridRow = { cells: new Map(), severity: undefined, note: '' };
const mostPixels = 8_000_000; // browsers stop at heights of 17 to 33 million
const overscan = 6; // rows above and below
const ahead = 32; // rows whose contents are known before they come into sight, so that they are drawn once
const mostSpare = 100;
const narrow = 88;
const wide = 300;
const roomy = 800; // a grid of that width shows whole addresses
const widest = 480;

export class Grid {
  readonly element: HTMLElement;
  readonly #head = h('div', { class: 'grid-head', role: 'row', 'aria-rowindex': '1' });
  readonly #body = h('div', { class: 'grid-body', role: 'rowgroup' });
  readonly #probe = h('div', { class: 'grid-probe', 'aria-hidden': 'true' }, '0000000000');
  readonly #sized: ResizeObserver;
  #source: GridSource;
  #index = 0; // of the cursor's row among those that are shown
  #column = 1;
  #rowHeight = 34;
  #letter = 8;
  #height = 0; // of what is in sight
  #width = 0;
  #lefts: number[] = []; // of columns, and behind the last one its right edge; from the row headers on
  #headWidth = 64;
  #known = new Map<number, GridRow>(); // what is in sight, and around it
  #knownColumns = '';
  #loading = false;
  #wanted: 'no' | 'what is new' | 'all' = 'no';
  #drawnRows = new Map<number, RowView>();
  #spare: RowView[] = [];
  #columns: GridColumns = { from: 1, to: 0, headWidth: 64, lefts: [0] };
  #drawnHead = '';
  #look = 0; // grows when columns or contents are others
  #editor: HTMLTextAreaElement | undefined;
  #drawn = 0;

  constructor(
    source: GridSource,
    readonly owner: GridOwner,
  ) {
    this.#source = source;
    this.element = h('div', { class: 'grid', role: 'grid', tabindex: '0', 'aria-label': owner.label }, this.#head, this.#body, this.#probe);
    this.element.addEventListener('scroll', () => this.#later());
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.element.addEventListener('mousedown', (event) => this.#press(event));
    this.element.addEventListener('dblclick', () => void this.edit());
    this.element.addEventListener('copy', (event) => this.#copy(event));
    this.element.addEventListener('paste', (event) => this.#paste(event));
    this.#sized = new ResizeObserver(() => this.#measure());
    this.#sized.observe(this.element);
    this.#sized.observe(this.#probe);
  }

  get row(): number {
    return this.#source.rows > 0 ? this.#source.rowAt(this.#index) : 0;
  }

  get column(): number {
    return this.#column;
  }

  // Other rows, or other contents. The cursor stays on its row where that is still shown.
  show(source: GridSource, row = this.row): void {
    this.#source = source;
    this.#known.clear();
    this.#index = Math.min(indexOf(source, row), Math.max(0, source.rows - 1));
    this.#column = Math.min(Math.max(1, this.#column), Math.max(1, source.columns));
    this.#layout();
    this.#place(false);
  }

  // The same rows, with other contents.
  reload(source: GridSource): void {
    this.#source = source;
    this.#layout();
    this.#fetch(true);
  }

  go(row: number, column: number): void {
    this.#index = Math.min(indexOf(this.#source, row), Math.max(0, this.#source.rows - 1));
    this.#column = Math.min(Math.max(1, column), Math.max(1, this.#source.columns));
    // With what stands before and behind it.
    if (!this.#inSight(this.element.clientHeight)) {
      const before = Math.floor(this.element.clientHeight / this.#rowHeight / 3);
      this.element.scrollTop = this.#topOf(Math.max(0, this.#index - before));
    }
    this.#place(true);
  }

  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  text(row: number, column: number): string {
    return this.#known.get(row)?.cells.get(column)?.text ?? '';
  }

  close(): void {
    this.#sized.disconnect();
  }

  // Puts an editor into the cursor's cell; `typed` takes the place of what is in it.
  async edit(typed?: string): Promise<void> {
    if (this.#editor || this.#source.rows === 0) return;
    const row = this.row;
    const column = this.#column;
    const before = typed ?? (await this.#source.whole(row, column));
    if (this.#editor || row !== this.row || column !== this.#column) return;
    const editor = (this.#editor = h('textarea', { class: 'grid-editor', rows: '1', 'aria-label': this.owner.cellLabel(row, column), spellcheck: 'false', autocomplete: 'off' }));
    editor.value = before;
    this.#draw();
    const cell = this.element.querySelector<HTMLElement>('.cursor');
    if (!cell) return this.#leave(false);
    cell.append(editor);
    editor.addEventListener('keydown', (event) => this.#editorKey(event, row, column, typed === undefined ? before : undefined));
    editor.addEventListener('blur', () => this.#commit(row, column, typed === undefined ? before : undefined));
    editor.focus({ preventScroll: true });
    editor.setSelectionRange(before.length, before.length);
  }

  #editorKey(event: KeyboardEvent, row: number, column: number, before: string | undefined): void {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#leave(true);
    } else if ((event.key === 'Enter' && !event.altKey) || event.key === 'Tab') {
      event.preventDefault();
      this.#commit(row, column, before);
      this.focus();
      if (event.key === 'Tab') this.#move(0, event.shiftKey ? -1 : 1);
      else this.#move(event.shiftKey ? -1 : 1, 0);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#editor?.setRangeText('\n', this.#editor.selectionStart, this.#editor.selectionEnd, 'end');
    }
  }

  #commit(row: number, column: number, before: string | undefined): void {
    const editor = this.#editor;
    if (!editor) return;
    const text = editor.value;
    this.#leave(false);
    if (text !== before) this.owner.edited(row, column, text);
  }

  #leave(focus: boolean): void {
    const editor = this.#editor;
    this.#editor = undefined;
    editor?.remove();
    if (focus) this.focus();
  }

  #key(event: KeyboardEvent): void {
    if (this.#editor || event.isComposing) return;
    if (this.owner.key(event)) return event.preventDefault();
    const far = event.ctrlKey || event.metaKey;
    const page = Math.max(1, Math.floor((this.element.clientHeight - this.#rowHeight) / this.#rowHeight) - 1);
    const last = { row: this.#source.rows, column: this.#source.columns };
    const moves: Record<string, [number, number]> = {
      ArrowUp: [far ? -last.row : -1, 0],
      ArrowDown: [far ? last.row : 1, 0],
      ArrowLeft: [0, far ? -last.column : -1],
      ArrowRight: [0, far ? last.column : 1],
      PageUp: [-page, 0],
      PageDown: [page, 0],
      Home: [far ? -last.row : 0, -last.column],
      End: [far ? last.row : 0, last.column],
    };
    const move = event.altKey ? undefined : moves[event.key];
    if (move) {
      this.#move(...move);
    } else if (event.key === 'Enter' || event.key === 'F2') {
      void this.edit();
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      if (this.#source.rows > 0) this.owner.edited(this.row, this.#column, '');
    } else if (event.key.length === 1 && !far && !event.altKey) {
      void this.edit(event.key);
    } else {
      return;
    }
    event.preventDefault();
  }

  #move(rows: number, columns: number): void {
    const clamp = (value: number, last: number) => Math.min(Math.max(value, 0), Math.max(0, last));
    this.#index = clamp(this.#index + rows, this.#source.rows - 1);
    this.#column = clamp(this.#column - 1 + columns, this.#source.columns - 1) + 1;
    this.#place(true);
  }

  #press(event: MouseEvent): void {
    const cell = (event.target as Element).closest<HTMLElement>('[data-row]');
    if (!cell || this.#editor?.contains(event.target as Node)) return;
    const { row, column } = cell.dataset;
    this.#index = indexOf(this.#source, Number(row));
    if (column) this.#column = Number(column);
    this.#place(true);
    this.focus();
    event.preventDefault();
  }

  #copy(event: ClipboardEvent): void {
    if (this.#editor) return;
    event.clipboardData?.setData('text/plain', this.text(this.row, this.#column));
    event.preventDefault();
  }

  #paste(event: ClipboardEvent): void {
    if (this.#editor) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    event.preventDefault();
    if (text && this.#source.rows > 0) this.owner.pasted(this.row, this.#column, text);
  }

  // Scrolls the cursor into sight and says where it is.
  #place(tell: boolean): void {
    const top = this.#topOf(this.#index);
    const view = this.element.clientHeight - this.#rowHeight;
    const at = this.element.scrollTop;
    if (top < at) this.element.scrollTop = top;
    else if (top + this.#rowHeight > at + view) this.element.scrollTop = Math.ceil(top + this.#rowHeight - view);
    const left = this.#lefts[this.#column - 1] ?? 0;
    const right = this.#lefts[this.#column] ?? 0;
    const room = this.element.clientWidth - this.#headWidth;
    if (left < this.element.scrollLeft) this.element.scrollLeft = left;
    else if (right > this.element.scrollLeft + room) this.element.scrollLeft = Math.min(left, right - room);
    const seen = this.#visible();
    this.#draw(seen);
    this.#fetch(false, seen);
    if (tell && this.#source.rows > 0) this.owner.moved(this.row, this.#column);
  }

  #measure(): void {
    const height = this.#probe.offsetHeight;
    const letter = this.#probe.offsetWidth / 10;
    const { clientHeight, clientWidth } = this.element;
    const narrower = this.#width > clientWidth;
    const otherWidth = this.#width !== clientWidth;
    this.#width = clientWidth;
    if (height > 0 && (height !== this.#rowHeight || letter !== this.#letter || otherWidth)) {
      this.#rowHeight = height;
      this.#letter = letter;
      this.#lefts = [];
      this.#layout();
    }
    // What takes the grid's room must not take the cursor out of sight.
    const shrunk = (narrower || this.#height > clientHeight) && this.#inSight(this.#height);
    this.#height = clientHeight;
    if (shrunk) this.#place(false);
    this.#later();
  }

  #inSight(height: number): boolean {
    const top = this.#topOf(this.#index) - this.element.scrollTop;
    return top > -this.#rowHeight && top < height - this.#rowHeight;
  }

  // Widths by what is in the rows that were seen first.
  #layout(): void {
    const { rows, columns } = this.#source;
    this.#look++;
    this.element.setAttribute('aria-rowcount', String(rows + 1));
    this.element.setAttribute('aria-colcount', String(columns + 1));
    const last = rows > 0 ? this.#source.rowAt(rows - 1) : 0;
    this.#headWidth = Math.max(44, Math.ceil(String(last).length * this.#letter) + 34);
    if (this.#lefts.length !== columns + 1) {
      const { clientWidth } = this.element;
      // A column fits into a narrow grid: what is wrong in it has its sign at the end.
      const most = clientWidth > roomy ? widest : Math.max(narrow, Math.min(wide, clientWidth - this.#headWidth));
      let left = 0;
      this.#lefts = [0];
      for (let column = 1; column <= columns; column++) {
        let letters = this.#source.heading(column).length + 4;
        for (const row of this.#known.values()) letters = Math.max(letters, (row.cells.get(column)?.text.length ?? 0) + 3);
        left += Math.round(Math.min(most, Math.max(narrow, letters * this.#letter + 20)));
        this.#lefts.push(left);
      }
    }
    const width = this.#headWidth + (this.#lefts.at(-1) ?? 0);
    this.#body.style.height = `${Math.min(mostPixels, rows * this.#rowHeight)}px`;
    this.#body.style.width = this.#head.style.width = `${width}px`;
  }

  // Where there are more rows than a browser can be high, a scroll step passes several of them.
  #scale(): number {
    const all = this.#source.rows * this.#rowHeight;
    return all <= mostPixels ? 1 : (all - this.element.clientHeight) / (mostPixels - this.element.clientHeight);
  }

  #topOf(index: number): number {
    return (index * this.#rowHeight) / this.#scale();
  }

  #visible(): { from: number; to: number; fromColumn: number; toColumn: number } {
    const { rows, columns } = this.#source;
    const first = Math.floor((this.element.scrollTop * this.#scale()) / this.#rowHeight);
    const from = Math.max(0, first - overscan);
    const to = Math.min(rows, first + Math.ceil(this.element.clientHeight / this.#rowHeight) + overscan);
    const left = this.element.scrollLeft;
    const right = left + this.element.clientWidth;
    let fromColumn = 1;
    while (fromColumn < columns && (this.#lefts[fromColumn] ?? 0) < left) fromColumn++;
    let toColumn = fromColumn;
    while (toColumn < columns && (this.#lefts[toColumn] ?? 0) < right) toColumn++;
    return { from, to, fromColumn, toColumn };
  }

  #later(): void {
    if (this.#drawn) return;
    this.#drawn = requestAnimationFrame(() => {
      this.#drawn = 0;
      const seen = this.#visible();
      this.#draw(seen);
      this.#fetch(false, seen);
    });
  }

  // Asks for what has come into sight, or for all of it. One question at a time; what is in sight when the answer comes is
  // asked next.
  #fetch(all = false, seen = this.#visible()): void {
    if (this.#loading) {
      if (this.#wanted !== 'all') this.#wanted = all ? 'all' : 'what is new';
      return;
    }
    const { from, to, fromColumn, toColumn } = seen;
    if (to <= from) return this.#draw(seen);
    const source = this.#source;
    const columns = `${fromColumn} ${toColumn}`;
    const before = all || columns !== this.#knownColumns ? new Map<number, GridRow>() : this.#known;
    const range = (around: number) => {
      const first = Math.max(0, from - around);
      return Array.from({ length: Math.min(source.rows, to + around) - first }, (_, index) => first + index);
    };
    const isNew = (index: number) => !before.has(source.rowAt(index));
    if (!range(ahead / 2).some(isNew)) return;
    const kept = range(ahead);
    const indices = kept.filter(isNew);
    this.#loading = true;
    source
      .load(indices, fromColumn, toColumn)
      .then((rows) => {
        if (source !== this.#source) return;
        const first = this.#known.size === 0;
        this.#known = new Map(kept.map((index) => source.rowAt(index)).map((row) => [row, rows.get(row) ?? before.get(row) ?? blankRow]));
        this.#knownColumns = columns;
        if (first) {
          this.#lefts = [];
          this.#layout();
        }
        this.#draw();
        this.owner.moved(this.row, this.#column); // its contents are known only now
      })
      .catch(() => {}) // the owner asked for it, and was told
      .finally(() => {
        this.#loading = false;
        const again = source !== this.#source ? 'all' : this.#wanted;
        this.#wanted = 'no';
        if (again !== 'no') this.#fetch(again === 'all');
      });
  }

  #draw(seen = this.#visible()): void {
    if (this.#editor?.isConnected) return; // a redraw would take the editor away; what moved is drawn when it is left
    const { from, to, fromColumn, toColumn } = seen;
    const top = this.element.scrollTop;
    const exact = top * this.#scale();
    if (this.#columns.lefts !== this.#lefts || this.#columns.headWidth !== this.#headWidth || this.#columns.from !== fromColumn || this.#columns.to !== toColumn) {
      this.#columns = { from: fromColumn, to: toColumn, headWidth: this.#headWidth, lefts: this.#lefts };
    }
    this.#drawHead();
    const before = this.#drawnRows;
    const inSight = Array.from({ length: Math.max(0, to - from) }, (_, at) => this.#source.rowAt(from + at));
    this.#drawnRows = new Map(inSight.map((row) => [row, before.get(row)] as [number, RowView]));
    const free = [...before].filter(([row]) => !this.#drawnRows.has(row)).map(([, view]) => view);
    for (const view of free) view.element.remove();
    this.#spare = [...free, ...this.#spare].slice(0, mostSpare);
    inSight.forEach((row, at) => {
      const index = from + at;
      const view = this.#drawnRows.get(row) ?? this.#spare.pop() ?? new RowView();
      view.draw(index, row, this.owner.rowLabel(row), this.#known.get(row), this.#columns, index === this.#index ? this.#column : 0);
      view.move(`translateY(${Math.round(index * this.#rowHeight - exact + top)}px)`);
      this.#drawnRows.set(row, view);
    });
    arrange(
      this.#body,
      [...this.#drawnRows.values()].map(({ element }) => element),
    );
    const cursor = this.#source.rows > 0 ? (this.#drawnRows.get(this.row)?.cell(this.#column)?.id ?? '') : '';
    if (cursor) this.element.setAttribute('aria-activedescendant', cursor);
    else this.element.removeAttribute('aria-activedescendant');
  }

  #drawHead(): void {
    const { from, to, headWidth } = this.#columns;
    const key = `${this.#look} ${from} ${to} ${this.#column}`;
    if (key === this.#drawnHead) return;
    this.#drawnHead = key;
    const corner = h('div', { class: 'grid-corner', role: 'columnheader', 'aria-colindex': '1' }, h('span', { class: 'unseen' }, '#'));
    corner.style.width = `${headWidth}px`;
    const cells = [corner];
    for (let column = from; column <= to; column++) {
      const heading = this.#source.heading(column);
      const cell = h('div', { class: 'grid-heading', role: 'columnheader', 'aria-colindex': String(column + 1) }, h('b', {}, columnLetters(column)), heading ? h('span', {}, shown(heading)) : '');
      if (column === this.#column) cell.classList.add('here');
      placeColumn(cell, column, this.#columns);
      cells.push(cell);
    }
    this.#head.replaceChildren(...cells);
  }
}

// Of the row, or of the first one behind it.
function indexOf(source: GridSource, row: number): number {
  let low = 0;
  let high = source.rows;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (source.rowAt(middle) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
