// What a customer feels, in Chromium, Firefox and WebKitGTK: from dropping a workbook to the first finding on the screen, the
// longest time the page does not answer, from a keystroke in the ticket to the new verdict, memory after 3, 13 and 23 files, and
// how the sheet's grid scrolls.
//   node tests/bench/interaction.mjs --data FOLDER [--rows 200,10000,100000] [--rounds 3] [--peers FOLDER] [--only NAME] [--scroll]
//     --data    holds port-ROWS.shared.xlsx
//     --scroll  only how the sheet's grid scrolls
//     --peers   as for browsers.mjs; the same job in a developer's worker, which draws nothing
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { engines } from '../web/engines.mjs';
import { serveDist } from '../web/static_server.mjs';
import { bundlePeer, sheetPeers } from './peer_bundle.mjs';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    rows: { type: 'string', default: '200,10000,100000' },
    rounds: { type: 'string', default: '3' },
    peers: { type: 'string' },
    only: { type: 'string', default: '' },
    scroll: { type: 'boolean', default: false },
  },
});
if (!values.data) {
  console.error('usage: interaction.mjs --data FOLDER [--rows N,N] [--rounds N] [--peers FOLDER] [--only NAME] [--scroll]');
  process.exit(2);
}
const chosen = Object.entries(engines).filter(([name]) => name.includes(values.only.toLowerCase()));
if (chosen.length === 0) {
  console.error(`interaction.mjs: no browser '${values.only}'; there are: ${Object.keys(engines).join(', ')}`);
  process.exit(2);
}
const here = fileURLToPath(new URL('.', import.meta.url));
const answer = (type, body) => (_, response) => {
  response.setHeader('Content-Type', type);
  response.end(body);
};
const form = (head, check) => `<!doctype html><meta charset="utf-8"><title>Benchmark</title>${head}
<script src="/interaction.js"></script><form><input name="subject" value="Port"><input type="file" multiple>${check}</form>`;
const routes = {
  '/page': answer('text/html', form('<script type="module" src="/assets/define.js"></script>', '<port-check attach server=""></port-check>')),
  '/peer-page': answer('text/html', form('', '')),
  '/interaction.js': answer('text/javascript', readFileSync(join(here, 'interaction_page.js'))),
};
// The worker as it is, and beside it an answer to how much memory its modules have.
const worker = readFileSync(join(here, '../../web/dist/assets/worker.js'), 'utf8');
routes['/assets/worker.js'] = answer('text/javascript', `${readFileSync(join(here, 'interaction_worker.js'), 'utf8')}\n${worker}`);
const sizes = values.rows.split(',').map(Number);
for (const rows of sizes) {
  routes[`/${rows}.xlsx`] = answer('application/octet-stream', readFileSync(join(values.data, `port-${rows}.shared.xlsx`)));
}
const programs = [{ title: 'portcheck' }];
if (values.peers) {
  routes['/peer.js'] = answer('text/javascript', await bundlePeer(values.peers, sheetPeers[0]));
  programs.push({ title: sheetPeers[0].name.replace(/^xlsx /, ''), script: '/peer.js' });
}

// The browser's processes together, in MiB: their own pages, and their share of what they have in common.
function memory(root) {
  const parents = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      parents.set(Number(pid), Number(parent));
    } catch {
      // it has ended
    }
  }
  const under = (pid) => pid === root || (parents.has(pid) && under(parents.get(pid)));
  let kib = 0;
  for (const pid of parents.keys()) {
    if (!under(pid)) continue;
    try {
      kib += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      // it has ended
    }
  }
  return kib / 1024;
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);

// What is not used any more is given back first, where a driver can ask for that; elsewhere the browser is left alone for a moment.
async function afterRest(page) {
  const own = page.page;
  if (typeof own?.createCDPSession !== 'function' || !own.workers) {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return undefined;
  }
  let session;
  try {
    session = await own.createCDPSession();
  } catch {
    return afterRest({}); // Firefox
  }
  let heap = 0;
  for (const client of [session, ...own.workers().map((one) => one.client)]) {
    await client.send('HeapProfiler.enable');
    await client.send('HeapProfiler.collectGarbage');
    heap += (await client.send('Runtime.getHeapUsage')).usedSize;
  }
  return heap / 1024 / 1024;
}

async function weigh(browser, page) {
  const heap = await afterRest(page);
  const { wasm, nodes } = await page.evaluate(() => window.weigh());
  return { all: memory(browser.pid), heap, wasm: wasm / 1024 / 1024, nodes };
}

// One call each: drivers give up on a call that takes minutes.
async function more(page, count) {
  for (let file = 0; file < count; file++) await page.evaluate(() => window.another());
}

async function measure(browser, url, { title, script }, rows) {
  const seen = { drop: [], block: [], key: [], keyBlock: [] };
  const weights = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    const page = await browser.newPage();
    await page.goto(`${url}/${script ? 'peer-page' : 'page'}`);
    await page.evaluate((job) => window.prepare(job), { script, url: `/${rows}.xlsx` });
    const dropped = await page.evaluate(() => window.first());
    seen.drop.push(dropped.ms);
    seen.block.push(dropped.block);
    const keyed = await page.evaluate(() => window.key());
    seen.key.push(keyed.ms);
    seen.keyBlock.push(keyed.block);
    if (round === 0) {
      for (const count of [2, 10, 10]) {
        await more(page, count);
        weights.push(await weigh(browser, page));
      }
    }
    await page.close();
  }
  const of = (key) => median(seen[key]).toFixed(0);
  row([browser.name, title, rows.toLocaleString('en-US'), of('drop'), of('block'), of('key'), of('keyBlock'), ...['all', 'heap', 'wasm', 'nodes'].map((key) => weights.map((one) => one[key]?.toFixed(0) ?? '').join(' → '))]);
}

const gestures = ['wheel', 'PageDown', 'drag'];
const scrollRows = [];

// The grid of the sheet, scrolled by 120 steps of each gesture.
async function scroll(browser, url, rows) {
  const page = await browser.newPage();
  await page.goto(`${url}/page`);
  await page.evaluate((job) => window.prepare(job), { url: `/${rows}.xlsx` });
  await page.evaluate(() => window.first());
  await page.evaluate(() => window.openSheet());
  for (const gesture of gestures) {
    const { frames, filled } = await page.evaluate((which) => window.scrolled(which), gesture);
    const late = frames.filter((ms) => ms > 50).length;
    scrollRows.push([browser.name, rows.toLocaleString('en-US'), gesture, median(frames).toFixed(0), Math.max(...frames).toFixed(0), `${((100 * late) / frames.length).toFixed(0)} %`, filled.toFixed(0)]);
  }
  await page.close();
}

const server = await serveDist(routes);
row(['browser', 'program', 'rows', 'drop to first finding, ms', 'longest block, ms', 'keystroke to verdict, ms', 'longest block, ms', 'MiB of the browser after 3, 13 and 23 files', 'of them JavaScript', 'WebAssembly', 'elements in the page']);
row(['---', '---', ...Array(9).fill('---:')]);
let failed = 0;
try {
  for (const [name, start] of chosen) {
    const browser = await start();
    try {
      for (const rows of sizes) {
        if (!values.scroll) for (const program of programs) await measure(browser, server.url, program, rows);
        await scroll(browser, server.url, rows);
      }
    } catch (error) {
      failed += 1;
      console.error(`${name}: ${error.stack ?? error}`);
    } finally {
      await browser.close();
    }
  }
} finally {
  await server.close();
}
console.log('');
row(['browser', 'rows', 'gesture', 'frame, median ms', 'longest frame, ms', 'frames over 50 ms', 'ms until every row in sight is filled']);
row(['---', '---:', '---', ...Array(4).fill('---:')]);
for (const cells of scrollRows) row(cells);
process.exitCode = failed === 0 ? 0 : 1;
