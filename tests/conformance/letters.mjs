// The letters of tests/cases/loa with their truth files, and what the engines say of them.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { judgeFacts, judgeRules, Score } from './letter_truth.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = process.env.PORTCHECK ?? join(root, 'build/release/portcheck');
const folder = process.env.LETTERS ?? join(root, 'tests/cases/loa');
const scratch = mkdtempSync(join(tmpdir(), 'portcheck-letters-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

export const today = '2026-11-26';
export const hasPdfModule = existsSync(join(root, 'web/dist/portcheck-pdf.wasm'));

export const letters = readdirSync(folder)
  .filter((name) => name.endsWith('.truth.json'))
  .sort()
  .map((name) => {
    const truth = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const stem = name.slice(0, -'.truth.json'.length);
    const file = readdirSync(folder).find((one) => one.startsWith(`${stem}.`) && !one.endsWith('.truth.json') && !one.endsWith('.csv'));
    return { name: file, stem, truth, path: join(folder, file), beside: truth.files.map((one) => join(folder, one)) };
  });

const run = promisify(execFile);

export async function native(paths, ocr = false) {
  const command = ['check', '--today', today, '--format', 'json', '--max-findings', '0', ...(ocr ? ['--ocr'] : []), ...paths];
  try {
    return (await run(program, command, { encoding: 'utf8', maxBuffer: 1 << 28 })).stdout.trim();
  } catch (error) {
    if (![1, 3].includes(error.code)) throw error; // there are findings; a file could not be read
    return error.stdout.trim();
  }
}

export async function wasm(paths) {
  const { check } = await import('../../web/dist/node.js');
  return (await check(paths.map((path) => ({ name: basename(path), bytes: new Uint8Array(readFileSync(path)) })), { today, maxFindings: 0 })).trim();
}

// A sheet with all numbers that the letter lists, and with none of them: what is beside them is too much.
function sheetOf(name, numbers) {
  const path = join(scratch, `${name}.csv`);
  writeFileSync(path, `Number to Port,Campaign_url\n${numbers.map((one) => `${one},https://harbor.invoca.net/a_campaigns/terms/11\n`).join('')}`);
  return path;
}

const countOf = (report, rule) => report.findings.find((finding) => finding.rule === rule)?.params.count ?? 0;

// {score, numbers, report}: every fact of one letter, and the rules with what belongs to it.
export async function judge({ stem, truth, path, beside }, ocr = false) {
  const { numbers } = truth.facts;
  const sheet = numbers?.length ? [sheetOf(stem, numbers)] : [];
  const matched = JSON.parse(await native([path, ...sheet], ocr));
  const alone = ocr ? matched : JSON.parse(await native([path, ...beside], ocr)); // OCR takes its time
  const { letter } = matched.files[0];
  const listed = letter?.numbers?.count ?? 0;
  const facts = judgeFacts(truth.facts, letter, { listed, extra: sheet.length ? countOf(matched, 'LOA-014') : listed });
  if (truth.facts.kind && sheet.length && !truth.rules.includes('LOA-023')) {
    const other = matched.findings.some(({ rule }) => rule === 'LOA-023');
    facts.one('kind', truth.facts.kind, other ? 'the other kind' : truth.facts.kind);
  }
  const rules = judgeRules(truth, alone);
  return { counts: { ...facts.counts, ...rules.counts }, misses: [...facts.misses, ...rules.misses], alone };
}

export function sum(all) {
  const total = new Score();
  for (const { counts } of all) for (const [fact, count] of Object.entries(counts)) total.add(fact, count);
  return total.counts;
}
