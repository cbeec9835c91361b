// Runs PortCheck, and other programs on the same job, on the same files in turn, and prints what each needs.
//   node tests/bench/table.mjs --data FOLDER [--sizes 10000,100000] [--rounds 3] [--peers FOLDER] [--program 'KIND::NAME::COMMAND']...
//     --data      port-N.{csv,shared.xlsx,inline.xlsx,truth.json} for each size
//     --peers     a folder with one.mjs, which is run as `node one.mjs PEER FILE TRUTH RUNS` and prints peer.mjs's JSON line
//     --program   any other program that prints that line; KIND is csv or xlsx; {file} {truth} {runs} in COMMAND are replaced
//     --slow      also the slowest programs on a million rows (minutes each)
//     --out       a file for the raw lines
// Each round starts every program anew, one after the other, so that a busy moment hits all alike. Figures are medians.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = fileURLToPath(new URL('.', import.meta.url));
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    sizes: { type: 'string', default: '10000,100000' },
    rounds: { type: 'string', default: '3' },
    peers: { type: 'string' },
    program: { type: 'string', multiple: true, default: [] },
    slow: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
});
if (!values.data) {
  console.error(
    'usage: table.mjs --data FOLDER [--sizes N,N] [--rounds N] [--peers FOLDER] [--program KIND::NAME::COMMAND]... [--slow] [--out FILE]',
  );
  process.exit(2);
}
const sizes = values.sizes.split(',').map(Number);
const rounds = Number(values.rounds);
const million = 1_000_000;

// What a web developer would use instead, named as one.mjs names them. slow: left out of a million rows.
const npmPeers = [
  { kind: 'csv', name: 'csv papaparse + libphonenumber-js/max', slow: true },
  { kind: 'csv', name: 'csv udsv + hand' },
  { kind: 'csv', name: 'csv hand bytes (fastest JS here)' },
  { kind: 'xlsx', name: 'xlsx SheetJS 0.20.3 dense + libphonenumber-js/max', slow: true },
  { kind: 'xlsx', name: 'xlsx fflate + hand bytes (fastest JS here)' },
  { kind: 'xlsx', name: 'xlsx node zlib + hand bytes (fastest JS here)' },
];

// How many times faster than whom we want to be.
const goals = [
  { kind: 'csv', engine: 'wasm', than: /papaparse \+ libphonenumber-js\/max/, times: 45 },
  { kind: 'csv', engine: 'wasm', than: /udsv \+ hand/, times: 4 },
  { kind: 'csv', engine: 'wasm', than: /csv hand bytes/, times: 1.5 },
  { kind: 'xlsx', engine: 'wasm', than: /SheetJS.*libphonenumber-js\/max/, times: 30 },
  { kind: 'xlsx', engine: 'wasm', than: /fflate \+ hand bytes/, times: 2.5 },
  { kind: 'csv', engine: 'native', than: /rust csv/i, times: 2 },
  { kind: 'xlsx', engine: 'native', than: /calamine/i, times: 5 },
  { kind: 'xlsx', engine: 'native', than: /^inflate \(libdeflate\)/, times: 1 / 2.5 },
];

const kindOf = (file) => (file.endsWith('.csv') ? 'csv' : 'xlsx');
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

const programs = [
  ...['native', 'wasm'].map((engine) => ({
    name: `portcheck ${engine}`,
    command: ['node', join(here, 'peer.mjs'), engine, '{file}', '{truth}', '{runs}'],
  })),
  ...(values.peers
    ? npmPeers.map((peer) => ({
        ...peer,
        cwd: values.peers,
        command: ['node', 'one.mjs', peer.name, '{file}', '{truth}', '{runs}'],
      }))
    : []),
  ...values.program.map((text) => {
    const [kind, name, command] = text.split('::');
    return { kind, name, command: command.split(' ') };
  }),
];

function run({ command, cwd }, file, truth, runs) {
  const [program, ...words] = command.map((word) => ({ '{file}': file, '{truth}': truth, '{runs}': String(runs) })[word] ?? word);
  const output = execFileSync(program, words, { cwd, encoding: 'utf8', timeout: 300_000, maxBuffer: 1 << 26 });
  return JSON.parse(output.trim().split('\n').pop());
}

// Several processes of one program on one file, as one line.
function summary(name, lines) {
  const of = (key) => lines.map((line) => line[key]).filter((value) => value !== undefined);
  const { rows, exact, page_memory_mib: memory, page_beyond_file_mib: beyond, sha256_ms: sha256 } = lines[0];
  return {
    name,
    cold: median(of('cold_ms')),
    warm: median(of('median_ms')),
    best: Math.min(...of('best_ms')),
    rss: Math.max(...of('rss_mib')),
    rows,
    exact,
    memory,
    beyond,
    sha256,
  };
}

function measure(file, truth, size) {
  const fitting = programs.filter(
    ({ kind, slow }) => (!kind || kind === kindOf(file)) && (!slow || size < million || values.slow),
  );
  const lines = new Map(fitting.map(({ name }) => [name, []]));
  const floors = new Map();
  for (let round = 0; round < rounds; round++) {
    for (const program of fitting) {
      if (program.slow && size >= million && round > 0) continue;
      const line = run(program, file, truth, program.slow && size >= million ? 1 : 5);
      if (values.out) appendFileSync(values.out, `${JSON.stringify({ program: program.name, size, round, ...line })}\n`);
      if (line.error) console.error(`${program.name}: ${line.error}`);
      else lines.get(program.name).push(line);
      for (const [name, ms] of Object.entries(line.floors ?? {})) floors.set(name, [...(floors.get(name) ?? []), ms]);
    }
  }
  return [
    ...[...lines].filter(([, list]) => list.length > 0).map(([name, list]) => summary(name, list)),
    ...[...floors].map(([name, list]) => ({ name, warm: median(list) })),
  ];
}

const number = (value, digits = 1) => (value === undefined ? '' : value >= 1000 ? value.toFixed(0) : value.toFixed(digits));
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);

function show(file, measured) {
  const native = measured.find(({ name }) => name === 'portcheck native');
  const wasm = measured.find(({ name }) => name === 'portcheck wasm');
  const size = readFileSync(file).length;
  console.log(`\n### ${file.split('/').pop()} (${(size / 1e6).toFixed(1)} MB)\n`);
  row(['', 'cold ms', 'warm ms', 'rows/s', 'RSS MiB', 'wasm memory MiB (beyond the file)', 'exact', '÷ native', '÷ wasm']);
  row(['---', ...Array(8).fill('---:')]);
  for (const one of [...measured].sort((a, b) => a.warm - b.warm)) {
    row([
      one.name.startsWith('portcheck') ? `**${one.name}**` : one.name,
      number(one.cold),
      number(one.warm, 2),
      one.rows ? `${Math.round(one.rows / one.warm)} k` : '',
      one.rss ?? '',
      one.memory ? `${one.memory} (${one.beyond})` : '',
      one.exact === undefined ? '' : one.exact ? 'yes' : 'no',
      (one.warm / native.warm).toFixed(2),
      (one.warm / wasm.warm).toFixed(2),
    ]);
  }
  return goals.flatMap(({ kind, engine, than, times }) => {
    const other = kind === kindOf(file) && measured.find(({ name }) => than.test(name));
    if (!other) return [];
    const reached = other.warm / (engine === 'native' ? native : wasm).warm;
    return [
      [
        file.split('/').pop(),
        `${engine} against ${other.name}`,
        `${times.toFixed(1)} ×`,
        `${reached.toFixed(2)} ×`,
        reached >= times ? 'yes' : 'no',
      ],
    ];
  });
}

if (values.out) writeFileSync(values.out, '');
console.log(`${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}; ${rounds} rounds`);
const reached = [];
const perRow = new Map();
for (const size of sizes) {
  for (const kind of ['csv', 'shared.xlsx', 'inline.xlsx']) {
    const file = join(values.data, `port-${size}.${kind}`);
    if (!existsSync(file)) continue;
    if (kind !== 'csv' && !existsSync(`${file}.parts`)) execFileSync('python3', [join(here, 'parts.py'), file]);
    const measured = measure(file, join(values.data, `port-${size}.truth.json`), size);
    reached.push(...show(file, measured));
    for (const { name, warm, rows } of measured) {
      if (!name.startsWith('portcheck')) continue;
      const key = `${name}, ${kind}`;
      perRow.set(key, { ...perRow.get(key), [size]: Math.round((warm / rows) * 1e6) });
    }
  }
}

if (reached.length > 0) {
  console.log('\n### Goals (warm)\n');
  row(['file', 'what', 'wanted', 'reached', '']);
  row(['---', '---', '---:', '---:', '---']);
  reached.forEach(row);
}
console.log('\n### Nanoseconds a row (warm)\n');
row(['', ...sizes.map((size) => `${size} rows`)]);
row(['---', ...sizes.map(() => '---:')]);
for (const [name, bySize] of perRow) row([name, ...sizes.map((size) => bySize[size] ?? '')]);
