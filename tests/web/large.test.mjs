// Large files: the worker does the work, the page stays awake, and progress is told in words.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { check } from '../../web/dist/node.js';
import { openBrowser, until } from './browser.mjs';
import { attach, checked, openFolder, openPortal, openSite } from './site.mjs';

let site, chromium, folder;
before(async () => {
  site = await openSite();
  chromium = await openBrowser();
  folder = openFolder();
});
after(async () => {
  await chromium?.close();
  await site?.close();
  folder?.close();
});

// Counts from now on how long the main thread was ever away.
async function watchThread(page) {
  await page.evaluate(() => {
    window.longestGap = 0;
    let last = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.now();
      window.longestGap = Math.max(window.longestGap, now - last);
      last = now;
      setTimeout(() => channel.port2.postMessage(0));
    };
    channel.port2.postMessage(0);
  });
}

test('a 10,000-row workbook gets its full report from the worker', async (t) => {
  const path = folder.workbook('ten-thousand.xlsx', 10_000, 100);
  const page = await chromium.newPage();
  await openPortal(page, site.url);
  await watchThread(page);
  const begun = Date.now();
  const seen = await checked(page, () => attach(page, path));
  const took = Date.now() - begun;
  t.diagnostic(`10,000 rows: report after ${took} ms, longest main-thread gap ${Math.round(await page.evaluate(() => window.longestGap))} ms`);
  assert.equal(page.workers().length, 1, 'one worker');
  assert.match(seen.items.sheet.text, /9,900 numbers/);

  const { report, request } = await page.evaluate(() => {
    const element = document.querySelector('port-check');
    return { report: element.report, request: { today: element.report.checked_on, ticket: { ...element.ticket, complete: true } } };
  });
  const bytes = readFileSync(path);
  const expected = JSON.parse(await check([{ name: 'ten-thousand.xlsx', bytes }], request));
  assert.deepEqual(report, expected);
  assert.equal(report.counts.by_rule['NUM-001'], 100);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('work that lasts shows what is being done, and the page answers meanwhile', async (t) => {
  const lines = ['Number to Port,Campaign_url,description'];
  for (let row = 0; row < 600_000; row++) {
    lines.push(`${2127000000 + row},https://acme.invoca.net/a_campaigns/terms/${row % 50},"Row ${row}, of many"`);
  }
  const path = folder.file('many.csv', lines.join('\n'));
  const page = await chromium.newPage();
  await openPortal(page, site.url);
  await watchThread(page);
  await page.evaluate(() => {
    window.told = [];
    const root = document.querySelector('port-check').shadowRoot;
    const work = root.querySelector('.work');
    const note = () => !work.hidden && window.told.push([root.querySelector('.work-text').textContent, root.querySelector('progress').value, root.querySelector('[data-item=sheet] .text').textContent]);
    new MutationObserver(note).observe(work, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const checking = checked(page, () => attach(page, path));
  await until(page, () => window.told.length > 0);
  await page.type('#name', ' and Lee'); // typing goes on
  await checking;
  const told = await page.evaluate(() => window.told);
  assert.ok(told.some(([text]) => text === 'Reading many.csv…' || text.startsWith('Checking the numbers…')), JSON.stringify(told.slice(0, 5)));
  assert.equal(told.at(-1)[2], 'your files are being looked at', 'what is being read is not said to be missing');
  const values = told.map(([, value]) => value).filter((value) => value > 0);
  assert.ok(values.length > 1 && values.every((value, index) => index === 0 || value >= values[index - 1]), `progress grows: ${values}`);
  assert.equal(await page.$eval('#name', (input) => input.value), 'Dana Reyes and Lee');
  assert.equal(await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.work').hidden), true);
  t.diagnostic(`600,000 rows: longest main-thread gap ${Math.round(await page.evaluate(() => window.longestGap))} ms`);
  assert.deepEqual(page.complaints, []);
  await page.close();
});
