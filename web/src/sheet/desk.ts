// The worker's side of a sheet that is edited: the open sheet, and which rules find something in which rows, so that the
// page can go from problem to problem without asking for all of them.
import type { OpenSheet } from '../engine';
import type { CellEdit, DoneEdit, EditedSheetState, RowFilter, SheetAsk, SheetRow, SheetState } from '../protocol';
import type { Finding, Remark, Report, RuleId, Severity } from '../report';

interface EditAnswer {
  refused?: Remark;
  verdict: Report['verdict'];
  rows: { file_index: number; row: number; findings: Finding[] }[];
  more_rows?: boolean;
  kind_changed?: boolean;
  all_rows?: boolean;
}

interface Cells {
  row_count: number;
  column_count: number;
  from_row: number;
  rows: string[][];
}

interface Mark {
  rule: RuleId;
  severity: Severity;
  repairs: number;
}

const scannedRows = 4000; // between two breaths
const editsInOneBreath = 200;
const wholeCell = 131_072; // bytes: more than a cell may have

export interface Breath {
  // Lets messages in; throws when the job is cancelled.
  pause(permille: number): Promise<void>;
}

export function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

// [3, 4, 5, 9] -> [[3, 5], [9, 9]]
function runsOf(rows: number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && row === last[1] + 1) last[1] = row;
    else runs.push([row, row]);
  }
  return runs;
}

function marksOf(findings: Finding[]): Mark[] {
  const marks = new Map<RuleId, Mark>();
  for (const { rule, severity, fix, column } of findings) {
    const repairs = fix && column ? 1 : 0;
    const known = marks.get(rule);
    if (known) known.repairs += repairs;
    else marks.set(rule, { rule, severity, repairs });
  }
  return [...marks.values()];
}

export class SheetDesk {
  readonly #marks = new Map<number, Map<number, Mark[]>>(); // by file, by row
  #stale = true;
  #verdict: Report['verdict'];
  #report: Report;

  constructor(readonly sheet: OpenSheet) {
    this.#verdict = (JSON.parse(sheet.state) as EditAnswer).verdict;
    this.#report = JSON.parse(sheet.report()) as Report;
  }

  close(): void {
    this.sheet.close();
  }

  report(): Report {
    return (this.#report = JSON.parse(this.sheet.report()) as Report);
  }

  cells({ file, rows: wanted, fromColumn, toColumn, longest }: Extract<SheetAsk, { do: 'cells' }>): SheetRow[] {
    const told: SheetRow[] = [];
    for (const [fromRow, toRow] of runsOf(wanted)) {
      const { rows } = JSON.parse(this.sheet.cells({ fromRow, toRow, fromColumn, toColumn, longest }, file)) as Cells;
      const found = JSON.parse(this.sheet.findings(fromRow, toRow, file)) as EditAnswer;
      const byRow = new Map(found.rows.map(({ row, findings }) => [row, findings]));
      rows.forEach((cells, index) => told.push({ row: fromRow + index, cells, findings: byRow.get(fromRow + index) ?? [] }));
    }
    return told;
  }

  async edit(edits: CellEdit[], breath: Breath): Promise<SheetState> {
    const done: DoneEdit[] = [];
    let refused: Remark | undefined;
    for (const [index, edit] of edits.entries()) {
      refused = this.#one(edit, done);
      if (refused || (await stopped(breath, index, edits.length))) break;
    }
    return this.#after(done, refused, breath);
  }

  // Every repair that the rule proposes, over the whole sheet.
  async fix(file: number, rule: RuleId, breath: Breath): Promise<SheetState> {
    const done: DoneEdit[] = [];
    let refused: Remark | undefined;
    const rows = await this.rows(file, rule, breath);
    for (const [index, row] of rows.entries()) {
      const { rows: found } = JSON.parse(this.sheet.findings(row, row, file)) as EditAnswer;
      for (const { rule: of, fix, column } of found.flatMap((one) => one.findings)) {
        if (of !== rule || !fix || !column || refused) continue;
        refused = this.#one({ file, row, column: columnNumber(column), text: fix.value }, done);
      }
      if (refused || (await stopped(breath, index, rows.length))) break;
    }
    return this.#after(done, refused, breath);
  }

  async rows(file: number, filter: RowFilter, breath: Breath): Promise<Uint32Array> {
    await this.#scan(breath);
    const rows: number[] = [];
    for (const [row, marks] of this.#marks.get(file) ?? []) {
      if (marks.some((mark) => (filter === 'problems' ? mark.severity !== 'info' : mark.rule === filter))) rows.push(row);
    }
    return Uint32Array.from(rows).sort();
  }

  async state(breath: Breath): Promise<SheetState> {
    return this.#after([], undefined, breath);
  }

  #one(edit: CellEdit, done: DoneEdit[]): Remark | undefined {
    const { file, row, column, text } = edit;
    const window = { fromRow: row, toRow: row, fromColumn: column, toColumn: column, longest: wholeCell };
    const before = (JSON.parse(this.sheet.cells(window, file)) as Cells).rows[0]?.[0] ?? '';
    if (before === text) return undefined;
    const answer = JSON.parse(this.sheet.edit(row, column, text, file)) as EditAnswer;
    if (answer.refused) return answer.refused;
    done.push({ file, row, column, text, before });
    this.#verdict = answer.verdict;
    if (answer.all_rows || answer.more_rows || answer.kind_changed) this.#stale = true;
    if (answer.all_rows) this.report();
    for (const one of answer.rows) this.#mark(one.file_index, one.row, one.findings);
    return undefined;
  }

  #mark(file: number, row: number, findings: Finding[]): void {
    let rows = this.#marks.get(file);
    if (!rows) this.#marks.set(file, (rows = new Map()));
    if (findings.length > 0) rows.set(row, marksOf(findings));
    else rows.delete(row);
  }

  async #scan(breath: Breath): Promise<void> {
    if (!this.#stale) return;
    this.#marks.clear();
    const sizes = this.#sizes();
    const all = sizes.reduce((sum, { rows }) => sum + rows, 0);
    let seen = 0;
    for (const { file, rows } of sizes) {
      for (let from = 1; from <= rows; from += scannedRows) {
        const to = Math.min(rows, from + scannedRows - 1);
        const found = JSON.parse(this.sheet.findings(from, to, file)) as EditAnswer;
        for (const one of found.rows) this.#mark(file, one.row, one.findings);
        seen += to - from + 1;
        await breath.pause(Math.round((seen / all) * 1000));
      }
    }
    this.#stale = false;
  }

  #sizes(): { file: number; rows: number; columns: number }[] {
    const nothing = { fromRow: 1, toRow: 0, fromColumn: 1, toColumn: 1, longest: 0 };
    return this.#report.files.flatMap((one, file) => {
      if (!one.sheet) return [];
      const { row_count, column_count } = JSON.parse(this.sheet.cells(nothing, file)) as Cells;
      return [{ file, rows: row_count, columns: column_count }];
    });
  }

  async #after(done: DoneEdit[], refused: Remark | undefined, breath: Breath): Promise<SheetState> {
    try {
      await this.#scan(breath);
    } catch (error) {
      if (done.length === 0) throw error; // what was changed must be told, or it could not be undone
    }
    const sheets = this.#sizes().map(({ file, rows, columns }) => this.#stateOf(file, rows, columns));
    return { verdict: this.#verdict, sheets, done, ...(refused && { refused }) };
  }

  #stateOf(file: number, rows: number, columns: number): EditedSheetState {
    const rules = new Map<string, EditedSheetState['rules'][number]>();
    let errorRows = 0;
    let warningRows = 0;
    for (const marks of this.#marks.get(file)?.values() ?? []) {
      if (marks.some((mark) => mark.severity === 'error')) errorRows++;
      else if (marks.some((mark) => mark.severity === 'warning')) warningRows++;
      for (const { rule, severity, repairs } of marks) {
        const known = rules.get(rule);
        if (!known) rules.set(rule, { rule, severity, rows: 1, repairs });
        else {
          known.rows++;
          known.repairs += repairs;
        }
      }
    }
    const { name, sheet } = this.#report.files[file]!;
    return {
      file,
      name,
      sheet: sheet?.name ?? '',
      rows,
      columns,
      headerRow: sheet?.header_row ?? 0,
      headers: (sheet?.columns ?? []).flatMap(({ column, field }) => (field ? [{ column: columnNumber(column), field }] : [])),
      errorRows,
      warningRows,
      rules: [...rules.values()],
    };
  }
}

// A cancelled edit stops where it is: what was changed until then is told and can be undone.
async function stopped(breath: Breath, index: number, all: number): Promise<boolean> {
  if (index % editsInOneBreath !== editsInOneBreath - 1) return false;
  return breath.pause(Math.round((index / all) * 1000)).then(
    () => false,
    () => true,
  );
}
