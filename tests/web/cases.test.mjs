// Every case of tests/cases in the browser's worker under the portal's CSP: byte for byte what Node answers.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check } from '../../web/dist/node.js';
import { misses, readCases } from '../wasm/cases.mjs';
import { openBrowser } from './browser.mjs';
import { serveDist } from './static_server.mjs';

// A page gets a letter's document from another module; tests/wasm has the cases that give one.
const cases = readCases().filter(({ files }) => files.every(({ document }) => !document));
const optionNames = { max_findings: 'maxFindings', campaign_hosts: 'campaignHosts', open_requests: 'openRequests' };
let server, chromium, page;

before(async () => {
  server = await serveDist({
    '/bare': (request, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end('<!doctype html><title>bare</title>');
    },
  });
  chromium = await openBrowser();
  page = await chromium.newPage();
  await page.goto(`${server.url}/bare`);
  // The worker's protocol, spoken directly: the report's very text is wanted.
  await page.evaluate(() => {
    const worker = new Worker('/assets/worker.js');
    const waiting = new Map();
    let jobs = 0;
    const url = (name) => new URL(`/assets/${name}`, location.href).href;
    worker.postMessage({ type: 'start', wasm: url('portcheck.wasm'), lettersWasm: url('portcheck-letters.wasm'), sheetsWasm: url('portcheck-sheets.wasm'), pdfWasm: url('portcheck-pdf.wasm'), texts: url('portcheck.en.txt') });
    worker.onmessage = ({ data }) => {
      if (data.type === 'step') return;
      waiting.get(data.job)(data.type === 'done' ? data.report : JSON.stringify(data.failure));
      waiting.delete(data.job);
    };
    window.check = (request, files) => {
      const job = ++jobs;
      const parts = files.map(({ name, base64 }, index) => ({
        id: job * 1000 + index,
        name,
        blob: new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))]),
      }));
      return new Promise((resolve) => {
        waiting.set(job, resolve);
        worker.postMessage({ type: 'check', job, request, files: parts });
      });
    };
  });
});
after(async () => {
  await chromium?.close();
  await server?.close();
});

test('there are cases', () => assert.ok(cases.length > 0));

for (const one of cases) {
  test(one.id, async () => {
    const { options = {}, ...rest } = one.request;
    const renamed = Object.entries({ ...rest, ...options }).map(([name, value]) => [optionNames[name] ?? name, value]);
    const inNode = await check(one.files, Object.fromEntries(renamed));
    const files = one.files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
    const inBrowser = await page.evaluate((request, list) => window.check(request, list), { ...one.request, options }, files);
    assert.equal(inBrowser, inNode);
    assert.deepEqual(misses(JSON.parse(inBrowser), one), []);
  });
}
