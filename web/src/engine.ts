// The engine with types: one session a check, always closed. Runs in a worker and in Node; it blocks while it checks.
import { instantiate, type Instance, type LettersExports, type SheetsExports } from './wasm-loader';
import type { Remark } from './report';
import { decoded } from './utf8';
import type { CheckRequest, HandBackOptions, LetterForm, NumberStyle, RequestWithFiles, SheetType } from './request';

export interface EngineFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  sha256?: string; // 64 lower-case hex digits, when known from an earlier check
}

export interface EngineAnswer {
  report: string; // portcheck.report/1 as JSON text
  sha256: string[]; // one for each file; '' where the platform cannot hash (a page that is not served securely)
}

export interface HandedFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface HandedBack {
  changes: string; // portcheck.changes/1 as JSON text
  files: HandedFile[];
}

export interface MadeLetter {
  pages: number;
  numbers: number; // that the letter lists
  problems: { field: string; remark: Remark; refused: boolean }[];
  pdf: Uint8Array<ArrayBuffer>; // empty where a problem refuses it
}

export interface SheetNumbers {
  local: string[]; // ten digits each, in the order of the rows
  toll_free: string[];
  left_out: number[]; // rows whose number has an error or is not certain
}

// Sheets that are edited cell by cell and judged again at once. Every answer is JSON text, portcheck.edit/1, but for the
// report. Files are counted from 0, rows and columns from 1. Close it: it holds the sheets in memory.
export interface OpenSheet {
  readonly state: string; // when it was opened: verdict, counts, the findings of no single row; "refused" where nothing can be edited
  edit(row: number, column: number, text: string, file?: number): string; // the same, and the rows whose findings changed
  findings(fromRow: number, toRow: number, file?: number): string;
  report(): string; // portcheck.report/1 of the sheets as they are now
  cells(window: CellWindow, file?: number): string; // portcheck.cells/1
  save(type: SheetType, file?: number): HandedBack; // the sheet as it is now, every row where it was
  close(): void;
}

// Rows and columns from … to, counted from 1; of each cell at most `longest` bytes.
export interface CellWindow {
  fromRow: number;
  toRow: number;
  fromColumn: number;
  toColumn: number;
  longest: number;
}

// The request itself is wrong: a mistake of the caller's, not of the customer's files.
export class BadRequest extends Error {
  constructor(
    readonly where: string,
    readonly reason: string,
  ) {
    super(`${where}: ${reason}`);
    this.name = 'BadRequest';
  }
}

// The module is of no use any more (out of memory, or a trap): load another.
export class EngineDead extends Error {
  override name = 'EngineDead';
}

export type ModuleName = 'portcheck.wasm' | 'portcheck-letters.wasm' | 'portcheck-sheets.wasm';

// Another module answers in full, or knows which one does: one of the files is no text table or Excel workbook, or the ticket was rejected.
export class NeedsModule extends Error {
  override name = 'NeedsModule';
  constructor(readonly module: ModuleName) {
    super(`${module} answers this`);
  }
}

const enum Status {
  ok = 0,
  badRequest = 1,
  noMemory = 2,
}

const json = 0; // enum portcheck_format
const sheetTypes: readonly SheetType[] = ['xlsx', 'csv']; // enum portcheck_sheet_format
const numberStyles: readonly NumberStyle[] = ['auto', 'dashes', 'digits', 'e164', 'national']; // enum portcheck_number_style

function indexIn<T>(words: readonly T[], word: T, where: string): number {
  const index = words.indexOf(word);
  if (index < 0) throw new BadRequest(where, `one of ${words.join(', ')} is expected`);
  return index;
}

type Subtle = Pick<SubtleCrypto, 'digest'>;

// Empty where the platform hashes nothing: a page without https has no subtle crypto.
async function hash(bytes: Uint8Array<ArrayBuffer>, subtle: Subtle | undefined): Promise<string> {
  if (!subtle) return '';
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class Engine {
  readonly #instance: Instance;
  readonly #progress: Map<number, (permille: number) => void>;
  readonly #subtle: Subtle | undefined;
  #dead = false;

  private constructor(instance: Instance, progress: Map<number, (permille: number) => void>, subtle: Subtle | undefined) {
    this.#instance = instance;
    this.#progress = progress;
    this.#subtle = subtle;
  }

  static async load(wasm: BufferSource, texts?: Uint8Array, subtle: Subtle | undefined = globalThis.crypto?.subtle): Promise<Engine> {
    const progress = new Map<number, (permille: number) => void>();
    const instance = await instantiate(wasm, texts, (session, permille) => progress.get(session)?.(permille));
    return new Engine(instance, progress, subtle);
  }

  get dead(): boolean {
    return this.#dead;
  }

  get memoryBytes(): number {
    return this.#instance.exports.memory.buffer.byteLength;
  }

  // `documents`: what another module has read of files, portcheck.document/1 by the file's index; not of portcheck.wasm.
  // Rejects with NeedsModule before anything is checked. The hashes are computed by the platform's own threads while the engine runs.
  async check(
    request: CheckRequest,
    files: EngineFile[],
    onProgress?: (permille: number) => void,
    documents: ReadonlyMap<number, Uint8Array> = new Map(),
  ): Promise<EngineAnswer> {
    const whole: RequestWithFiles = { ...request, files: files.map(({ name }) => ({ name })) };
    const session = this.#guard(() => this.#open(JSON.stringify(whole)));
    try {
      if (onProgress) this.#progress.set(session, onProgress);
      const hashes = Promise.all(files.map((file) => file.sha256 ?? hash(file.bytes, this.#subtle)));
      this.#guard(() => this.#run(session, files, documents));
      const sha256 = await hashes;
      const report = this.#guard(() => {
        sha256.forEach((hex, index) => this.#setHash(session, index, hex));
        return this.#text(session);
      });
      return { report, sha256 };
    } finally {
      this.#progress.delete(session);
      if (!this.#dead) this.#guard(() => this.#instance.exports.portcheck_close(session));
    }
  }

  // Of portcheck-sheets.wasm only. A file that cannot be read is no error: `changes` says "refused" then.
  handBack(what: 'fix' | 'split', request: CheckRequest, files: EngineFile[], options: HandBackOptions = {}): HandedBack {
    const type = indexIn(sheetTypes, options.type ?? 'xlsx', 'options.type');
    const numbers = indexIn(numberStyles, options.numbers ?? 'auto', 'options.numbers');
    const exports = this.#instance.exports as SheetsExports;
    const whole: RequestWithFiles = { ...request, files: files.map(({ name }) => ({ name })) };
    const session = this.#guard(() => this.#open(JSON.stringify(whole)));
    try {
      return this.#guard(() => {
        this.#add(session, files);
        const done = (what === 'fix' ? exports.portcheck_fix : exports.portcheck_split)(session, type, numbers) >>> 0;
        if (done === 0) this.#expect(session, exports.portcheck_run(session)); // says what is wrong with the request
        return this.#taken(done);
      });
    } finally {
      if (!this.#dead) this.#guard(() => exports.portcheck_close(session));
    }
  }

  // Of portcheck-sheets.wasm only.
  async openSheet(request: CheckRequest, files: EngineFile[], documents: ReadonlyMap<number, Uint8Array> = new Map()): Promise<OpenSheet> {
    const exports = this.#instance.exports as SheetsExports;
    const whole: RequestWithFiles = { ...request, files: files.map(({ name }) => ({ name })) };
    const sha256 = await Promise.all(files.map((file) => file.sha256 ?? hash(file.bytes, this.#subtle)));
    const session = this.#guard(() => this.#open(JSON.stringify(whole)));
    let edit = 0;
    const text = (): string => new TextDecoder().decode(this.#view(exports.portcheck_edit_text(edit), exports.portcheck_edit_text_size(edit)));
    const answer = (ask: () => number): string => {
      if (edit === 0) throw new Error('the sheet is closed');
      return this.#guard(() => {
        this.#expect(session, ask());
        return text();
      });
    };
    const close = (): void => {
      const open = edit;
      edit = 0;
      if (this.#dead) return;
      this.#guard(() => {
        if (open !== 0) exports.portcheck_edit_close(open);
        exports.portcheck_close(session);
      });
    };
    try {
      const state = this.#guard(() => {
        this.#add(session, files);
        this.#giveDocuments(session, documents);
        sha256.forEach((hex, index) => this.#setHash(session, index, hex));
        edit = exports.portcheck_edit_open(session) >>> 0;
        if (edit === 0) this.#expect(session, exports.portcheck_run(session)); // says what is wrong with the request
        if (edit === 0) throw new EngineDead('not enough memory for the sheet');
        return text();
      });
      return {
        state,
        edit: (row, column, typed, file = 0) =>
          answer(() => {
            const bytes = new TextEncoder().encode(typed);
            const block = this.#put(bytes);
            const status = exports.portcheck_edit_cell(edit, file, row, column, block, bytes.length);
            exports.portcheck_free(block);
            return status;
          }),
        findings: (fromRow, toRow, file = 0) => answer(() => exports.portcheck_edit_findings(edit, file, fromRow, toRow)),
        report: () => answer(() => exports.portcheck_edit_report(edit)),
        cells: ({ fromRow, toRow, fromColumn, toColumn, longest }, file = 0) =>
          answer(() => exports.portcheck_edit_cells(edit, file, fromRow, toRow, fromColumn, toColumn, longest)),
        save: (type, file = 0) => {
          if (edit === 0) throw new Error('the sheet is closed');
          return this.#guard(() => this.#taken(exports.portcheck_edit_save(edit, file, indexIn(sheetTypes, type, 'type')) >>> 0));
        },
        close: () => {
          if (edit !== 0) close();
        },
      };
    } catch (error) {
      close();
      throw error;
    }
  }

  // Speaks another language from here on. One that is made for another module changes nothing.
  speak(texts: Uint8Array): void {
    this.#guard(() => this.#instance.exports.portcheck_set_texts(this.#put(texts), texts.length));
  }

  template(type: SheetType = 'xlsx'): Uint8Array<ArrayBuffer> {
    const format = indexIn(sheetTypes, type, 'type');
    return this.#guard(() => this.#taken((this.#instance.exports as SheetsExports).portcheck_template(format) >>> 0).files[0]!.bytes);
  }

  // Of portcheck-sheets.wasm only. `signature` is a picture of it, PNG or JPEG.
  letter(form: LetterForm, signature: Uint8Array = new Uint8Array()): MadeLetter {
    const exports = this.#instance.exports as SheetsExports;
    return this.#guard(() => {
      const json = new TextEncoder().encode(JSON.stringify(form));
      const block = this.#put(json);
      const picture = this.#put(signature);
      const done = exports.portcheck_letter(block, json.length, picture, signature.length) >>> 0;
      exports.portcheck_free(block);
      exports.portcheck_free(picture);
      const { text, file } = this.#kept(done);
      const made = JSON.parse(text) as Omit<MadeLetter, 'pdf'> | { error: { where: string; reason: string } };
      if ('error' in made) throw new BadRequest(made.error.where, made.error.reason);
      const { pages, numbers, problems } = made;
      return { pages, numbers, problems, pdf: file };
    });
  }

  // Of portcheck-sheets.wasm only: what a letter can list, or why nothing can be.
  sheetNumbers(request: CheckRequest, files: EngineFile[]): SheetNumbers | Remark {
    const exports = this.#instance.exports as SheetsExports;
    const whole: RequestWithFiles = { ...request, files: files.map(({ name }) => ({ name })) };
    const session = this.#guard(() => this.#open(JSON.stringify(whole)));
    try {
      return this.#guard(() => {
        this.#add(session, files);
        const done = exports.portcheck_sheet_numbers(session) >>> 0;
        if (done === 0) this.#expect(session, exports.portcheck_run(session)); // says what is wrong with the request
        const found = JSON.parse(this.#kept(done).text) as { refused: Remark } | SheetNumbers;
        return 'refused' in found ? found.refused : { local: found.local, toll_free: found.toll_free, left_out: found.left_out };
      });
    } finally {
      if (!this.#dead) this.#guard(() => exports.portcheck_close(session));
    }
  }

  // The text and the first file of a result, which is given back.
  #kept(done: number): { text: string; file: Uint8Array<ArrayBuffer> } {
    if (done === 0) throw new EngineDead('not enough memory for the letter');
    const exports = this.#instance.exports as SheetsExports;
    const text = new TextDecoder().decode(this.#view(exports.portcheck_hand_back_text(done), exports.portcheck_hand_back_text_size(done)));
    const file = new Uint8Array(this.#view(exports.portcheck_hand_back_file(done, 0), exports.portcheck_hand_back_file_size(done, 0)));
    exports.portcheck_hand_back_close(done);
    return { text, file };
  }

  // Copies a result out of the module and gives it back.
  #taken(done: number): HandedBack {
    if (done === 0) throw new EngineDead('not enough memory for the sheet');
    const exports = this.#instance.exports as SheetsExports;
    const text = new TextDecoder().decode(this.#view(exports.portcheck_hand_back_text(done), exports.portcheck_hand_back_text_size(done)));
    const { files } = JSON.parse(text) as { files: { name: string }[] };
    const taken = files.map(({ name }, index) => ({
      name,
      bytes: new Uint8Array(this.#view(exports.portcheck_hand_back_file(done, index), exports.portcheck_hand_back_file_size(done, index))),
    }));
    exports.portcheck_hand_back_close(done);
    return { changes: text, files: taken };
  }

  #view(at: number, size: number): Uint8Array {
    return this.#instance.bytes().subarray(at >>> 0, (at >>> 0) + (size >>> 0));
  }

  // A trap leaves the module's memory in an unknown state, so nothing may be called after it.
  #guard<T>(work: () => T): T {
    if (this.#dead) throw new EngineDead('the engine stopped in another check');
    try {
      return work();
    } catch (error) {
      if (error instanceof BadRequest || error instanceof NeedsModule) throw error;
      this.#dead = true;
      throw error instanceof EngineDead ? error : new EngineDead(error instanceof Error ? error.message : String(error));
    }
  }

  #put(bytes: Uint8Array): number {
    const block = this.#instance.exports.portcheck_alloc(bytes.length) >>> 0;
    if (block === 0) throw new EngineDead('not enough memory for the files');
    this.#instance.bytes().set(bytes, block);
    return block;
  }

  #open(request: string): number {
    const bytes = new TextEncoder().encode(request);
    const { exports } = this.#instance;
    const block = this.#put(bytes);
    const session = exports.portcheck_open(block, bytes.length) >>> 0;
    exports.portcheck_free(block);
    if (session === 0) throw new EngineDead('not enough memory to start');
    return session;
  }

  #add(session: number, files: EngineFile[]): void {
    const { exports } = this.#instance;
    for (const { bytes } of files) {
      const status = exports.portcheck_add_file(session, this.#put(bytes), bytes.length);
      if (status === Status.badRequest) break; // the run below says what is wrong
      this.#expect(session, status);
    }
  }

  #run(session: number, files: EngineFile[], documents: ReadonlyMap<number, Uint8Array>): void {
    const { exports } = this.#instance;
    this.#add(session, files);
    this.#giveDocuments(session, documents);
    const needed = ([undefined, 'portcheck-letters.wasm', 'portcheck-sheets.wasm'] as const)[exports.portcheck_needs(session)]; // enum portcheck_module
    if (needed) throw new NeedsModule(needed);
    this.#expect(session, exports.portcheck_run(session));
  }

  // A document that is refused leaves the file unread, which the report says.
  #giveDocuments(session: number, documents: ReadonlyMap<number, Uint8Array>): void {
    for (const [index, json] of documents) {
      const status = (this.#instance.exports as LettersExports).portcheck_set_document(session, index, this.#put(json), json.length);
      if (status === Status.noMemory) throw new EngineDead('not enough memory for the letter');
    }
  }

  #setHash(session: number, index: number, hex: string): void {
    if (hex === '') return;
    const bytes = new TextEncoder().encode(hex);
    const block = this.#put(bytes);
    const status = this.#instance.exports.portcheck_set_sha256(session, index, block, bytes.length);
    this.#instance.exports.portcheck_free(block);
    this.#expect(session, status);
  }

  #text(session: number): string {
    const { exports } = this.#instance;
    const at = exports.portcheck_text(session, json);
    return decoded(this.#view(at, exports.portcheck_text_size(session)));
  }

  #expect(session: number, status: number): void {
    if (status === Status.ok) return;
    if (status === Status.badRequest) {
      const { error } = JSON.parse(this.#text(session)) as { error: { where: string; reason: string } };
      throw new BadRequest(error.where, error.reason);
    }
    throw new EngineDead(status === Status.noMemory ? 'not enough memory for the files' : `wrong use of the engine (${status})`);
  }
}
