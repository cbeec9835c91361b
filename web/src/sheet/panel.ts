// The sheet as a grid that is edited: what is wrong in it, one problem after the other, repairs, and the way back into the
// form. Loaded when it is first asked for.
import { h, say } from '../dom';
import type { CellEdit, EditedSheetState, RowFilter, SheetRow, SheetState } from '../protocol';
import type { Finding, RuleId } from '../report';
import { shown } from '../shown';
import { parseTable } from '../table-text';
import type { Bench } from '../workbench';
import { columnNumber } from './desk';
import { columnLetters, Grid, type GridOwner, type GridSource } from './grid';
import type { GridCell, GridRow, Severity } from './grid-row';
import { SheetSession } from './session';
import css from './sheet.css';

export const styles: string = css;

const shownBytes = 300; // of a cell
const wholeBytes = 131_072;
const slowMs = 300;
const mostKnown = 1000; // rows
const restMs = 100;

export interface SheetPlace {
  file: number;
  rule?: RuleId;
  row?: number;
  column?: string;
  fix?: boolean; // make the rule's repairs at once
}

const order: Severity[] = ['info', 'warning', 'error'];

function worst(findings: Finding[]): Severity | undefined {
  return findings.reduce<Severity | undefined>((most, { severity }) => (!most || order.indexOf(severity) > order.indexOf(most) ? severity : most), undefined);
}

export class SheetPanel implements GridOwner {
  readonly element: HTMLElement;
  readonly label: string;
  readonly #bench: Bench;
  readonly #session: SheetSession;
  readonly #grid: Grid;
  readonly #title = h('h3', { id: 'sheet-title', tabindex: '-1' });
  readonly #status = h('p', { class: 'sheet-status' });
  readonly #live = h('p', { class: 'unseen', role: 'status' });
  readonly #filter = h('select', { id: 'sheet-filter' });
  readonly #sheets = h('select', { id: 'sheet-file' });
  readonly #sheetsBox: HTMLElement;
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  readonly #attach: HTMLButtonElement;
  readonly #download: HTMLButtonElement;
  readonly #work = h('div', { class: 'work', hidden: '' });
  readonly #bar = h('progress', { max: '1000', 'aria-labelledby': 'sheet-work' });
  readonly #workText = h('p', { class: 'work-text', id: 'sheet-work' });
  readonly #detail = h('div', { class: 'detail', role: 'group', 'aria-labelledby': 'detail-place' });
  #state: SheetState | undefined;
  #file: number;
  #shownFilter: RowFilter | 'all' = 'all';
  #rows: Uint32Array | undefined; // undefined: all of them
  readonly #known = new Map<number, Finding[]>(); // of the rows in sight, and of some that were
  #stale = false; // what is known of rows; an edit may change what is said of others
  #stop: AbortController | undefined;
  #movedTo = '';
  #movedAt = -Infinity;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #busy: Promise<unknown> = Promise.resolve();

  constructor(bench: Bench, place: SheetPlace) {
    this.#bench = bench;
    this.#file = place.file;
    const words = bench.words;
    this.label = words.sheet.gridLabel;
    this.#session = new SheetSession(bench.host.checker, bench.host.request(), bench.host.files().map((file) => ({ name: file.name, blob: file })));
    const button = (text: string, act: () => void, name = ''): HTMLButtonElement => {
      const element = h('button', { type: 'button', ...(name && { class: name }) }, text);
      element.addEventListener('click', act);
      return element;
    };
    this.#previous = button(words.sheet.previous, () => void this.#jump(-1));
    this.#next = button(words.sheet.next, () => void this.#jump(1));
    this.#undo = button(words.sheet.undo, () => void this.#takeBack('undo'));
    this.#redo = button(words.sheet.redo, () => void this.#takeBack('redo'));
    this.#attach = button(words.sheet.attach, () => void this.#save(true), 'main');
    this.#download = button(words.sheet.download, () => void this.#save(false));
    this.#filter.addEventListener('change', () => void this.#choose(this.#filter.value as RowFilter | 'all'));
    this.#sheets.addEventListener('change', () => void this.#open(Number(this.#sheets.value)));
    this.#sheetsBox = h('p', { class: 'field' }, h('label', { for: 'sheet-file' }, words.sheet.file), this.#sheets);
    this.#work.append(this.#bar, this.#workText, button(words.cancel, () => this.#stop?.abort()));
    this.#grid = new Grid(this.#source(), this);
    this.element = h(
      'section',
      { class: 'sheet-box bench-box', part: 'sheet', 'aria-labelledby': 'sheet-title' },
      h('header', { class: 'bench-head' }, this.#title, bench.fullButton(), bench.closeButton()),
      this.#status,
      this.#live,
      h(
        'div',
        { class: 'tools', role: 'group', 'aria-label': words.sheet.tools },
        this.#sheetsBox,
        h('p', { class: 'field' }, h('label', { for: 'sheet-filter' }, words.sheet.filter), this.#filter),
        h('div', { class: 'buttons' }, this.#previous, this.#next, this.#undo, this.#redo),
      ),
      this.#grid.element,
      this.#work,
      this.#detail,
      h('p', { class: 'help' }, words.sheet.keys),
      h('div', { class: 'buttons end' }, this.#attach, this.#download),
    );
    for (const one of [this.#previous, this.#next, this.#undo, this.#redo, this.#attach, this.#download]) one.disabled = true;
    this.element.addEventListener('keydown', (event) => this.#shortcut(event));
    void this.#begin(place);
  }

  focus(): void {
    this.#title.focus();
  }

  // Whether it shows these files as they are.
  isOf(files: readonly File[]): boolean {
    return files.length === this.#session.files.length && files.every((file, index) => this.#session.files[index]?.blob === file);
  }

  close(): void {
    clearTimeout(this.#resting);
    this.#stop?.abort();
    this.#grid.close();
    void this.#session.close();
  }

  get hasUnsaved(): boolean {
    return this.#session.unsaved > 0;
  }

  async go(place: SheetPlace): Promise<void> {
    await this.#busy;
    if (place.file !== this.#file) await this.#open(place.file);
    if (place.fix && place.rule) await this.#fixAll(place.rule);
    await this.#find(place);
  }

  // The grid's owner.
  rowLabel(row: number): string {
    return this.#bench.words.number(row);
  }

  cellLabel(row: number, column: number): string {
    return this.#bench.words.sheet.cell(`${columnLetters(column)}${row}`, shown(this.#heading(column)));
  }

  // A held key passes cells faster than anybody reads what is said of them: it is said of the one where the cursor rests.
  moved(row: number, column: number): void {
    const place = `${row} ${column}`;
    if (place !== this.#movedTo) {
      const now = performance.now();
      clearTimeout(this.#resting);
      this.#resting = now - this.#movedAt > restMs ? undefined : setTimeout(() => this.#rest(), restMs);
      this.#movedTo = place;
      this.#movedAt = now;
    }
    if (this.#resting === undefined) this.#showDetail(row, column);
  }

  // A place that was asked for: what is said of it is said at once.
  #go(row: number, column: number): void {
    this.#movedAt = -Infinity;
    this.#grid.go(row, column);
  }

  #rest(): void {
    this.#resting = undefined;
    this.#showDetail(this.#grid.row, this.#grid.column);
  }

  edited(row: number, column: number, text: string): void {
    void this.#change(() => this.#session.edit([{ file: this.#file, row, column, text }], { stop: this.#stopSignal() }));
  }

  pasted(row: number, column: number, text: string): void {
    const table = parseTable(text);
    const columns = this.#sheet()?.columns ?? 0;
    const edits: CellEdit[] = table.flatMap((cells, down) => cells.map((cell, right) => ({ file: this.#file, row: row + down, column: column + right, text: cell })));
    if (edits.length > 0) void this.#change(() => this.#session.edit(edits.filter((edit) => edit.column <= Math.max(columns, column)), { stop: this.#stopSignal() }));
  }

  key(event: KeyboardEvent): boolean {
    return this.#shortcut(event);
  }

  #shortcut(event: KeyboardEvent): boolean {
    if (event.defaultPrevented) return false;
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.key === 'F8') void this.#jump(event.shiftKey ? -1 : 1);
    else if (control && key === 'z' && !event.shiftKey) void this.#takeBack('undo');
    else if (control && (key === 'y' || (key === 'z' && event.shiftKey))) void this.#takeBack('redo');
    else return false;
    event.preventDefault();
    return true;
  }

  async #begin(place: SheetPlace): Promise<void> {
    const words = this.#bench.words;
    say(this.#title, words.sheet.title(shown(this.#bench.host.files()[place.file]?.name ?? '')));
    say(this.#status, words.sheet.opening);
    const opened = await this.#working(() => this.#session.open({ signal: this.#stopSignal(), onStep: (step) => this.#progress(step.at === 'checking' ? step.permille : 0) }));
    if (opened === undefined) return;
    if ('message' in opened) return this.#say(shown(this.#bench.host.speech.remark(opened)));
    this.#state = opened;
    await this.#open(this.#sheet() ? place.file : (opened.sheets[0]?.file ?? 0));
    if (place.fix && place.rule) await this.#fixAll(place.rule);
    await this.#find(place);
  }

  async #open(file: number): Promise<void> {
    this.#file = file;
    this.#known.clear();
    const sheets = this.#state?.sheets ?? [];
    this.#sheetsBox.hidden = sheets.length < 2;
    this.#sheets.replaceChildren(...sheets.map((one) => new Option(shown(one.sheet ? `${one.name} · ${one.sheet}` : one.name), String(one.file), false, one.file === file)));
    say(this.#title, this.#bench.words.sheet.title(shown(this.#sheet()?.name ?? '')));
    this.#shownFilter = 'all';
    this.#rows = undefined;
    this.#refresh();
    this.#grid.show(this.#source());
    this.#showDetail(this.#grid.row, this.#grid.column);
  }

  // Goes to what was asked for, or to the first problem.
  async #find({ rule, row, column }: SheetPlace): Promise<void> {
    const rows = await this.#session.rows(this.#file, rule ?? 'problems').catch(() => new Uint32Array());
    const wanted = row ?? rows[0];
    if (wanted === undefined) return;
    const at = column ? columnNumber(column) : await this.#columnOf(wanted, rule);
    this.#go(wanted, at);
  }

  async #columnOf(row: number, rule: RuleId | undefined): Promise<number> {
    const [seen] = await this.#load([row], 1, 1);
    const found = (seen?.findings ?? []).filter((one) => (rule ? one.rule === rule : one.severity !== 'info'));
    const first = found.find(({ severity, column }) => severity === 'error' && column) ?? found.find(({ column }) => column);
    return first?.column ? columnNumber(first.column) : 1;
  }

  async #load(rows: number[], fromColumn: number, toColumn: number, longest = shownBytes): Promise<SheetRow[]> {
    const seen = await this.#session.cells({ file: this.#file, rows, fromColumn, toColumn, longest });
    return seen.map((row) => ({ ...row, findings: this.#bench.host.speech.findings(row.findings) }));
  }

  #sheet(): EditedSheetState | undefined {
    return this.#state?.sheets.find((one) => one.file === this.#file);
  }

  #heading(column: number): string {
    const field = this.#sheet()?.headers.find((one) => one.column === column)?.field;
    return field ? this.#bench.words.fields[field] : '';
  }

  #source(): GridSource {
    const sheet = this.#sheet();
    const rows = this.#rows;
    return {
      rows: rows ? rows.length : sheet ? sheet.rows + 1 : 0, // one empty row to write into
      columns: sheet ? Math.max(2, sheet.columns) : 0,
      rowAt: (index) => (rows ? (rows[index] ?? 0) : index + 1),
      heading: (column) => this.#heading(column),
      load: async (indices, fromColumn, toColumn) => {
        const wanted = indices.map((index) => (rows ? (rows[index] ?? 0) : index + 1));
        const seen = await this.#load(wanted, fromColumn, toColumn);
        if (this.#stale || this.#known.size > mostKnown) this.#known.clear();
        this.#stale = false;
        for (const { row, findings } of seen) this.#known.set(row, findings);
        return new Map(seen.map((row) => [row.row, this.#gridRow(row, fromColumn)]));
      },
      whole: async (row, column) => (await this.#load([row], column, column, wholeBytes))[0]?.cells[0] ?? '',
    };
  }

  #gridRow({ cells, findings }: SheetRow, fromColumn: number): GridRow {
    const of = new Map<number, Finding[]>();
    for (const finding of findings) {
      const column = finding.column ? columnNumber(finding.column) : 0;
      of.set(column, [...(of.get(column) ?? []), finding]);
    }
    const note = (list: Finding[]) => list.map((finding) => this.#bench.titleOf(finding.rule)).join('. ');
    const made = new Map<number, GridCell>();
    const last = Math.max(fromColumn + cells.length, ...of.keys());
    for (let column = fromColumn; column <= last; column++) {
      const found = of.get(column) ?? [];
      const text = cells[column - fromColumn] ?? '';
      if (text || found.length > 0) made.set(column, { text, severity: worst(found), note: note(found) });
    }
    const whole = of.get(0) ?? [];
    return { cells: made, severity: worst(whole), note: note(whole) };
  }

  // What is said beside the toolbar, and what its buttons can do now.
  #refresh(): void {
    const words = this.#bench.words;
    const sheet = this.#sheet();
    if (!sheet) return;
    const parts = [
      sheet.errorRows > 0 ? words.sheet.rowsToFix(sheet.errorRows) : words.sheet.nothingToFix,
      sheet.warningRows > 0 ? words.sheet.rowsToLook(sheet.warningRows) : '',
      this.#session.unsaved > 0 ? words.sheet.unsaved(this.#session.unsaved) : '',
    ];
    say(this.#status, parts.filter(Boolean).join(' · '));
    this.element.dataset['tone'] = sheet.errorRows > 0 ? 'problem' : sheet.warningRows > 0 ? 'look' : 'ready';
    const options = [
      new Option(words.sheet.allRows(sheet.rows), 'all'),
      new Option(words.sheet.allProblems(sheet.errorRows + sheet.warningRows), 'problems'),
      ...sheet.rules
        .slice()
        .sort((a, b) => order.indexOf(b.severity) - order.indexOf(a.severity) || b.rows - a.rows)
        .map(({ rule, rows }) => new Option(words.sheet.ruleRows(this.#bench.titleOf(rule), rows), rule)),
    ];
    if (!options.some(({ value }) => value === this.#shownFilter)) options.push(new Option(words.sheet.ruleRows(this.#bench.titleOf(this.#shownFilter as RuleId), 0), this.#shownFilter));
    this.#filter.replaceChildren(...options);
    this.#filter.value = this.#shownFilter;
    const problems = sheet.errorRows + sheet.warningRows > 0;
    this.#previous.disabled = this.#next.disabled = !problems;
    this.#undo.disabled = !this.#session.canUndo;
    this.#redo.disabled = !this.#session.canRedo;
    this.#attach.disabled = this.#session.unsaved === 0;
    this.#download.disabled = false;
  }

  async #choose(filter: RowFilter | 'all'): Promise<void> {
    const rows = filter === 'all' ? undefined : await this.#working(() => this.#session.rows(this.#file, filter));
    this.#shownFilter = filter;
    this.#rows = rows;
    const sheet = this.#sheet();
    this.#grid.show(this.#source());
    this.#showDetail(this.#grid.row, this.#grid.column);
    if (sheet) this.#say(this.#bench.words.sheet.shownRows(rows ? rows.length : sheet.rows));
  }

  // The next row with a problem, or the previous one; round the ends.
  async #jump(step: 1 | -1): Promise<void> {
    const filter: RowFilter = this.#shownFilter === 'all' ? 'problems' : this.#shownFilter;
    const rows = await this.#working(() => this.#session.rows(this.#file, filter));
    if (!rows || rows.length === 0) return this.#say(this.#bench.words.sheet.nothingToFix);
    const here = this.#grid.row;
    const next = step > 0 ? (rows.find((row) => row > here) ?? rows[0]) : (rows.filter((row) => row < here).at(-1) ?? rows.at(-1));
    const row = next as number;
    const column = await this.#columnOf(row, filter === 'problems' ? undefined : filter);
    this.#go(row, column);
    const [seen] = await this.#load([row], 1, 1);
    const finding = seen?.findings.find((one) => (filter === 'problems' ? one.severity !== 'info' : one.rule === filter));
    this.#say(`${this.cellLabel(row, column)}. ${shown(finding?.message ?? '')}`);
  }

  async #takeBack(what: 'undo' | 'redo'): Promise<void> {
    await this.#change(async () => this.#session[what]({ stop: this.#stopSignal() }), this.#bench.words.sheet[what === 'undo' ? 'undone' : 'redone']);
  }

  async #fixAll(rule: RuleId): Promise<void> {
    await this.#change(() => this.#session.fix(this.#file, rule, { stop: this.#stopSignal(), onStep: (step) => this.#progress(step.at === 'checking' ? step.permille : 0) }));
  }

  // Makes a change, and shows everything that it changed. Changes are made one after the other.
  #change(make: () => Promise<SheetState | undefined>, said?: string): Promise<void> {
    const next = this.#busy.then(async () => {
      const state = await this.#working(make);
      if (!state) return;
      const words = this.#bench.words;
      this.#state = state;
      this.#stale = true;
      if (this.#rows && this.#shownFilter !== 'all' && state.done.length > 1) {
        // One cell that was corrected stays in sight although the filter has no place for it any more.
        this.#rows = await this.#session.rows(this.#file, this.#shownFilter);
      }
      this.#refresh();
      const [first] = state.done;
      if (this.#rows && state.done.length > 1) this.#grid.show(this.#source());
      else this.#grid.reload(this.#source());
      if (state.done.length > 1 && first) this.#go(first.row, first.column);
      const changed = state.done.length > 0 ? (said ?? (state.done.length > 1 ? words.sheet.changed(state.done.length) : '')) : '';
      this.#say([state.refused ? shown(this.#bench.host.speech.remark(state.refused)) : '', changed, this.#status.textContent].filter(Boolean).join('. '));
    });
    this.#busy = next.catch(() => {});
    return next;
  }

  #stopSignal(): AbortSignal {
    return (this.#stop = new AbortController()).signal;
  }

  #progress(permille: number): void {
    if (permille > 0) this.#bar.value = permille;
  }

  // Shows what lasts longer than a moment; undefined where it failed, which is said.
  async #working<T>(work: () => Promise<T>): Promise<T | undefined> {
    const timer = setTimeout(() => {
      this.#bar.removeAttribute('value');
      say(this.#workText, this.#bench.words.sheet.working);
      this.#work.hidden = false;
    }, slowMs);
    try {
      return await work();
    } catch (error) {
      this.#say(this.#bench.failure(error));
      return undefined;
    } finally {
      clearTimeout(timer);
      this.#work.hidden = true;
    }
  }

  async #save(attach: boolean): Promise<void> {
    const words = this.#bench.words;
    const file = this.#session.files[this.#file]?.blob as File | undefined;
    const type = this.#sheet()?.sheet ? 'xlsx' : 'csv';
    const saved = await this.#working(() => this.#session.save(this.#file, type, words.locale));
    const made = saved?.files[0];
    const refused = saved?.changes.refused;
    if (!made) return this.#say(refused ? shown(this.#bench.host.speech.remark(refused)) : words.sheet.notSaved);
    const sheet = new File([made.bytes], made.name, { type: type === 'csv' ? 'text/csv' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
    if (attach && this.#bench.host.put(sheet, file)) {
      this.#session.markSaved();
      this.#bench.close();
      return this.#bench.say(words.attached(made.name));
    }
    this.#bench.download(sheet);
    this.#say(attach ? words.attachYourself(made.name) : words.downloaded(made.name));
  }

  // Of the cursor's cell: what it says in full, what is wrong, and what can be done.
  #showDetail(row: number, column: number): void {
    if (row && !this.#known.has(row)) return; // it is on its way
    const words = this.#bench.words;
    const all = this.#known.get(row) ?? [];
    const letters = columnLetters(column);
    const own = all.filter((finding) => finding.column === letters);
    const rest = all.filter((finding) => finding.column !== letters);
    const key = JSON.stringify([row, column, all, this.#grid.text(row, column)]);
    if (this.#detail.dataset['key'] === key) return;
    this.#detail.dataset['key'] = key;
    const editButton = h('button', { type: 'button' }, words.sheet.edit);
    editButton.addEventListener('click', () => void this.#grid.edit());
    const items = [...own, ...rest].map((finding) => this.#findingItem(finding, row));
    this.#detail.replaceChildren(
      h('p', { class: 'detail-head' }, h('b', { id: 'detail-place' }, row ? this.cellLabel(row, column) : ''), ' ', h('bdi', { class: 'value' }, shown(this.#grid.text(row, column))), row ? editButton : ''),
      items.length > 0 ? h('ul', {}, ...items) : h('p', { class: 'fine' }, row ? words.sheet.cellFine : ''),
    );
  }

  #findingItem(finding: Finding, row: number): HTMLElement {
    const words = this.#bench.words;
    const { fix, rule, severity, column } = finding;
    const kind = severity === 'error' ? 'problem' : severity === 'warning' ? 'look' : 'note';
    const item = h('li', { 'data-severity': severity }, h('span', { class: 'sign', 'aria-hidden': 'true' }, severity === 'error' ? '✕' : severity === 'warning' ? '!' : 'i'));
    const body = h('div', {}, h('p', {}, h('span', { class: 'unseen' }, `${words.states[kind]}: `), shown(finding.message)));
    item.append(body);
    if (!fix || !column) return item;
    const buttons = h('div', { class: 'buttons' });
    const apply = h('button', { type: 'button' }, words.sheet.write(shown(fix.value)));
    apply.addEventListener('click', () => {
      this.edited(row, columnNumber(column), fix.value);
      this.#grid.focus();
    });
    buttons.append(apply);
    const repairs = this.#sheet()?.rules.find((one) => one.rule === rule)?.repairs ?? 0;
    if (repairs > 1) {
      const every = h('button', { type: 'button' }, words.fixAll(repairs));
      every.addEventListener('click', () => {
        void this.#fixAll(rule);
        this.#grid.focus();
      });
      buttons.append(every);
    }
    body.append(buttons);
    return item;
  }

  #say(text: string): void {
    say(this.#live, text);
    if (!this.#state) say(this.#status, text);
  }
}
