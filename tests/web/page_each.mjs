// A page for every test; it must end without a complaint.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { openBrowser } from './browser.mjs';
import { openFolder } from './site.mjs';
import { serveDist, trustedCsp } from './static_server.mjs';

export let server, chromium, folder, page;

// Call it once in a test file. `alsoHolds` is asked of each page at its end; `serve` opens the server, which is usually the
// portal without portcheckd and with Trusted Types required.
export function eachOnItsPage(alsoHolds = async () => {}, serve = () => serveDist({}, trustedCsp)) {
  before(async () => {
    folder = openFolder();
    server = await serve();
    chromium = await openBrowser();
  });
  after(async () => {
    await chromium?.close();
    await server?.close();
    folder?.close();
  });
  beforeEach(async () => {
    page = await chromium.newPage();
  });
  afterEach(async () => {
    assert.deepEqual(page.complaints, [], 'the console is silent: no CSP violation, no error');
    await alsoHolds();
    await page.close();
  });
}
