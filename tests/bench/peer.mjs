// One line of JSON in the form of the peers' benchmark (see README.md): what PROJECT_CMD runs there.
//   node tests/bench/peer.mjs native|wasm FILE TRUTH RUNS
// TRUTH lists the mistakes the generator made as [row, code]; "exact" means that the rows with an error, the number of rows
// and the number of valid numbers are the same, "recall" is the share of the rows with mistakes that were found.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';

const [engine, file, truthFile, runs] = process.argv.slice(2);
const root = new URL('../../', import.meta.url);
const today = '2026-11-23';

// The program's own figures leave out process start, as those of the other peers do.
function native() {
  const bench = new URL('build/bench/portcheck_bench', root).pathname;
  const line = JSON.parse(execFileSync(bench, [runs, file], { encoding: 'utf8' }).split('\n')[0]);
  return {
    figures: { import_ms: 0, first_ms: line.first_ms, cold_ms: line.first_ms, median_ms: line.median_ms, best_ms: line.best_ms, rss_mib: line.rss_mib },
    report: reportOf(new URL('build/bench/portcheck', root).pathname),
  };
}

function reportOf(program) {
  const command = ['check', '--today', today, '--format', 'json', '--max-findings', '0', file];
  try {
    return execFileSync(program, command, { encoding: 'utf8', maxBuffer: 2 ** 30 });
  } catch (error) {
    if (error.status !== 1) throw error; // 1: there are findings
    return error.stdout;
  }
}

async function wasm() {
  const begun = performance.now();
  const { check } = await import(new URL('web/dist/node.js', root));
  const imported = performance.now();
  const times = [];
  let cold = 0;
  for (let run = 0; run < Number(runs); run++) {
    const start = performance.now();
    await check([{ name: basename(file), bytes: new Uint8Array(readFileSync(file)) }], { today });
    times.push(performance.now() - start);
    if (run === 0) cold = performance.now() - begun;
  }
  const first = times[0];
  times.sort((a, b) => a - b);
  const rss = Math.round(process.resourceUsage().maxRSS / 1024);
  const bytes = new Uint8Array(readFileSync(file));
  return {
    figures: { import_ms: imported - begun, first_ms: first, cold_ms: cold, median_ms: times[Math.floor(times.length / 2)], best_ms: times[0], rss_mib: rss },
    report: await check([{ name: basename(file), bytes }], { today, maxFindings: 0 }),
  };
}

function compare(report, truth) {
  // Toll-free among local numbers is one finding with all rows in the truth, and a warning may be right beside it.
  const wrong = new Set(truth.errors.map(([row]) => row));
  const found = new Set(report.findings.filter((one) => one.row).map((one) => one.row));
  const errors = new Set(report.findings.filter((one) => one.row && one.severity === 'error').map((one) => one.row));
  const hit = [...wrong].filter((row) => found.has(row)).length;
  const extra = [...errors].filter((row) => !wrong.has(row)).length;
  const sheet = report.files[0].sheet;
  return {
    rows: sheet.data_rows,
    exact: hit === wrong.size && extra === 0 && sheet.data_rows === truth.dataRows && report.request.numbers === truth.validNumbers,
    recall: wrong.size === 0 ? 1 : hit / wrong.size,
    extra: { rows: extra },
    rowsOk: sheet.data_rows === truth.dataRows,
    headerOk: sheet.header_row === truth.headerRow,
  };
}

const { figures, report } = engine === 'native' ? native() : await wasm();
const result = compare(JSON.parse(report), JSON.parse(readFileSync(truthFile, 'utf8')));
console.log(
  JSON.stringify({
    peer: `portcheck ${engine}`,
    file: basename(file),
    runs: Number(runs),
    ...figures,
    ...result,
    rows_per_s: Math.round((result.rows / figures.median_ms) * 1000),
  }),
);
