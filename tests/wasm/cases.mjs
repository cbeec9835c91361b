// tests/cases/<rule-id>.json: reading them, and judging a report by what a case expects.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const folder = join(root, 'tests/cases');

export function readCases() {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      const rule = name.slice(0, -'.json'.length).toUpperCase();
      const document = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      return document.cases.map((one) => ({
        rule,
        id: `${rule}: ${one.name}`,
        request: { today: '2026-11-22', ...one.request },
        files: (one.files ?? []).map((file) => ({
          name: file.name,
          bytes: bytesOf(file),
          ...(file.document && { document: { schema: 'portcheck.document/1', ...file.document } }),
        })),
        expect: one.expect,
      }));
    });
}

// The smallest file that is taken for a PDF; what it says is the case's document.
const pdf =
  '%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n' +
  'trailer<</Root 1 0 R>>\n%%EOF\n';

function bytesOf(file) {
  if (file.text !== undefined) return new Uint8Array(Buffer.from(file.text, 'utf8'));
  if (file.parts !== undefined) {
    return new Uint8Array(Buffer.from(file.parts.map(([text, times]) => text.repeat(times)).join(''), 'utf8'));
  }
  if (file.base64 !== undefined) return new Uint8Array(Buffer.from(file.base64, 'base64'));
  if (file.path === undefined) return new Uint8Array(Buffer.from(pdf, 'utf8'));
  return new Uint8Array(readFileSync(join(root, file.path)));
}

// What is wrong with the report, as sentences; empty when it meets the expectations. Findings of the case's own rule must
// be exactly those listed; listed findings of other rules must be there; with `only`, so must every error and warning.
export function misses(report, { rule, expect }) {
  const wrong = [];
  if (expect.verdict !== undefined && report.verdict !== expect.verdict) {
    wrong.push(`the verdict is ${report.verdict}, not ${expect.verdict}`);
  }
  const left = [...report.findings];
  for (const wanted of expect.findings ?? []) {
    const at = left.findIndex((finding) => contains(finding, wanted));
    if (at < 0) wrong.push(`missing: ${JSON.stringify(wanted)}`);
    else left.splice(at, 1);
  }
  for (const finding of left) {
    const loud = expect.only && finding.severity !== 'info';
    if (finding.rule === rule || loud) wrong.push(`not expected: ${JSON.stringify(finding)}`);
  }
  return wrong;
}

function contains(finding, wanted) {
  return Object.entries(wanted).every(([name, value]) => {
    const have = finding[name];
    if (name === 'fix' && typeof value === 'string') return have?.value === value;
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      return have !== undefined && contains(have, value);
    }
    return isDeepStrictEqual(have, value);
  });
}
