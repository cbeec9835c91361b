// The first report for a workbook or a letter on a cold page (start the worker, fetch, compile, check) and later ones, in Chromium,
// Firefox and WebKitGTK; with --peers also what a web developer would use instead, each in a worker of its own.
//   node tests/bench/browsers.mjs --file FILE.xlsx|FILE.pdf [--pages 5] [--runs 20] [--peers FOLDER] [--only NAME]
//     --peers   a folder with peers.mjs and its node_modules; bundled here, nothing of it is kept. For a letter it is pdf.js, which
//               extracts the text of each page and does no more.
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { openBrowser } from '../web/browser.mjs';
import { serveDist } from '../web/static_server.mjs';
import { openFirefox, openWebKit } from './other_browsers.mjs';

const { values } = parseArgs({
  options: {
    file: { type: 'string' },
    pages: { type: 'string', default: '5' },
    runs: { type: 'string', default: '20' },
    peers: { type: 'string' },
    only: { type: 'string', default: '' },
  },
});
if (!values.file) {
  console.error('usage: browsers.mjs --file FILE.xlsx|FILE.pdf [--pages N] [--runs N] [--peers FOLDER] [--only NAME]');
  process.exit(2);
}
const here = fileURLToPath(new URL('.', import.meta.url));

const letter = values.file.endsWith('.pdf');
const sheetPeers = [
  { name: 'xlsx SheetJS 0.20.3 dense + libphonenumber-js/max', packages: ['@e965/xlsx', 'libphonenumber-js/max'] },
  { name: 'xlsx fflate + hand bytes (fastest JS here)', packages: ['fflate'] },
];

// One peer as a worker: its file comes from the page, its other packages are left out.
const { build } = await import(createRequire(new URL('../../web/package.json', import.meta.url)).resolve('esbuild'));
async function bundle({ name, packages }) {
  const source = `import { PEERS } from './peers.mjs';
    let check;
    onmessage = async ({ data }) => {
      globalThis.peerFile = new Uint8Array(await data.arrayBuffer());
      check ??= await PEERS[${JSON.stringify(name)}]();
      postMessage((await check('')).errors.length);
    };`;
  const onlyWanted = {
    name: 'only-wanted',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
        if (path === 'node:fs') return { path, namespace: 'given-file' };
        const inPeers = importer.endsWith('peers.mjs') || importer.endsWith('common.mjs');
        return inPeers && !packages.includes(path) ? { path, namespace: 'empty' } : undefined;
      });
      onLoad({ filter: /.*/, namespace: 'given-file' }, () => ({
        contents: 'export default { readFileSync: () => globalThis.peerFile };',
      }));
      onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
    },
  };
  const built = await build({
    stdin: { contents: source, resolveDir: values.peers },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    define: { global: 'globalThis', 'import.meta.url': '""', 'import.meta.resolve': 'String' },
    external: ['fs', 'crypto', 'stream'],
    plugins: [onlyWanted],
    logLevel: 'error',
  });
  return Buffer.from(built.outputFiles[0].contents);
}

// pdf.js as it is meant to be used: its interface in the page, its reader in its own worker.
async function bundlePdfJs() {
  const built = await build({
    stdin: {
      contents: `import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist/build/pdf.mjs';
        GlobalWorkerOptions.workerSrc = '/pdf-worker.mjs';
        export async function check(blob) {
          const task = getDocument({ data: new Uint8Array(await blob.arrayBuffer()), verbosity: 0 });
          const pdf = await task.promise;
          let words = 0;
          for (let page = 1; page <= pdf.numPages; page++) {
            const { items } = await (await pdf.getPage(page)).getTextContent();
            words += items.map((item) => item.str).join(' ').split(/\\s+/).length;
          }
          await task.destroy();
          return words;
        }`,
      resolveDir: values.peers,
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['fs', 'module', 'url', 'node:*'],
    logLevel: 'error',
  });
  const worker = await build({
    entryPoints: [join(values.peers, 'node_modules/pdfjs-dist/build/pdf.worker.mjs')],
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  return [built, worker].map((one) => Buffer.from(one.outputFiles[0].contents));
}

const answer = (type, body) => (_, response) => {
  response.setHeader('Content-Type', type);
  response.setHeader('Cache-Control', 'no-store');
  response.end(body);
};
const file = `/${basename(values.file)}`;
const routes = {
  '/bench': answer('text/html', '<!doctype html><meta charset="utf-8"><title>Benchmark</title><script src="/bench.js"></script>'),
  '/bench.js': answer('text/javascript', readFileSync(join(here, 'browser_page.js'))),
  [file]: answer('application/octet-stream', readFileSync(values.file)),
};
const dist = (name) => readFileSync(join(here, '../../web/dist/assets', name));
const ours = ['portcheck.wasm', 'portcheck.en.txt', 'worker.js', ...(letter ? ['portcheck-letters.wasm', 'portcheck-pdf.wasm'] : [])];
const sum = (parts) => `${(parts.reduce((bytes, part) => bytes + brotliCompressSync(part).length, 0) / 1024).toFixed(0)} KiB`;
const programs = [{ title: 'portcheck', program: 'portcheck', download: sum(ours.map(dist)) }];
if (values.peers && letter) {
  const [script, worker] = await bundlePdfJs();
  routes['/pdf.mjs'] = answer('text/javascript', script);
  routes['/pdf-worker.mjs'] = answer('text/javascript', worker);
  programs.push({ title: 'pdf.js, text alone', program: '/pdf.mjs', download: sum([script, worker]) });
}
for (const [index, peer] of values.peers && !letter ? sheetPeers.entries() : []) {
  const script = await bundle(peer);
  const path = `/peer-${index}.js`;
  routes[path] = answer('text/javascript', script);
  programs.push({ title: peer.name.replace(/^xlsx /, ''), program: path, download: sum([script]) });
}

async function openChromium() {
  const opened = await openBrowser();
  return {
    name: await opened.browser.version(),
    async page(url) {
      const page = await opened.newPage();
      await page.goto(url);
      return { run: (name, argument) => page.evaluate((f, a) => window[f](a), name, argument), close: () => page.close() };
    },
    close: () => opened.close(),
  };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);

async function measure(browser, url) {
  const results = new Map(programs.map(({ title }) => [title, []]));
  const module = [];
  for (let round = 0; round < Number(values.pages); round++) {
    for (const { title, program } of programs) {
      const page = await browser.page(`${url}/bench`);
      results.get(title).push(await page.run('measure', { program, file, runs: Number(values.runs) }));
      await page.close();
    }
    const page = await browser.page(`${url}/bench`);
    module.push(await page.run('measureModule'));
    await page.close();
  }
  for (const { title, download } of programs) {
    const of = (key) => results.get(title).map((one) => one[key]);
    const own =
      title === 'portcheck' ? ['fetch', 'compile'].map((key) => median(module.map((one) => one[key])).toFixed(1)) : ['', ''];
    row([
      browser.name,
      title,
      download,
      ...own,
      median(of('cold')).toFixed(1),
      Math.max(...of('cold')).toFixed(1),
      median(of('warm')).toFixed(2),
      median(of('errors')),
    ]);
  }
}

const server = await serveDist(routes);
const profiles = mkdtempSync(join(tmpdir(), 'portcheck-browsers-'));
row([
  'browser',
  'program',
  'download (brotli)',
  'fetch ms',
  'compile ms',
  'first report ms',
  'slowest',
  'later reports ms',
  letter ? 'findings or words' : 'errors found',
]);
row(['---', '---', ...Array(7).fill('---:')]);
let failed = 0;
try {
  for (const [name, open] of Object.entries({
    chromium: openChromium,
    firefox: () => openFirefox(profiles),
    webkit: () => openWebKit(profiles),
  })) {
    if (!name.includes(values.only)) continue;
    let browser;
    try {
      browser = await open();
      await measure(browser, server.url);
    } catch (error) {
      failed += 1;
      console.error(`${name}: ${error.stack ?? error}`);
    } finally {
      await browser?.close();
    }
  }
} finally {
  await server.close();
  rmSync(profiles, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
