// portcheck.request/1: what the engine is asked, without the files' bytes. The parser is shared/src/text/request_json.cc.
import type { Language } from './words';

export type RequestedKind = 'auto' | 'local' | 'toll-free';

export interface Ticket {
  subject?: string;
  description?: string;
  reason?: string; // Case Reason: "Number Management"
  sub_category?: string; // "Porting Numbers"
  complete?: boolean; // false while files may still be added: missing ones are not judged
  rejection?: { date: string; text?: string }; // a carrier's refusal of an earlier try
}

// What is agreed with one customer.
export interface Profile {
  kind?: RequestedKind;
  campaign_hosts?: string[];
  allotment?: { used: number; total: number };
  max_numbers?: number; // of one request
  required_columns?: string[]; // must be there, and filled in every row
  optional_columns?: string[]; // may be there, and empty
  marketing_columns?: string[]; // the marketing data dictionary
  media_types?: string[]; // the customer's own
  standard_media_types?: boolean; // false: only the customer's own
}

// Wins over the profile.
export interface CheckOptions extends Profile {
  max_findings?: number; // 0: all
}

// Another request that is still open.
export interface OpenRequest {
  ticket?: string;
  numbers: string[]; // ten digits each
}

export interface CheckRequest {
  today: string; // YYYY-MM-DD where the customer is
  ticket?: Ticket;
  profile?: Profile;
  open_requests?: OpenRequest[];
  options?: CheckOptions;
}

export type SheetType = 'xlsx' | 'csv';
export type NumberStyle = 'auto' | 'dashes' | 'digits' | 'e164' | 'national'; // 212-736-0143, 2127360143, +12127360143, (212) 736-0143

export interface HandBackOptions {
  type?: SheetType; // default: xlsx
  numbers?: NumberStyle; // default: auto, as most numbers of the column are written
  language?: Language; // of what is written beside the customer's own words: notes, the list of changes; default: en
}

// What stands in a Letter of Authorization, portcheck.letter/1. What is left out is a field to be filled in.
export interface LetterForm {
  kind: 'local' | 'toll-free';
  today: string; // YYYY-MM-DD
  company?: string; // as on the bill
  service_address?: string; // lines divided by \n
  billing_address?: string; // where it is another one
  carrier?: string; // the provider today
  account?: string;
  btn?: string; // only local
  resporg?: string; // only toll-free
  new_provider?: string; // default: Invoca
  name?: string; // who signs
  title?: string;
  numbers?: string[]; // ten digits each
  signed_on?: string; // YYYY-MM-DD
}

export interface RequestWithFiles extends CheckRequest {
  files: { name: string; sha256?: string }[];
}

export function localToday(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
