// Everything that page and worker say to each other. The page speaks ToWorker, the worker FromWorker.
import type { HandedFile } from './engine';
import type { CheckRequest, HandBackOptions, SheetType } from './request';

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
  | { kind: 'engine'; reason: string }; // not loaded, or of no use any more: the page starts another worker

export type ToWorker =
  | { type: 'start'; wasm: string; lettersWasm: string; sheetsWasm: string; pdfWasm: string; texts: string } // first, once; addresses; no texts: ''
  | { type: 'check'; job: number; request: CheckRequest; files: WorkerFile[] }
  | { type: 'fix' | 'split'; job: number; request: CheckRequest; files: WorkerFile[]; options: HandBackOptions }
  | { type: 'template'; job: number; sheet: SheetType };

export type FromWorker =
  | { type: 'step'; job: number; step: Step }
  | { type: 'done'; job: number; report: string }
  | { type: 'handed'; job: number; changes: string; files: HandedFile[] } // to fix, split and template
  | { type: 'failed'; job: number; failure: Failure };

export type Message = ToWorker | FromWorker;
