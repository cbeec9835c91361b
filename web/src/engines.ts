// The modules as one engine: the small one answers nearly everything, the others are loaded when they are needed.
import { Engine, NeedsModule, type EngineAnswer, type EngineFile, type HandedBack, type MadeLetter, type ModuleName, type OpenSheet, type SheetNumbers } from './engine';
import { looksLikePdf, PdfReader } from './pdf';
import type { Remark } from './report';
import type { CheckRequest, HandBackOptions, LetterForm, SheetType } from './request';
import type { Language } from './words';

const pdfModule = 'portcheck-pdf.wasm';
export type TextsName = `portcheck.${Language}.txt`; // the language files
export type AssetName = ModuleName | typeof pdfModule | TextsName;
type Fetch = (name: AssetName) => Promise<Uint8Array<ArrayBuffer>>;

export class Engines {
  readonly #fetch: Fetch;
  readonly #subtle: Pick<SubtleCrypto, 'digest'> | undefined;
  readonly #loading = new Map<ModuleName, Promise<Engine>>();
  readonly #texts = new Map<TextsName, Promise<Uint8Array>>();
  #pdf: Promise<PdfReader> | undefined;

  // A language file that is empty stands for none: a finding's message is its rule's id then.
  constructor(fetch: Fetch, subtle: Pick<SubtleCrypto, 'digest'> | undefined = globalThis.crypto?.subtle) {
    this.#fetch = fetch;
    this.#subtle = subtle;
  }

  // Loads the small module. One that could not be loaded, or has died, is loaded again by the next call.
  async start(): Promise<void> {
    await this.#engine('portcheck.wasm');
  }

  async check(request: CheckRequest, files: EngineFile[], onProgress?: (permille: number) => void): Promise<EngineAnswer> {
    let name: ModuleName = 'portcheck.wasm';
    let documents: Promise<Map<number, Uint8Array>> | undefined;
    for (;;) {
      const [engine, read] = await Promise.all([this.#engine(name), documents]);
      try {
        return await engine.check(request, files, onProgress, read);
      } catch (error) {
        if (!(error instanceof NeedsModule)) throw error;
        name = this.#loading.has('portcheck-sheets.wasm') ? 'portcheck-sheets.wasm' : error.module; // which needs no other
        documents ??= this.#documents(files);
      }
    }
  }

  async handBack(what: 'fix' | 'split', request: CheckRequest, files: EngineFile[], options?: HandBackOptions): Promise<HandedBack> {
    return this.speaking(options?.language, (engine) => engine.handBack(what, request, files, options));
  }

  async openSheet(request: CheckRequest, files: EngineFile[]): Promise<OpenSheet> {
    const [engine, documents] = await Promise.all([this.#engine('portcheck-sheets.wasm'), this.#documents(files)]);
    return engine.openSheet(request, files, documents);
  }

  async template(type?: SheetType, language?: Language): Promise<Uint8Array<ArrayBuffer>> {
    return this.speaking(language, (engine) => engine.template(type));
  }

  async letter(form: LetterForm, signature?: Uint8Array): Promise<MadeLetter> {
    return (await this.#engine('portcheck-sheets.wasm')).letter(form, signature);
  }

  async sheetNumbers(request: CheckRequest, files: EngineFile[]): Promise<SheetNumbers | Remark> {
    return (await this.#engine('portcheck-sheets.wasm')).sheetNumbers(request, files);
  }

  // portcheck.document/1 of a PDF, to be shown; undefined where it cannot be read here.
  async document(file: EngineFile): Promise<Uint8Array | undefined> {
    return (await this.#documents([file])).get(0);
  }

  // What the PDFs among the files say. One that cannot be read here is left out: the report says that it was not read.
  async #documents(files: EngineFile[]): Promise<Map<number, Uint8Array>> {
    const documents = new Map<number, Uint8Array>();
    for (const [index, { bytes }] of files.entries()) {
      if (!looksLikePdf(bytes)) continue;
      try {
        this.#pdf ??= this.#fetch(pdfModule).then((wasm) => PdfReader.load(wasm));
        documents.set(index, (await this.#pdf).read(bytes));
      } catch {
        this.#pdf = undefined; // not loaded, or dead: the next file gets another
      }
    }
    return documents;
  }

  async #load(name: ModuleName): Promise<Engine> {
    const [wasm, texts] = await Promise.all([this.#fetch(name), this.#textsIn('en')]);
    return Engine.load(wasm, texts.length > 0 ? texts : undefined, this.#subtle);
  }

  async #textsIn(language: Language): Promise<Uint8Array> {
    const name: TextsName = `portcheck.${language}.txt`;
    const texts = this.#texts.get(name) ?? this.#fetch(name);
    this.#texts.set(name, texts);
    try {
      return await texts;
    } catch (error) {
      this.#texts.delete(name);
      throw error;
    }
  }

  // What is written into a file is the customer's to read. A language file that cannot be had leaves it in English.
  async speaking<T>(language: Language = 'en', work: (engine: Engine) => T): Promise<T> {
    const other = language === 'en' ? undefined : this.#textsIn(language).catch(() => undefined);
    const engine = await this.#engine('portcheck-sheets.wasm');
    const texts = await other;
    if (!texts) return work(engine);
    const english = await this.#textsIn('en');
    engine.speak(texts);
    try {
      return work(engine);
    } finally {
      if (!engine.dead && english.length > 0) engine.speak(english);
    }
  }

  async #engine(name: ModuleName): Promise<Engine> {
    let loading = this.#loading.get(name);
    if (!loading) {
      loading = this.#load(name);
      this.#loading.set(name, loading);
    }
    const loaded = await loading.catch((error: unknown) => {
      this.#loading.delete(name);
      throw error;
    });
    if (!loaded.dead) return loaded;
    this.#loading.delete(name);
    return this.#engine(name);
  }
}
