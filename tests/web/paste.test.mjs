// Rows from the clipboard of a spreadsheet program become a sheet of the request.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { openBrowser, until } from './browser.mjs';
import { box, checked, openPortal, press } from './site.mjs';
import { serveDist, trustedCsp } from './static_server.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { buildSync } = require('esbuild');

let folder, table, server, chromium;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portcheck-paste-'));
  const outfile = join(folder, 'table-text.mjs');
  buildSync({ entryPoints: [fileURLToPath(new URL('../../web/src/table-text.ts', import.meta.url))], bundle: true, format: 'esm', outfile, logLevel: 'error' });
  table = await import(pathToFileURL(outfile).href);
  server = await serveDist({}, trustedCsp);
  chromium = await openBrowser();
});
after(async () => {
  await chromium?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('text with tabs is read as spreadsheets write it', () => {
  assert.deepEqual(table.parseTable('a\tb\r\nc\td\r\n'), [['a', 'b'], ['c', 'd']]);
  assert.deepEqual(table.parseTable('"two\nlines"\t"say ""hi"""\n'), [['two\nlines', 'say "hi"']]);
  assert.deepEqual(table.parseTable('6" pipe\t"open\n'), [['6" pipe', '"open']]);
  assert.deepEqual(table.parseTable('one'), [['one']]);
  assert.deepEqual(table.parseTable('a\t\n'), [['a', '']]);
  assert.deepEqual(table.parseTable(''), []);
});

test('an HTML table gives its texts and nothing else', () => {
  const html = '<table><style>x</style><tr><td style="x">A&amp;B<br>c<td>&#50;&#x31;2</tr><tr><th><b onclick="x">d</b></th><td>&nbsp;</td></tr></table>';
  assert.deepEqual(table.parseHtmlTable(html), [['A&B c', '212'], ['d', '']]);
  assert.deepEqual(table.parseHtmlTable('<p>none</p>'), []);
});

test('rows without a header get one, where the columns can be told', () => {
  assert.deepEqual(table.missingHeader([['Store 1', '(212) 736-5014', 'https://acme.invoca.net/a']]), ['', 'Number to Port', 'Campaign_url']);
  assert.equal(table.missingHeader([['Number to Port', 'Campaign_url'], ['2127365014', 'x']]), undefined);
  assert.equal(table.toCsv([['a,b', 'say "x"', 'two\nlines']]), '"a,b","say ""x""","two\nlines"\r\n');
});

async function paste(page, data) {
  await page.evaluate((given) => {
    const area = document.querySelector('port-check').shadowRoot.querySelector('#paste-area');
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(given)) clipboardData.setData(type, text);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    area.focus();
    // What the browser does itself with text that nobody took.
    if (area.dispatchEvent(event)) {
      area.value += given['text/plain'] ?? '';
      area.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }, data);
}

for (const [name, data] of Object.entries({
  'text with tabs': { 'text/plain': '(212) 736-5014\thttps://acme.invoca.net/a_campaigns/terms/11\n(212) 736-5015\thttps://acme.invoca.net/a_campaigns/terms/11\n' },
  'an HTML table alone': {
    'text/plain': '(212) 736-5014',
    'text/html': '<table><tr><td>(212) 736-5014</td><td>https://acme.invoca.net/a_campaigns/terms/11</td></tr><tr><td>(212) 736-5015</td><td>https://acme.invoca.net/a_campaigns/terms/11</td></tr></table>',
  },
})) {
  test(`${name} is pasted, gets its header, and is attached and checked`, async () => {
    const page = await chromium.newPage();
    await openPortal(page, server.url);
    await press(page, 'Paste rows');
    await until(page, () => document.querySelector('port-check').shadowRoot.activeElement?.id === 'paste-area');
    await paste(page, data);
    await until(page, () => /^2 rows, 2 columns/.test(document.querySelector('port-check').shadowRoot.querySelector('#paste-seen').textContent));
    assert.match(await box(page, '#paste-seen'), /No header was copied/);
    const seen = await checked(page, () => press(page, 'Use these rows'));
    assert.match(seen.items.sheet.text, /^pasted-numbers\.csv · 2 numbers/);
    assert.equal(seen.items.sheet.state, 'ok');
    assert.deepEqual(await page.$eval('#attachments', (input) => [...input.files].map((file) => file.name)), ['pasted-numbers.csv']);
    assert.deepEqual(page.complaints, []);
    await page.close();
  });
}
