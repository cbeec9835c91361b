// Times the module in Node; the same arguments and the same JSON lines as portcheck_bench.
//   node tests/bench/wasm_bench.mjs [--runs N] [--request JSON] [--report OUT] FILE...
// A run is what a program in Node does: the file read into the module's memory, the check, the report as a string. The first is in
// a fresh instance, the others are in the same one. SHA-256 is the caller's business and timed apart.
import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';
import { webcrypto } from 'node:crypto';
import { parseArgs } from 'node:util';

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    request: { type: 'string', default: '{"today":"2026-11-23"}' },
    report: { type: 'string' },
  },
});
const runs = Number(values.runs);
if (!(runs >= 1) || files.length === 0) {
  console.error('usage: wasm_bench.mjs [--runs N] [--request JSON] [--report OUT] FILE...');
  process.exit(2);
}
const request = JSON.parse(values.request);

const mib = (bytes) => Number((bytes / 2 ** 20).toFixed(1));
const round = (ms) => Number(ms.toFixed(3));

const begun = performance.now();
const { openModule, status } = await import('../wasm/module.mjs');
let module = await openModule();
const importMs = performance.now() - begun;

for (const [index, path] of files.entries()) {
  if (index > 0) module = await openModule();
  const times = [];
  let size;
  let answer;
  let firstMemory = 0;
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const session = module.open({ ...request, files: [{ name: basename(path) }] });
    size = module.addPath(session, path);
    answer = module.finish(session);
    times.push(performance.now() - start);
    if (answer.status !== status.ok) throw new Error(`${path}: status ${answer.status}: ${answer.text}`);
    if (run === 0) firstMemory = module.memoryBytes;
  }
  const rss = process.resourceUsage().maxRSS / 1024;
  const bytes = readFileSync(path);
  const hashed = performance.now();
  await webcrypto.subtle.digest('SHA-256', bytes);
  const sha256 = performance.now() - hashed;

  const sorted = [...times].sort((a, b) => a - b);
  console.log(
    JSON.stringify({
      tool: 'wasm',
      file: basename(path),
      bytes: size,
      rows: JSON.parse(answer.text).files[0].sheet?.data_rows ?? 0,
      report_bytes: Buffer.byteLength(answer.text),
      import_ms: round(importMs),
      first_ms: round(times[0]),
      median_ms: round(sorted[Math.floor(sorted.length / 2)]),
      best_ms: round(sorted[0]),
      sha256_ms: round(sha256),
      rss_mib: Math.round(rss),
      memory_mib: mib(firstMemory), // of the module after the first run, and beyond the file's own bytes
      beyond_file_mib: mib(firstMemory - size),
      last_memory_mib: mib(module.memoryBytes),
    }),
  );
  if (values.report) writeFileSync(values.report, answer.text);
}
