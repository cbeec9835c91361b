// Nothing from a file runs in the page, styles it or turns its text around, with Trusted Types required.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './browser.mjs';
import { eachOnItsPage, folder, page, server } from './page_each.mjs';
import { attach, checked, letter, openPortal, press } from './site.mjs';
import { trustedCsp } from './static_server.mjs';

const good = 'https://acme.invoca.net/a_campaigns/terms/11';
const evil = [
  '<img src=x onerror="window.ran=1">',
  '<script>window.ran=1</script>',
  '<style>*{display:none}</style>',
  '"><svg onload=window.ran=1>',
  'javascript:window.ran=1',
  '=HYPERLINK("javascript:window.ran=1")',
  '{{constructor.constructor("window.ran=1")()}}',
  '212\u202e7360143\u2066',
  '\u0001\u0007\u001b[31m2127360143',
  '\ufeff\u200b2127360144',
];

eachOnItsPage(async () => assert.equal(await page.evaluate(() => window.ran), undefined, 'nothing ran'));

const quoted = (text) => `"${text.replaceAll('"', '""')}"`;

test('the tests run under a policy that requires Trusted Types', async () => {
  assert.match(trustedCsp, /require-trusted-types-for 'script'/);
  await openPortal(page, server.url);
  assert.equal(await page.evaluate(() => { try { document.body.innerHTML = 'x'; return 'taken'; } catch (error) { return error.name; } }), 'TypeError');
  page.complaints.length = 0; // that was a violation
});

test('markup, script addresses, control and direction characters in cells and names stay text', async () => {
  await openPortal(page, server.url);
  const rows = evil.map((text, index) => `${quoted(text)},${quoted(index % 2 ? evil[index] : good)},${quoted(text)}`).join('\n');
  const name = 'a<img src=x onerror=window.ran=1>\u202egpj.csv';
  await checked(page, () => attach(page, folder.file(name, `Number to Port,Campaign_url,${quoted(evil[0])}\n${rows}\n`), folder.file('<b>letter<b onclick=window.ran=1>.pdf', letter)));
  await press(page, 'Open the sheet');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelectorAll('.grid-cell .grid-text').length > 20 && /window\.ran/.test(document.querySelector('port-check').shadowRoot.querySelector('.grid').textContent));
  const seen = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('port-check');
    const text = shadowRoot.textContent + [...shadowRoot.querySelectorAll('[title], [aria-label], option')].map((one) => `${one.title} ${one.getAttribute('aria-label')} ${one.label ?? ''}`).join(' ');
    return {
      elements: shadowRoot.querySelectorAll('img, script, style, svg[onload], [onerror], a').length,
      hidden: /[\u0000-\u0008\u000b-\u001f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/.exec(text.replace(/\n/g, ' '))?.[0].charCodeAt(0).toString(16) ?? '',
      marked: /‹U\+202E›/.test(text),
    };
  });
  assert.deepEqual(seen, { elements: 0, hidden: '', marked: true });
});

test('cells of a megabyte, and 5,000 columns, open in a moment and stay in their cells', async () => {
  await openPortal(page, server.url);
  const huge = 'x'.repeat(1_000_000);
  const wide = Array.from({ length: 5000 }, (_, index) => `c${index}`).join(',');
  await checked(page, () => attach(page, folder.file('huge.csv', `Number to Port,Campaign_url,${wide}\n2127365014,${huge},${huge}\n212736501,${good}\n`), folder.file('letter.pdf', letter)));
  await press(page, 'Open the sheet');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.grid .cursor .grid-sign'));
  const seen = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('port-check');
    return {
      cells: shadowRoot.querySelectorAll('.grid-cell').length,
      longest: Math.max(...[...shadowRoot.querySelectorAll('.grid-text')].map((one) => one.textContent.length)),
      wide: document.documentElement.scrollWidth <= innerWidth,
    };
  });
  assert.ok(seen.cells < 400, `${seen.cells} cells exist`);
  assert.ok(seen.longest <= 400);
  assert.equal(seen.wide, true);
  await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.grid').focus());
  await page.keyboard.down('Control');
  await page.keyboard.press('End');
  await page.keyboard.up('Control');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.grid .cursor')?.dataset.column === '5002');
});
