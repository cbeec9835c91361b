// The engine for Node: import { check } from '@portcheck/form/node'. The same module and the same answers as in the browser.
import { webcrypto } from 'node:crypto'; // the global one came after Node 18
import { readFile } from 'node:fs/promises';
import { BadRequest, Engine, EngineDead } from './engine';
import { localToday, type CheckRequest, type OpenRequest, type Profile, type RequestedKind, type Ticket } from './request';

export { BadRequest, EngineDead };
export type { Report } from './report';

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

let loading: Promise<Engine> | undefined;

async function engine(): Promise<Engine> {
  loading ??= readFile(new URL('portcheck.wasm', import.meta.url)).then((wasm) => Engine.load(new Uint8Array(wasm), webcrypto.subtle));
  const loaded = await loading.catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  if (!loaded.dead) return loaded;
  loading = undefined;
  return engine();
}

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

// Returns portcheck.report/1 as JSON text. Rejects with BadRequest when an option is wrong; wrong files are findings.
export async function check(files: InputFile[], options: Options = {}): Promise<string> {
  const request = checkRequest(options);
  const answer = await (await engine()).check(
    request,
    files.map(({ name, bytes }) => ({ name, bytes: owned(bytes) })),
  );
  return answer.report;
}
