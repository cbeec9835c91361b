// What happens when the engine cannot run in the page: the server checks, the form goes on.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, until } from './browser.mjs';
import { attach, checked, letter, openFolder, openPortal, openSite, panel, sheet } from './site.mjs';

let site, chromium, folder, bad;
before(async () => {
  site = await openSite();
  chromium = await openBrowser();
  folder = openFolder();
  bad = [folder.file('numbers.csv', sheet('212736014', '2127365015')), folder.file('letter.pdf', letter)];
});
after(async () => {
  await chromium?.close();
  await site?.close();
  folder?.close();
});

const strip = (report) => JSON.stringify(report);

test('without WebAssembly the server checks, says so, and answers the same', async () => {
  const page = await chromium.newPage();
  await openPortal(page, site.url);
  await checked(page, () => attach(page, ...bad));
  const here = await page.evaluate(() => document.querySelector('port-check').report);
  await page.close();

  const bare = await chromium.newPage();
  await bare.evaluateOnNewDocument(() => delete globalThis.WebAssembly);
  await openPortal(bare, site.url);
  const seen = await checked(bare, () => attach(bare, ...bad));
  assert.equal(seen.verdict, '1 thing to fix before you send this');
  assert.match(seen.where, /sent to our server/);
  assert.equal(strip(await bare.evaluate(() => document.querySelector('port-check').report)), strip(here));
  assert.deepEqual(bare.complaints, []);
  await bare.close();
});

test('without workers the server checks', async () => {
  const page = await chromium.newPage();
  await page.evaluateOnNewDocument(() => delete globalThis.Worker);
  await openPortal(page, site.url);
  assert.match((await checked(page, () => attach(page, ...bad))).where, /sent to our server/);
  await page.close();
});

test('when the engine cannot be loaded the server checks', async () => {
  const page = await chromium.newPage();
  await page.setRequestInterception(true);
  page.on('request', (request) => (request.url().endsWith('/worker.js') ? request.abort() : request.continue()));
  await openPortal(page, site.url);
  assert.match((await checked(page, () => attach(page, ...bad))).where, /sent to our server/);
  await page.close();
});

test('with neither engine nor server the form can still be sent', async () => {
  const page = await chromium.newPage();
  await page.evaluateOnNewDocument(() => delete globalThis.WebAssembly);
  await page.setRequestInterception(true);
  page.on('request', (request) => (request.url().includes('/api/') ? request.abort() : request.continue()));
  await openPortal(page, site.url);
  await attach(page, ...bad);
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('[data-tone=failed]'));
  assert.match((await panel(page)).hint, /Send the form all the same/);
  await Promise.all([page.waitForNavigation(), page.click('.send button')]);
  assert.match(page.url(), /\/portal\/requests\/\d+/);
  await page.close();
});

test('a worker that crashes is replaced, and its successor checks', async () => {
  const page = await chromium.newPage();
  await openPortal(page, site.url);
  await checked(page, () => attach(page, ...bad));
  const [worker] = page.workers();
  const gone = new Promise((resolve) => page.once('workerdestroyed', resolve));
  await worker.evaluate(() => setTimeout(() => { throw new Error('crash'); }));
  await gone;
  const seen = await checked(page, () => page.type('#description', ' More.'));
  assert.match(seen.where, /Checked on this device/);
  assert.equal(page.workers().length, 1);
  await page.close();
});

test('without JavaScript the form posts and is confirmed', async () => {
  const page = await chromium.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(`${site.url}/portal`);
  await page.type('#name', 'Dana Reyes');
  await page.type('#email', 'dana@example.com');
  await page.select('#reason', 'Number Management');
  await page.select('#sub_category', 'Porting Numbers');
  await page.type('#subject', 'Port');
  await page.type('#description', 'Please.');
  await (await page.$('#attachments')).uploadFile(...bad);
  await Promise.all([page.waitForNavigation(), page.click('.send button')]);
  assert.match(page.url(), /\/portal\/requests\/\d+/);
  await page.close();
});
