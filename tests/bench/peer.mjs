// PortCheck as one program among others on the same job: times a file and judges the very report that was timed.
//   node tests/bench/peer.mjs native|wasm FILE TRUTH RUNS
// One JSON line with import_ms first_ms cold_ms median_ms rss_mib rows exact and more; exact: see conformance/truth.mjs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judge } from '../conformance/truth.mjs';
import { pageRequest, requestFor } from './request.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const programs = {
  native: [join(root, 'build/bench/portcheck_bench')],
  wasm: [process.execPath, join(root, 'tests/bench/wasm_bench.mjs')],
};
const [engine, file, truth, runs] = process.argv.slice(2);
if (!programs[engine] || !(Number(runs) >= 1)) {
  console.error('usage: peer.mjs native|wasm FILE TRUTH RUNS');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'portcheck-bench-'));
try {
  const report = join(folder, 'report.json');
  const [program, ...first] = programs[engine];
  const time = (count, request, ...more) =>
    execFileSync(program, [...first, '--runs', count, '--request', JSON.stringify(request), ...more, file], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  const [measured, ...others] = time(runs, requestFor(truth), '--report', report);
  const page = engine === 'wasm' ? time('1', pageRequest)[0] : undefined;
  const { tool, ...figures } = measured;
  console.log(
    JSON.stringify({
      peer: `portcheck ${tool}`,
      runs: Number(runs),
      import_ms: 0,
      ...figures,
      cold_ms: (figures.import_ms ?? 0) + figures.first_ms,
      ...(page && { page_ms: page.first_ms, page_memory_mib: page.memory_mib, page_beyond_file_mib: page.beyond_file_mib }),
      floors: Object.fromEntries(others.map(({ tool, median_ms }) => [tool, median_ms])),
      rows_per_s: Math.round((figures.rows / figures.median_ms) * 1000),
      ...judge(JSON.parse(readFileSync(report, 'utf8')), JSON.parse(readFileSync(truth, 'utf8'))),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
