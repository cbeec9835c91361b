// The page's side of a sheet that is edited: every change can be taken back, and a worker that died loses none of them.
import type { Language } from '../words';
import { CheckFailed, type CheckCall, type CheckFile, type Checker, type SheetOrder } from '../checker';
import type { CellEdit, DoneEdit, RowFilter, SheetAnswers, SheetAsk, SheetRow, SheetState } from '../protocol';
import type { Remark, RuleId } from '../report';
import type { CheckRequest, SheetType } from '../request';

let lastNumber = 0;

export class SheetSession {
  readonly #number = ++lastNumber;
  readonly #log: CellEdit[] = []; // everything since it was opened, undone and done again too
  #undo: DoneEdit[][] = [];
  #redo: DoneEdit[][] = [];
  #saved = 0; // steps of #undo that the file in the form has

  constructor(
    readonly checker: Checker,
    readonly request: CheckRequest,
    readonly files: CheckFile[],
  ) {}

  // Or why there is nothing to edit.
  async open(call?: CheckCall): Promise<SheetState | Remark> {
    const state = await this.#again({ do: 'open', request: this.request, files: this.files }, call);
    return 'sheets' in state ? state : state.refused;
  }

  cells(window: Omit<Extract<SheetAsk, { do: 'cells' }>, 'do'>): Promise<SheetRow[]> {
    return this.#ask({ do: 'cells', ...window });
  }

  rows(file: number, filter: RowFilter, call?: CheckCall): Promise<Uint32Array> {
    return this.#ask({ do: 'rows', file, filter }, call);
  }

  async edit(edits: CellEdit[], call?: CheckCall): Promise<SheetState> {
    return this.#keep(await this.#ask({ do: 'edit', edits }, call));
  }

  async fix(file: number, rule: RuleId, call?: CheckCall): Promise<SheetState> {
    return this.#keep(await this.#ask({ do: 'fix', file, rule }, call));
  }

  save(file: number, type: SheetType, language: Language): Promise<SheetAnswers['save']> {
    return this.#ask({ do: 'save', file, type, language });
  }

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  // Cells that are not as in the file that the form has.
  get unsaved(): number {
    const steps = this.#undo.slice(this.#saved);
    if (this.#undo.length < this.#saved) return this.#saved - this.#undo.length;
    return new Set(steps.flat().map(({ file, row, column }) => `${file} ${row} ${column}`)).size;
  }

  markSaved(): void {
    this.#saved = this.#undo.length;
  }

  async undo(call?: CheckCall): Promise<SheetState | undefined> {
    const step = this.#undo.at(-1);
    if (!step) return undefined;
    const back = step.map(({ before, text, ...place }) => ({ ...place, text: before, before: text })).reverse();
    const state = await this.#ask({ do: 'edit', edits: back }, call);
    this.#undo.pop();
    this.#redo.push(step);
    this.#log.push(...state.done);
    return state;
  }

  async redo(call?: CheckCall): Promise<SheetState | undefined> {
    const step = this.#redo.at(-1);
    if (!step) return undefined;
    const state = await this.#ask({ do: 'edit', edits: step }, call);
    this.#redo.pop();
    this.#undo.push(step);
    this.#log.push(...state.done);
    return state;
  }

  async close(): Promise<void> {
    await this.checker.sheet(this.#number, { do: 'close' }).catch(() => {});
  }

  #keep(state: SheetState): SheetState {
    if (state.done.length === 0) return state;
    this.#undo.push(state.done);
    this.#redo = [];
    this.#log.push(...state.done);
    return state;
  }

  async #ask<K extends SheetAsk['do']>(ask: SheetOrder<K>, call?: CheckCall): Promise<SheetAnswers[K]> {
    try {
      return await this.checker.sheet(this.#number, ask, call);
    } catch (error) {
      if (!(error instanceof CheckFailed) || !['no-sheet', 'engine'].includes(error.failure.kind)) throw error;
    }
    await this.#again({ do: 'open', request: this.request, files: this.files });
    if (this.#log.length > 0) await this.checker.sheet(this.#number, { do: 'edit', edits: this.#log });
    return this.checker.sheet(this.#number, ask, call);
  }

  // A worker that died is replaced once.
  async #again<K extends SheetAsk['do']>(ask: SheetOrder<K>, call?: CheckCall): Promise<SheetAnswers[K]> {
    try {
      return await this.checker.sheet(this.#number, ask, call);
    } catch (error) {
      if (!(error instanceof CheckFailed) || error.failure.kind !== 'engine') throw error;
      return this.checker.sheet(this.#number, ask, call);
    }
  }
}
