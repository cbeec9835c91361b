// portcheck.request/1: what the engine is asked, without the files' bytes. The parser is shared/src/text/request_json.cc.

export type RequestedKind = 'auto' | 'local' | 'toll-free';

export interface Ticket {
  subject?: string;
  description?: string;
  reason?: string; // Case Reason: "Number Management"
  sub_category?: string; // "Porting Numbers"
  complete?: boolean; // false while files may still be added: missing ones are not judged
}

export interface CheckOptions {
  kind?: RequestedKind;
  max_findings?: number; // 0: all
  campaign_hosts?: string[];
  allotment?: { used: number; total: number };
}

export interface CheckRequest {
  today: string; // YYYY-MM-DD where the customer is
  ticket?: Ticket;
  options?: CheckOptions;
}

export type SheetType = 'xlsx' | 'csv';
export type NumberStyle = 'auto' | 'dashes' | 'digits' | 'e164' | 'national'; // 212-736-0143, 2127360143, +12127360143, (212) 736-0143

export interface HandBackOptions {
  type?: SheetType; // default: xlsx
  numbers?: NumberStyle; // default: auto, as most numbers of the column are written
}

export interface RequestWithFiles extends CheckRequest {
  files: { name: string; sha256?: string }[];
}

export function localToday(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
