// The first report for a workbook or a letter on a cold page (start the worker, fetch, compile, check) and later ones, in Chromium,
// Firefox and WebKitGTK; with --peers also what a web developer would use instead, each in a worker of its own.
//   node tests/bench/browsers.mjs --file FILE.xlsx|FILE.pdf [--pages 5] [--runs 20] [--peers FOLDER] [--only NAME]
//     --peers   a folder with peers.mjs and its node_modules; bundled here, nothing of it is kept. For a letter it is pdf.js, which
//               extracts the text of each page and does no more.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { engines } from '../web/engines.mjs';
import { serveDist } from '../web/static_server.mjs';
import { bundlePdfJs, bundlePeer, sheetPeers } from './peer_bundle.mjs';

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
  const [script, worker] = await bundlePdfJs(values.peers);
  routes['/pdf.mjs'] = answer('text/javascript', script);
  routes['/pdf-worker.mjs'] = answer('text/javascript', worker);
  programs.push({ title: 'pdf.js, text alone', program: '/pdf.mjs', download: sum([script, worker]) });
}
for (const [index, peer] of values.peers && !letter ? sheetPeers.entries() : []) {
  const script = await bundlePeer(values.peers, peer);
  const path = `/peer-${index}.js`;
  routes[path] = answer('text/javascript', script);
  programs.push({ title: peer.name.replace(/^xlsx /, ''), program: path, download: sum([script]) });
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);

async function measure(browser, url) {
  const results = new Map(programs.map(({ title }) => [title, []]));
  const module = [];
  for (let round = 0; round < Number(values.pages); round++) {
    for (const { title, program } of programs) {
      const page = await browser.newPage();
      await page.goto(`${url}/bench`);
      const job = { program, file, runs: Number(values.runs) };
      const done = page.evaluate((one) => window.measure(one), job);
      // Another program may not run in this browser, which is a result too.
      results.get(title).push(await (program === 'portcheck' ? done : done.catch((error) => ({ trouble: String(error.message).split('\n')[0] }))));
      await page.close();
    }
    const page = await browser.newPage();
    await page.goto(`${url}/bench`);
    module.push(await page.evaluate(() => window.measureModule()));
    await page.close();
  }
  for (const { title, download } of programs) {
    const of = (key) => results.get(title).map((one) => one[key]);
    const trouble = of('trouble').find(Boolean);
    if (trouble) {
      row([browser.name, title, download, '', '', trouble.slice(0, 80), '', '', '']);
      continue;
    }
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
  for (const [name, open] of Object.entries(engines)) {
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
}
process.exitCode = failed === 0 ? 0 : 1;
