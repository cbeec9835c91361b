// portcheck.report/1 as TypeScript sees it. shared/report.schema.json is the contract; the tests hold reports to it.
import type { RemarkCode, RuleId, Severity } from './generated/rules';

export type { RemarkCode, RuleId, Severity };
export type Verdict = 'ready' | 'needs_attention' | 'blocked';
export type Role = 'sheet' | 'loa' | 'other';
export type Kind = 'auto' | 'local' | 'toll_free';
export type FieldName =
  | 'number_to_port'
  | 'campaign_url'
  | 'description'
  | 'media_type'
  | 'detected_destination'
  | 'marketing'
  | '';

export interface ColumnReport {
  column: string;
  header: string;
  field: FieldName;
  match: 'exact' | 'folded' | 'near' | '';
}

export interface SheetReport {
  name: string;
  header_row: number;
  columns: ColumnReport[];
  data_rows: number;
  encoding?: string;
  delimiter?: string;
}

export interface FileReport {
  name: string;
  role: Role;
  type: string;
  size: number;
  sha256: string;
  sheet?: SheetReport;
  letter?: LetterReport;
}

// Where a letter says something: the box in tenths of a point, the quote with the text around.
export interface Seen {
  page?: number;
  box?: [number, number, number, number];
  quote?: string;
  confidence?: number; // per cent, where OCR has read it
}

export type Presence = 'absent' | 'blank' | 'given';

export interface LetterText extends Seen {
  presence: Presence;
  value?: string;
}

export interface LetterAddress extends Seen {
  presence: Presence;
  text?: string;
  street?: string;
  unit?: string;
  city?: string;
  state?: string;
  zip?: string;
  po_box?: true;
}

export interface LetterDate extends Seen {
  role: 'signing' | 'letter' | 'bill' | 'valid_until' | 'birth' | 'print' | 'due' | 'other';
  readings: string[];
}

// What a letter says; nothing of it is verified.
export interface LetterReport {
  pages: number;
  text: boolean;
  ocr_confidence?: number;
  looks_like_bill?: true;
  signed?: LetterDate;
  dates: LetterDate[];
  numbers: { count: number; first: (Seen & { number: string; to?: string })[] };
  company?: LetterText;
  signer?: LetterText;
  title?: LetterText;
  carrier?: LetterText;
  gaining_carrier?: LetterText;
  resporg?: LetterText;
  new_resporg?: LetterText;
  billing_number?: LetterText;
  account_number?: LetterText;
  service_address?: LetterAddress;
  billing_address?: LetterAddress;
  pin: Presence;
  signature: Seen & {
    kind: 'none' | 'empty_field' | 'typed' | 'picture' | 'drawing' | 'stamp' | 'ink' | 'envelope' | 'digital';
    vendor?: string;
    id?: string;
    name?: string;
    time?: string;
  };
  see_attached?: true;
}

export interface Finding {
  rule: RuleId;
  severity: Severity;
  file?: string;
  file_index?: number;
  sheet?: string;
  row?: number;
  column?: string;
  cell?: string;
  page?: number;
  box?: [number, number, number, number];
  value?: string;
  params?: Record<string, number | string | string[]>;
  fix?: { value: string; certain: boolean };
  message: string;
}

export interface Report {
  schema: 'portcheck.report/1';
  rules_version: string;
  checked_on: string;
  verdict: Verdict;
  request: {
    kind: Kind;
    numbers: number;
    unique: number;
    local: number;
    toll_free: number;
    countries: Record<string, number>;
  };
  files: FileReport[];
  findings: Finding[];
  counts: { error: number; warning: number; info: number; by_rule: Partial<Record<RuleId, number>> };
  truncated: boolean;
}

// What the engine says beside findings, by code and parameters; `message` is its sentence in the language of the engine's texts.
export interface Remark {
  code?: RemarkCode;
  rule?: RuleId; // in its place: it is what this rule says
  params?: Finding['params'];
  message: string;
}

// portcheck.changes/1: what was repaired in a sheet that was handed back. Rows and columns as in the sheet that came.
export interface Change {
  repair: 'cell' | 'header' | 'repeat' | 'blank_rows';
  place: string; // "A17", "row 40", "rows 12 to 15"
  row: number;
  column?: string;
  other_row?: number; // the row that is repeated; the last one of blank rows
  now_row?: number; // where a changed cell is in the one sheet that was handed back
  rule?: RuleId;
  before?: string;
  after?: string;
  why: string;
}

export interface Changes {
  schema: 'portcheck.changes/1';
  rules_version: string;
  source: string;
  refused?: Remark; // why nothing was handed back
  files: { name: string; rows: number; size: number }[];
  change_count: number;
  changes: Change[];
  notes: Remark[]; // what else is different
}
