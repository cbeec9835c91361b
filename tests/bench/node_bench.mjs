// Times the module in Node; the same JSON lines as portcheck_bench.
//   node tests/bench/node_bench.mjs RUNS FILE...
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { performance } from 'node:perf_hooks';

const engine = new URL('../../web/dist/node.js', import.meta.url);
const [runs, ...files] = process.argv.slice(2);
if (!(Number(runs) >= 1) || files.length === 0) {
  console.error('usage: node_bench.mjs RUNS FILE...');
  process.exit(2);
}
const { check } = await import(engine);

for (const path of files) {
  const bytes = new Uint8Array(await readFile(path));
  const times = [];
  let report = '';
  for (let run = 0; run < Number(runs); run++) {
    const begun = performance.now();
    report = await check([{ name: basename(path), bytes }], { today: '2026-11-23' });
    times.push(performance.now() - begun);
  }
  const first = times[0];
  times.sort((a, b) => a - b);
  console.log(
    JSON.stringify({
      tool: 'wasm',
      file: basename(path),
      bytes: bytes.length,
      rows: JSON.parse(report).files[0].sheet.data_rows,
      first_ms: first,
      median_ms: times[Math.floor(times.length / 2)],
      best_ms: times[0],
      rss_mib: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
}
