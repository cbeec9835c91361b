// The engine for Node: import { check, fix, split, openSheet, template } from '@portcheck/form/node'. The same module and the same answers as in the browser.
import { webcrypto } from 'node:crypto'; // the global one came after Node 18
import { readFile } from 'node:fs/promises';
import type { Remark } from './report';
import { BadRequest, EngineDead, type EngineFile, type HandedBack, type MadeLetter, type OpenSheet, type SheetNumbers } from './engine';
import { Engines } from './engines';
import { localToday, type CheckRequest, type HandBackOptions, type LetterForm, type OpenRequest, type Profile, type RequestedKind, type SheetType, type Ticket } from './request';
import type { Language } from './words';

export { BadRequest, EngineDead };
export type { HandedBack, HandedFile, MadeLetter, OpenSheet, SheetNumbers } from './engine';
export type { Remark, Report } from './report';
export type { HandBackOptions, LetterForm, NumberStyle, SheetType } from './request';

export interface InputFile {
  name: string;
  bytes: Uint8Array;
}

export interface Options {
  today?: string; // YYYY-MM-DD; default: today in the local time zone
  ticket?: Ticket; // absent: the files are judged alone
  kind?: RequestedKind;
  maxFindings?: number; // 0: all
  campaignHosts?: string[];
  allotment?: { used: number; total: number };
  profile?: Profile; // of the customer; the options above win over it
  openRequests?: OpenRequest[];
}

const engines = new Engines(async (name) => new Uint8Array(await readFile(new URL(name, import.meta.url))), webcrypto.subtle);

// A view over shared memory cannot be hashed by the platform, so such bytes are copied.
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
}

function checkRequest(options: Options): CheckRequest {
  const { today = localToday(), ticket, kind, maxFindings, campaignHosts, allotment, profile, openRequests, ...unknown } = options;
  const extra = Object.keys(unknown)[0];
  if (extra !== undefined) throw new BadRequest(`options.${extra}`, 'there is no such option');
  return {
    today,
    ...(ticket && { ticket }),
    ...(profile && { profile }),
    ...(openRequests && { open_requests: openRequests }),
    options: {
      ...(kind !== undefined && { kind }),
      ...(maxFindings !== undefined && { max_findings: maxFindings }),
      ...(campaignHosts !== undefined && { campaign_hosts: campaignHosts }),
      ...(allotment !== undefined && { allotment }),
    },
  };
}

function ownedFiles(files: InputFile[]): EngineFile[] {
  return files.map(({ name, bytes }) => ({ name, bytes: owned(bytes) }));
}

// Returns portcheck.report/1 as JSON text. Rejects with BadRequest when an option is wrong; wrong files are findings.
export async function check(files: InputFile[], options: Options = {}): Promise<string> {
  const request = checkRequest(options);
  return (await engines.check(request, ownedFiles(files))).report;
}

export interface FixOptions extends HandBackOptions {
  today?: string; // as in Options
  campaignHosts?: string[];
}

function handBack(what: 'fix' | 'split', file: InputFile, { type, numbers, language, ...options }: FixOptions): Promise<HandedBack> {
  const wanted = { ...(type !== undefined && { type }), ...(numbers !== undefined && { numbers }), ...(language !== undefined && { language }) };
  return engines.handBack(what, checkRequest(options), ownedFiles([file]), wanted);
}

// The sheet with every certain repair made, and portcheck.changes/1 as JSON text. A sheet that cannot be read gives no
// file and a reason in `changes`.
export async function fix(file: InputFile, options: FixOptions = {}): Promise<HandedBack> {
  return handBack('fix', file, options);
}

// The same repairs, and one sheet for each request that is to be sent.
export async function split(file: InputFile, options: FixOptions = {}): Promise<HandedBack> {
  return handBack('split', file, options);
}

// The sheets of the files, to be edited cell by cell: each edit() says at once what it changed, whatever the sheet's size.
export async function openSheet(files: InputFile[], options: Options = {}): Promise<OpenSheet> {
  const request = checkRequest(options);
  return engines.openSheet(request, ownedFiles(files));
}

// The bytes of the empty porting template.
export async function template(type: SheetType = 'xlsx', language: Language = 'en'): Promise<Uint8Array> {
  return engines.template(type, language);
}

// A Letter of Authorization as a fillable PDF; `signature` is a picture of it, PNG or JPEG. What carriers would refuse is
// in `problems`, and then there may be no PDF. Rejects with BadRequest when the form itself is wrong.
export async function letter(form: Omit<LetterForm, 'today'> & { today?: string }, signature?: Uint8Array): Promise<MadeLetter> {
  return engines.letter({ today: localToday(), ...form }, signature);
}

// The numbers of a sheet that a letter can list, by kind, or why there are none.
export async function sheetNumbers(file: InputFile, options: { today?: string } = {}): Promise<SheetNumbers | Remark> {
  return engines.sheetNumbers(checkRequest(options), ownedFiles([file]));
}
