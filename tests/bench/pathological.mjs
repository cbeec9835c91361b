// The time that hostile files need at n and at 2n, natively and in wasm: about twice as much, whatever the file.
//   node tests/bench/pathological.mjs [--only TEXT] [--runs N]
// Exits with 1 if a program dies on a file, or if in three measurements the time grows clearly faster than the file or a byte
// costs far more than one of an ordinary sheet.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { files, ordinary } from './pathological_files.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, runs: { type: 'string', default: '3' } } });

const engines = {
  native: [join(root, 'build/bench/portcheck_bench')],
  wasm: [process.execPath, join(root, 'tests/bench/wasm_bench.mjs')],
};
const tooFast = 3; // ms: below, the clock and the cache decide
const tooSteep = 2.5; // times as long for twice the size
const tooDear = 10; // times the cost of a byte in an ordinary sheet; a file that is read again and again has more
const noticed = 50; // ms: below, nobody waits

const folder = mkdtempSync(join(tmpdir(), 'portcheck-pathological-'));
const report = join(folder, 'report.json');

function measure(engine, path) {
  const [program, ...words] = engines[engine];
  try {
    const output = execFileSync(program, [...words, '--runs', values.runs, '--report', report, path], {
      encoding: 'utf8',
      timeout: 120_000,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [{ best_ms: ms, rss_mib: rss, memory_mib: memory }] = output.split('\n').map((line) => line && JSON.parse(line));
    return { ms, mib: memory ?? rss };
  } catch (error) {
    return {
      died:
        error.code === 'ETIMEDOUT' ? 'more than 120 s' : (error.stderr || String(error)).trim().split('\n').pop().slice(0, 80),
    };
  }
}

// What the customer is told first: an error that says why the file was not read, or how many rows were.
function answer() {
  const { files: read, findings } = JSON.parse(readFileSync(report, 'utf8'));
  const refusal = findings.find(({ rule, severity }) => severity === 'error' && /^(FIL|HDR)/.test(rule));
  return refusal ? refusal.rule : `${read[0].sheet?.data_rows ?? 0} rows`;
}

// `plain`: milliseconds for a byte of an ordinary sheet, in this engine and on this machine as it is now.
function grow(engine, small, large, plain) {
  const size = statSync(large).size;
  let best = { ratio: Infinity };
  for (let attempt = 0; attempt < 3; attempt++) {
    const [a, b] = [measure(engine, small), measure(engine, large)];
    const died = a.died ?? b.died;
    if (died) return { died };
    const ratio = b.ms / a.ms;
    if (ratio < best.ratio) best = { ratio, ms: b.ms, mib: b.mib, dear: b.ms / size / plain };
    if (b.ms < tooFast || best.ratio < tooSteep) break;
  }
  const slow = best.ms >= noticed && best.dear >= tooDear;
  return { ...best, bad: slow || (best.ms >= tooFast && best.ratio >= tooSteep) };
}

const row = (cells) => console.log(`| ${cells.join(' | ')} |`);
row(['file', 'MB', 'native ms', 'grows', 'a byte', 'MiB', 'wasm ms', 'grows', 'a byte', 'MiB', 'answer', '']);
row(['---', ...Array(9).fill('---:'), '---', '---']);
let bad = 0;
try {
  const sheet = join(folder, 'plain.csv');
  writeFileSync(sheet, ordinary());
  const plain = {};
  for (const engine of Object.keys(engines)) plain[engine] = measure(engine, sheet).ms / statSync(sheet).size;
  for (const { name, n, make } of files.filter((one) => one.name.includes(values.only))) {
    const extension = name.split(':')[0];
    const [small, large] = [1, 2].map((factor) => join(folder, `${factor}.${extension}`));
    writeFileSync(small, make(n));
    const bytes = make(2 * n);
    writeFileSync(large, bytes);
    const native = grow('native', small, large, plain.native);
    const wasm = grow('wasm', small, large, plain.wasm);
    const cells = ({ died, ms, ratio, mib, dear }) =>
      died
        ? [died, '', '', '']
        : [ms.toFixed(1), ...(ms < tooFast ? ['', ''] : [`× ${ratio.toFixed(1)}`, `× ${dear.toFixed(1)}`]), mib];
    const trouble = [native, wasm].some((one) => one.died || one.bad);
    bad += trouble ? 1 : 0;
    row([
      name,
      (bytes.length / 1e6).toFixed(1),
      ...cells(native),
      ...cells(wasm),
      native.died && wasm.died ? '' : answer(),
      trouble ? '←' : '',
    ]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `\n"grows": against a file of half the size. "a byte": against one of an ordinary CSV file. ${bad} ${bad === 1 ? 'file' : 'files'} out of line.`,
);
process.exitCode = bad === 0 ? 0 : 1;
