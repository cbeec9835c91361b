// fix, split and template through the worker, under the portal's Content-Security-Policy; which module is fetched when.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { split } from '../../web/dist/node.js';
import { openBrowser } from './browser.mjs';
import { serveDist } from './static_server.mjs';

const ods = readFileSync(new URL('../data/clean.libreoffice.ods', import.meta.url)).toString('base64');
const dirty = 'Phone,Campaign_url\n2127360143.0,https://acme.invoca.net/a_campaigns/terms/11\n800-736-0143,https://acme.invoca.net/a_campaigns/terms/11\n';

let server, chromium, page;
before(async () => {
  const bare = (request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end('<!doctype html><title>bare</title>');
  };
  server = await serveDist({ '/bare': bare });
  chromium = await openBrowser();
});
after(async () => {
  await chromium?.close();
  await server?.close();
});
beforeEach(async () => {
  page = await chromium.newPage();
  await page.goto(`${server.url}/bare`);
  await page.evaluate(async (text) => {
    const { createChecker } = await import('/assets/index.js');
    window.checker = createChecker();
    window.createChecker = createChecker;
    window.file = { name: 'dirty.csv', blob: new File([text], 'dirty.csv') };
    window.request = { today: '2026-11-22' };
    window.outcome = (promise) => promise.then((value) => ({ value }), (error) => ({ failure: error.failure, message: error.message }));
    window.hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  }, dirty);
});
afterEach(async () => {
  assert.deepEqual(page.complaints.filter((one) => !one.includes('status of 404')), []);
  await page.close();
});

test('fix repairs a sheet and tells what it did', async () => {
  const seen = await page.evaluate(async () => {
    const steps = [];
    const { changes, files } = await checker.fix(request, file, { type: 'csv', numbers: 'national' }, { onStep: (step) => steps.push(step.at) });
    return { changes, names: files.map(({ name }) => name), text: new TextDecoder().decode(files[0].bytes), steps };
  });
  assert.deepEqual(seen.names, ['dirty.fixed.csv']);
  assert.match(seen.text, /^Number to Port,Campaign_url\r\n\(212\) 736-0143,/);
  assert.deepEqual(seen.changes.changes.map(({ place, rule }) => [place, rule]), [['A1', 'HDR-003'], ['A2', 'NUM-003'], ['A3', undefined]]);
  assert.deepEqual(seen.steps, ['starting', 'reading', 'checking']);
});

test('split and template give the bytes that Node gives', async () => {
  const seen = await page.evaluate(async () => {
    const { files } = await checker.split(request, file);
    const template = await checker.template('csv');
    return { files: files.map(({ name, bytes }) => ({ name, hex: hex(bytes) })), template: new TextDecoder().decode(template) };
  });
  const { files } = await split({ name: 'dirty.csv', bytes: new Uint8Array(Buffer.from(dirty)) }, { today: '2026-11-22' });
  assert.deepEqual(seen.files, files.map(({ name, bytes }) => ({ name, hex: Buffer.from(bytes).toString('hex') })));
  assert.deepEqual(seen.files.map(({ name }) => name), ['dirty.local.xlsx', 'dirty.toll-free.xlsx']);
  assert.match(seen.template, /^Number to Port,/);
});

test('checks and sheets are answered in turn by one worker', async () => {
  const seen = await page.evaluate(async () => {
    const order = [];
    await Promise.all([
      checker.check(request, [file]).then(() => order.push('check')),
      checker.fix(request, file).then(() => order.push('fix')),
      checker.check(request, [file]).then(() => order.push('check again')),
    ]);
    return order;
  });
  assert.deepEqual(seen, ['check', 'fix', 'check again']);
  assert.equal(page.workers().length, 1);
});

test('a workbook that only the second module reads is checked by it', async () => {
  const report = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    return checker.check(request, [{ name: 'clean.ods', blob: new File([bytes], 'clean.ods') }]);
  }, ods);
  assert.equal(report.files[0].type, 'ods');
});

test('the second module is fetched when it is asked for, and its absence breaks no check', async () => {
  const seen = await page.evaluate(async () => {
    const lost = createChecker({ sheetsWasm: '/nowhere.wasm' });
    const report = await outcome(lost.check(request, [file]));
    const fixed = await outcome(lost.fix(request, file));
    const again = await outcome(lost.check(request, [file]));
    return { checked: Boolean(report.value), fixed, again: Boolean(again.value) };
  });
  assert.equal(seen.checked, true);
  assert.equal(seen.fixed.failure.kind, 'engine');
  assert.match(seen.fixed.message, /nowhere\.wasm answered 404/);
  assert.equal(seen.again, true);
});

test('wrong options and unreadable sheets are told apart', async () => {
  const seen = await page.evaluate(async () => ({
    option: await outcome(checker.fix(request, file, { numbers: 'roman' })),
    request: await outcome(checker.split({ today: 'tomorrow' }, file)),
    empty: await outcome(checker.fix(request, { name: 'empty.csv', blob: new File([], 'empty.csv') })),
  }));
  assert.deepEqual([seen.option.failure.kind, seen.option.failure.where], ['bad-request', 'options.numbers']);
  assert.deepEqual([seen.request.failure.kind, seen.request.failure.where], ['bad-request', 'today']);
  assert.deepEqual(seen.empty.value.files, []);
  assert.match(seen.empty.value.changes.refused.message, /empty/);
});
