// node build.mjs: everything of web/dist from src/, portal/, agent/ and the built modules (PORTCHECK_WASM, or
// build/wasm/portcheck.wasm, and beside it the other modules and the language files). Prints sizes and
// the hashes for subresource integrity; fails when something is past wasm/size_budget.json.
//   dist/          the npm package: modules for bundlers, for Node and for pages, with types
//   dist/assets/   what a server hands out, minified, and packed with brotli and gzip beside it
//   dist/portal/   the demo's page
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
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
const modules = dirname(process.env.PORTCHECK_WASM ?? join(root, 'build/wasm/portcheck.wasm'));
const built = ['portcheck.wasm', 'portcheck-letters.wasm', 'portcheck-sheets.wasm', 'portcheck-pdf.wasm', 'portcheck.en.txt'];

for (const name of built) {
  if (existsSync(join(modules, name))) continue;
  console.error(`${join(modules, name)} is missing. Build it first: cmake --preset wasm && cmake --build --preset wasm`);
  process.exit(1);
}

generateRules();

rmSync(dist, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
mkdirSync(join(dist, 'portal'));

const common = { absWorkingDir: here, bundle: true, minify: true, target: 'es2022', loader: { '.css': 'text' }, logLevel: 'warning' };
const esm = { ...common, format: 'esm', splitting: true, chunkNames: 'chunk-[hash]' };
const classic = { ...common, format: 'iife', sourcemap: 'external' }; // no comment about it: the package's copies are equal
const entries = (...names) => Object.fromEntries(names.map((name) => [name, `src/${name}.ts`]));
const { metafile } = await build({
  ...esm,
  metafile: true,
  entryPoints: { portal: 'portal/portal.ts', frame: 'portal/frame.ts', ...entries('index', 'define') },
  outdir: assets,
  sourcemap: true,
});
// A classic script: module workers came to Firefox only in 2023.
await build({ ...classic, entryPoints: entries('worker'), outdir: assets });
// Everything in one classic script, for portals where a single file with a single hash is wanted.
await build({
  ...classic,
  entryPoints: { 'port-check': 'src/script.ts' },
  outdir: assets,
  globalName: 'PortCheck',
  inject: ['src/script-url.ts'],
  define: { 'import.meta.url': 'scriptUrl' },
});
await build({ ...common, entryPoints: ['portal/portal.css', 'portal/frame.css'], outdir: assets, loader: { '.css': 'css' } });

await build({ ...esm, entryPoints: entries('index', 'element', 'define', 'client'), outdir: dist, minify: false });
await build({ ...common, entryPoints: entries('node'), outdir: dist, format: 'esm', platform: 'node', minify: false });
buildTypes();

for (const name of built) copyFileSync(join(modules, name), join(assets, name));
for (const name of ['worker.js', 'port-check.js', ...built]) copyFileSync(join(assets, name), join(dist, name));
for (const language of languages) {
  for (const folder of [assets, dist]) copyFileSync(textsOf(language), join(folder, `portcheck.${language}.txt`));
}
copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
for (const name of ['index.html', 'frame.html']) copyFileSync(join(here, 'portal', name), join(dist, 'portal', name));
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
const scripts = readdirSync(assets).filter((name) => /\.(js|css)$/.test(name));
const rows = {
  ...Object.fromEntries(built.map((name) => [name, sizes(readFileSync(join(assets, name)))])),
  loader: sizes(Buffer.from(loader.outputFiles[0].contents)),
  ...Object.fromEntries(scripts.map((name) => [name, sizes(readFileSync(join(assets, name)))])),
};
// What the element costs before anything is opened, and what comes with the first thing that is.
const closure = (entry) => {
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
const first = closure(output('src/define.ts'));
rows['element at once'] = together([...first]);
rows['element, when something is opened'] = together([...closure(output('src/workbench.ts'))].filter((path) => !first.has(path)));
for (const [name, size] of Object.entries(rows)) {
  console.log(`${name.padEnd(22)} ${String(size.raw).padStart(7)} raw ${String(size.gzip).padStart(6)} gzip ${String(size.brotli).padStart(6)} brotli`);
}
writeFileSync(join(dist, 'sizes.json'), `${JSON.stringify(rows, null, 2)}\n`);

// What a page writes into integrity="…".
const hashes = {};
for (const name of ['port-check.js', 'worker.js', ...built, ...languages.map((language) => `portcheck.${language}.txt`)]) {
  hashes[name] = `sha384-${createHash('sha384').update(readFileSync(join(assets, name))).digest('base64')}`;
  console.log(`${name.padEnd(22)} ${hashes[name]}`);
}
for (const folder of [assets, dist]) writeFileSync(join(folder, 'sri.json'), `${JSON.stringify(hashes, null, 2)}\n`);

const over = judge(rows);
for (const sentence of over) console.error(sentence);
if (over.length > 0) process.exit(1);

// Declarations with whole file names, which both ways of TypeScript to look modules up understand.
function buildTypes() {
  const types = join(dist, 'types');
  const compiler = join(here, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', here, '--emitDeclarationOnly', '--outDir', types], { stdio: 'inherit' });
  rmSync(join(types, 'portal'), { recursive: true, force: true });
  for (const name of readdirSync(types, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue;
    const path = join(types, name);
    const text = readFileSync(path, 'utf8');
    const whole = (name) => (existsSync(join(dirname(path), name, 'index.d.ts')) ? `${name.replace(/\/$/, '')}/index.js` : `${name}.js`);
    writeFileSync(path, text.replace(/(\bfrom |\bimport\()(['"])(\.\.?(?:\/[^'"]*?)?)(?:\.js)?\2/g, (_, before, quote, name) => before + quote + whole(name) + quote));
  }
}
