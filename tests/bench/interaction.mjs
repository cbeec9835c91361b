// What a customer feels, in Chromium, Firefox and WebKitGTK: from dropping a workbook to the first finding on the screen, the
// longest time the page does not answer, from a keystroke in the ticket to the new verdict, and memory after ten files.
//   node tests/bench/interaction.mjs --data FOLDER [--rows 200,10000,100000] [--rounds 3] [--peers FOLDER] [--only NAME]
//     --data    holds port-ROWS.shared.xlsx
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
  },
});
if (!values.data) {
  console.error('usage: interaction.mjs --data FOLDER [--rows N,N] [--rounds N] [--peers FOLDER] [--only NAME]');
  process.exit(2);
}
const here = fileURLToPath(new URL('.', import.meta.url));
const answer = (type, body) => (_, response) => {
  response.setHeader('Content-Type', type);
  response.end(body);
};
const form = `<!doctype html><meta charset="utf-8"><title>Benchmark</title><script type="module" src="/assets/define.js"></script>
<script src="/interaction.js"></script><form><input name="subject" value="Port"><input type="file" multiple>
<port-check attach server=""></port-check></form>`;
const routes = {
  '/page': answer('text/html', form),
  '/interaction.js': answer('text/javascript', readFileSync(join(here, 'interaction_page.js'))),
};
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

// One call each: drivers give up on a call that takes minutes.
async function more(page, count) {
  for (let file = 0; file < count; file++) await page.evaluate(() => window.another());
}

async function measure(browser, url, { title, script }, rows) {
  const seen = { drop: [], block: [], key: [], keyBlock: [], first: [], ten: [] };
  for (let round = 0; round < Number(values.rounds); round++) {
    const page = await browser.newPage();
    await page.goto(`${url}/page`);
    await page.evaluate((job) => window.prepare(job), { script, url: `/${rows}.xlsx` });
    const dropped = await page.evaluate(() => window.first());
    seen.drop.push(dropped.ms);
    seen.block.push(dropped.block);
    const keyed = await page.evaluate(() => window.key());
    seen.key.push(keyed.ms);
    seen.keyBlock.push(keyed.block);
    if (round === 0) {
      await more(page, 2);
      seen.first.push(memory(browser.pid));
      await more(page, 10);
      seen.ten.push(memory(browser.pid));
    }
    await page.close();
  }
  const of = (key) => median(seen[key]).toFixed(0);
  row([browser.name, title, rows.toLocaleString('en-US'), of('drop'), of('block'), of('key'), of('keyBlock'), of('first'), of('ten')]);
}

const server = await serveDist(routes);
row(['browser', 'program', 'rows', 'drop to first finding, ms', 'longest block, ms', 'keystroke to verdict, ms', 'longest block, ms', 'MiB after 3 files', 'after 13']);
row(['---', '---', ...Array(7).fill('---:')]);
let failed = 0;
try {
  for (const [name, start] of Object.entries(engines)) {
    if (!name.includes(values.only)) continue;
    const browser = await start();
    try {
      for (const rows of sizes) for (const program of programs) await measure(browser, server.url, program, rows);
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
process.exitCode = failed === 0 ? 0 : 1;
