// What is asked in every measurement: all rules, every mistake listed.
import { readFileSync } from 'node:fs';

// What a page asks: the first thousand findings, which is what it can show. Memory is measured with it, too.
export const pageRequest = { today: '2026-11-23', options: { campaign_hosts: [] } };

// The measured sheets send calls to pages of many brands, so any host is allowed; with the default hosts every row would be
// warned of, which no other program does. The report lists up to one finding for every sixteen rows, so that all
// mistakes of these sheets (one row in 37) are in it; warnings of media types beyond that are counted, not listed.
export function requestFor(truth) {
  const rows = JSON.parse(readFileSync(truth, 'utf8')).dataRows;
  const { options } = pageRequest;
  return { ...pageRequest, options: { ...options, max_findings: Math.max(1000, Math.ceil(rows / 16)) } };
}
