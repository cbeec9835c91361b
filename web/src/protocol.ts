// Everything that page and worker say to each other. The page speaks ToWorker, the worker FromWorker.
import type { AssetUrls } from './asset-urls';
import type { HandedFile, MadeLetter, SheetNumbers } from './engine';
import type { Changes, FieldName, Finding, Remark, Report, RuleId, Severity } from './report';
import type { CheckRequest, HandBackOptions, LetterForm, SheetType } from './request';
import type { Language } from './words';

export interface WorkerFile {
  id: number; // the same File object has the same id for the page's life, so that its bytes and hash are kept
  name: string;
  blob: Blob; // only a reference: the worker reads the bytes
}

export type Step =
  | { at: 'starting' } // the engine is being loaded
  | { at: 'reading'; file: string }
  | { at: 'checking'; permille: number };

export type Failure =
  | { kind: 'bad-request'; where: string; reason: string }
  | { kind: 'unreadable-file'; file: string } // moved, changed or deleted since it was chosen
  | { kind: 'no-sheet' } // the sheet that is asked about is not open: this is another worker
  | { kind: 'cancelled' }
  | { kind: 'engine'; reason: string }; // not loaded, or of no use any more: the page starts another worker

// Sheets that are edited. Files are counted from 0, rows and columns from 1.
export interface CellEdit {
  file: number;
  row: number;
  column: number;
  text: string;
}

export interface DoneEdit extends CellEdit {
  before: string;
}

// Which rows: all with a problem (an error or a warning), or those where this rule finds something.
export type RowFilter = RuleId | 'problems';

export type SheetAsk =
  | { do: 'open'; request: CheckRequest; files: WorkerFile[] } // takes the place of the one that was open
  | { do: 'cells'; file: number; rows: number[]; fromColumn: number; toColumn: number; longest: number } // bytes of one cell
  | { do: 'edit'; edits: CellEdit[] }
  | { do: 'fix'; file: number; rule: RuleId } // makes every repair that this rule proposes
  | { do: 'rows'; file: number; filter: RowFilter }
  | { do: 'report' }
  | { do: 'save'; file: number; type: SheetType; language: Language }
  | { do: 'close' };

export interface EditedSheetState {
  file: number;
  name: string; // of the file
  sheet: string;
  rows: number;
  columns: number;
  headerRow: number; // 0: none
  headers: { column: number; field: Exclude<FieldName, ''> }[]; // of the columns that mean something
  errorRows: number;
  warningRows: number;
  rules: { rule: RuleId; severity: Severity; rows: number; repairs: number }[]; // that find something in rows; with how many repairs
}

export interface SheetState {
  verdict: Report['verdict'];
  sheets: EditedSheetState[];
  done: DoneEdit[]; // what was changed just now
  refused?: Remark; // why something was not
}

export interface SheetRow {
  row: number;
  cells: string[]; // from the first column that was asked for; empty ones at the end are left out
  findings: Finding[];
}

export interface SheetAnswers {
  open: SheetState | { refused: Remark };
  cells: SheetRow[];
  edit: SheetState;
  fix: SheetState;
  rows: Uint32Array;
  report: Report;
  save: { changes: Changes; files: HandedFile[] };
  close: undefined;
}

export interface Answers {
  letter: MadeLetter;
  numbers: SheetNumbers | Remark; // or why there are none
  document: string; // portcheck.document/1; '' where the file cannot be read here
}

export type Told = SheetAnswers[keyof SheetAnswers] | Answers[keyof Answers];

export type ToWorker =
  | { type: 'start'; wasm: string; lettersWasm: string; sheetsWasm: string; pdfWasm: string; texts: string; otherTexts: AssetUrls['otherTexts'] } // first, once; addresses; no texts: ''
  | { type: 'cancel'; job: number } // is answered by the job's own end
  | { type: 'check'; job: number; request: CheckRequest; files: WorkerFile[] }
  | { type: 'fix' | 'split'; job: number; request: CheckRequest; files: WorkerFile[]; options: HandBackOptions }
  | { type: 'template'; job: number; sheet: SheetType; language: Language }
  | { type: 'sheet'; job: number; sheet: number; ask: SheetAsk }
  | { type: 'letter'; job: number; form: LetterForm; signature: Uint8Array<ArrayBuffer> }
  | { type: 'numbers'; job: number; request: CheckRequest; files: WorkerFile[] }
  | { type: 'document'; job: number; files: WorkerFile[] };

export type FromWorker =
  | { type: 'step'; job: number; step: Step }
  | { type: 'done'; job: number; report: string }
  | { type: 'handed'; job: number; changes: string; files: HandedFile[] } // to fix, split and template
  | { type: 'told'; job: number; told: Told } // to everything else
  | { type: 'failed'; job: number; failure: Failure };

export type Message = ToWorker | FromWorker;
