// node build.mjs: everything of web/dist from src/, portal/, agent/ and the built modules (PORTCHECK_WASM, or
// build/wasm/portcheck.wasm, and beside it portcheck-sheets.wasm, portcheck-pdf.wasm and the language files). Fails when wasm and loader are past wasm/size_budget.json.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { judge, sizes } from '../wasm/check_size.mjs';
import { generateRules, languages, textsOf } from './generate.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..');
const dist = join(here, 'dist');
const assets = join(dist, 'assets');
const wasm = process.env.PORTCHECK_WASM ?? join(root, 'build/wasm/portcheck.wasm');
const sheets = join(dirname(wasm), 'portcheck-sheets.wasm');
const pdf = join(dirname(wasm), 'portcheck-pdf.wasm');
const texts = join(dirname(wasm), 'portcheck.en.txt');

for (const file of [wasm, sheets, pdf, texts]) {
  if (existsSync(file)) continue;
  console.error(`${file} is missing. Build it first: cmake --preset wasm && cmake --build --preset wasm`);
  process.exit(1);
}

generateRules();

rmSync(dist, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
mkdirSync(join(dist, 'portal'));

const common = { absWorkingDir: here, bundle: true, minify: true, target: 'es2022', loader: { '.css': 'text' }, logLevel: 'warning' };
const { metafile } = await build({
  ...common,
  metafile: true,
  entryPoints: { portal: 'portal/portal.ts', index: 'src/index.ts', define: 'src/define.ts' },
  outdir: assets,
  format: 'esm',
  splitting: true,
  chunkNames: 'chunk-[hash]',
  sourcemap: true,
});
// A classic script: module workers came to Firefox only in 2023.
await build({ ...common, entryPoints: { worker: 'src/worker.ts' }, outdir: assets, format: 'iife', sourcemap: true });
await build({ ...common, entryPoints: { node: 'src/node.ts' }, outdir: dist, format: 'esm', platform: 'node', minify: false });
await build({ ...common, entryPoints: ['portal/portal.css'], outdir: assets, loader: { '.css': 'css' } });

for (const folder of [assets, dist]) {
  copyFileSync(wasm, join(folder, 'portcheck.wasm'));
  copyFileSync(sheets, join(folder, 'portcheck-sheets.wasm'));
  copyFileSync(pdf, join(folder, 'portcheck-pdf.wasm'));
  copyFileSync(texts, join(folder, 'portcheck.en.txt'));
}
for (const language of languages) copyFileSync(textsOf(language), join(assets, `portcheck.${language}.txt`));
copyFileSync(join(here, 'portal/index.html'), join(dist, 'portal/index.html'));
const agent = join(here, 'agent');
for (const name of existsSync(agent) ? readdirSync(agent) : []) {
  if (name.endsWith('.css')) copyFileSync(join(agent, name), join(assets, name));
}

// Packed once here, so that the server need not at every request.
for (const folder of [assets, join(dist, 'portal')]) {
  for (const name of readdirSync(folder).filter((one) => /\.(js|css|wasm|txt|html)$/.test(one))) {
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

// The loader as it is downloaded, apart from the rest of the worker.
const loader = await build({ ...common, entryPoints: ['src/wasm-loader.ts'], format: 'esm', write: false });
const measured = {
  'portcheck.wasm': sizes(readFileSync(wasm)),
  'portcheck-sheets.wasm': sizes(readFileSync(sheets)),
  'portcheck-pdf.wasm': sizes(readFileSync(pdf)),
  'portcheck.en.txt': sizes(readFileSync(texts)),
  loader: sizes(Buffer.from(loader.outputFiles[0].contents)),
};
// What the element costs before anything is opened, and what comes with the first thing that is.
const scripts = (entry) => {
  const found = new Set();
  const visit = (path) => {
    if (found.has(path)) return;
    found.add(path);
    for (const { path: next, kind } of metafile.outputs[path].imports) if (kind === 'import-statement') visit(next);
  };
  visit(entry);
  return found;
};
const output = (entryPoint) => Object.keys(metafile.outputs).find((path) => metafile.outputs[path].entryPoint === entryPoint);
const together = (paths) => {
  const all = paths.map((path) => sizes(readFileSync(join(here, path))));
  return Object.fromEntries(['raw', 'gzip', 'brotli'].map((unit) => [unit, all.reduce((sum, one) => sum + one[unit], 0)]));
};
const first = scripts(output('src/define.ts'));
measured['element at once'] = together([...first]);
measured['element, when something is opened'] = together([...scripts(output('src/workbench.ts'))].filter((path) => !first.has(path)));
const names = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
const rows = { ...measured, ...Object.fromEntries(names.map((name) => [name, sizes(readFileSync(join(assets, name)))])) };
for (const [name, size] of Object.entries(rows)) {
  console.log(`${name.padEnd(22)} ${String(size.raw).padStart(7)} raw ${String(size.gzip).padStart(6)} gzip ${String(size.brotli).padStart(6)} brotli`);
}
writeFileSync(join(dist, 'sizes.json'), `${JSON.stringify(rows, null, 2)}\n`);
const over = judge(measured);
for (const sentence of over) console.error(sentence);
if (over.length > 0) process.exit(1);
