// A page that stays open for a day: what ten more files leave behind, in the worker's modules and in the page.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { letter as makeLetter } from '../../web/dist/node.js';
import { until } from './browser.mjs';
import { eachOnItsPage, folder, page, server } from './page_each.mjs';
import { attach, checked, openPortal, press } from './site.mjs';
import { serveDist } from './static_server.mjs';

const weigher = readFileSync(new URL('../bench/interaction_worker.js', import.meta.url), 'utf8');
const worker = readFileSync(new URL('../../web/dist/assets/worker.js', import.meta.url), 'utf8');
const routes = {
  '/assets/worker.js': (_, response) => {
    response.setHeader('Content-Type', 'text/javascript');
    response.end(`${weigher}\n${worker}`);
  },
};

eachOnItsPage(undefined, () => serveDist(routes));

// Bytes of the worker's modules, elements of the page.
const weigh = () =>
  page.evaluate(async () => {
    const channel = new BroadcastChannel('bench');
    const bytes = await new Promise((resolve) => {
      channel.onmessage = ({ data }) => resolve(data.bytes);
      channel.postMessage('weigh');
    });
    channel.close();
    return { bytes, elements: document.querySelector('port-check').shadowRoot.querySelectorAll('*').length };
  });

test('ten more sheets and letters take no more memory, and leave no element behind', async () => {
  const rows = Array.from({ length: 5000 }, (_, row) => `${row % 50 === 7 ? '21273' : 2127360000 + row},https://acme.invoca.net/a_campaigns/terms/11\n`);
  const { pdf } = await makeLetter({ kind: 'local', company: 'Acme Plumbing', carrier: 'Old Bell', numbers: Array.from({ length: 300 }, (_, index) => String(2127360000 + index)) });
  await openPortal(page, server.url);
  const round = async (name) => {
    await checked(page, () => attach(page, folder.file(`${name}.csv`, `Number to Port,Campaign_url\n${rows.join('')}`), folder.file(`${name}.pdf`, Buffer.from(pdf))));
    await press(page, 'Open the sheet');
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.sheet-box[data-tone] .cursor'));
    await press(page, 'Close');
    await until(page, () => !document.querySelector('port-check').shadowRoot.querySelector('.sheet-box'));
    await page.evaluate(() => [...document.querySelectorAll('button')].filter((one) => /^Remove /.test(one.getAttribute('aria-label'))).forEach((one) => one.click()));
    await until(page, () => document.querySelector('port-check').files.length === 0);
  };
  for (const name of ['a', 'b', 'c']) await round(name);
  let before = await weigh();
  assert.ok(before.bytes > 1 << 20, `${before.bytes} bytes`);
  // Where two checks meet for the first time the modules may take more, once: a leak shows in every ten.
  for (let ten = 1; ; ten++) {
    for (let more = 0; more < 10; more++) await round(`more-${ten}-${more}`);
    const after = await weigh();
    if (ten === 3 || after.bytes === before.bytes) return assert.deepEqual(after, before);
    assert.equal(after.elements, before.elements);
    before = after;
  }
});
