// The sheet's grid: by mouse and by keyboard alone, repairs, undo, the way back into the form, and 100,000 rows.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './browser.mjs';
import { eachOnItsPage, folder, page, server } from './page_each.mjs';
import { attach, box, checked, letter, openPortal, press, sheet } from './site.mjs';

const good = 'https://acme.invoca.net/a_campaigns/terms/11';
const bare = 'acme.invoca.net/a_campaigns/terms/11';

eachOnItsPage();

// What the grid shows now: the cell under the cursor, what is said of it, and what the status line says.
const grid = () =>
  page.evaluate(() => {
    const root = document.querySelector('port-check').shadowRoot;
    const cursor = root.querySelector('.grid .cursor');
    const active = root.querySelector('.grid').getAttribute('aria-activedescendant');
    return {
      at: cursor ? `${cursor.dataset.row}:${cursor.dataset.column}` : '',
      active: active === cursor?.id,
      text: cursor?.querySelector('.grid-text').textContent,
      severity: cursor?.dataset.severity ?? '',
      invalid: cursor?.getAttribute('aria-invalid') ?? '',
      sign: cursor?.querySelector('.grid-sign')?.textContent ?? '',
      status: root.querySelector('.sheet-status').textContent,
      detail: root.querySelector('.detail').textContent,
      rows: [...root.querySelectorAll('.grid-row')].length,
      shown: root.querySelector('.grid').getAttribute('aria-rowcount'),
      said: root.querySelector('.sheet-box [role=status]').textContent,
    };
  });

const at = (place) => until(page, (wanted) => {
  const cursor = document.querySelector('port-check').shadowRoot.querySelector('.grid .cursor');
  return cursor && `${cursor.dataset.row}:${cursor.dataset.column}` === wanted && cursor.querySelector('.grid-text') !== null;
}, place);

const status = (pattern) => until(page, (source) => new RegExp(source).test(document.querySelector('port-check').shadowRoot.querySelector('.sheet-status')?.textContent ?? ''), pattern.source);

async function openSheet(rows, { wait = true } = {}) {
  await openPortal(page, server.url);
  const text = Array.isArray(rows) ? `Number to Port,Campaign_url\n${rows.map((row) => `${row.join(',')}\n`).join('')}` : rows;
  await checked(page, () => attach(page, folder.file('numbers.csv', text), folder.file('letter.pdf', letter)));
  await press(page, 'Open the sheet');
  if (wait) await status(/to fix|Nothing to fix/);
}

const mixed = [['2127365001', good], ['212736014', good], ['2127365002', bare], ['2127365003', bare], ['2127365001', good], ['2127365004', good]];

test('opens on the first problem, marked by more than colour', async () => {
  await openSheet(mixed);
  await at('3:1');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.cursor .grid-sign'));
  const seen = await grid();
  assert.deepEqual([seen.text, seen.severity, seen.invalid, seen.sign, seen.active], ['212736014', 'error', 'true', '✕', true]);
  assert.match(seen.detail, /^A3, Number to Port.*has 9 digits/);
  assert.match(seen.status, /^2 rows to fix · 2 rows to look at$/);
  assert.equal(seen.shown, '9', 'a header, seven rows, an empty one to write into');
});

test('an edit is judged at once, can be undone and done again', async () => {
  await openSheet(mixed);
  await at('3:1');
  await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.grid').focus());
  await page.keyboard.type('2127365009');
  await page.keyboard.press('Enter');
  await status(/^1 row to fix · 2 rows to look at · 1 changed cell is not attached yet$/);
  await at('4:1');
  await page.keyboard.down('Control');
  await page.keyboard.press('z');
  await page.keyboard.up('Control');
  await status(/^2 rows to fix · 2 rows to look at$/);
  assert.match((await grid()).said, /^Undone/);
  await page.keyboard.down('Control');
  await page.keyboard.press('y');
  await page.keyboard.up('Control');
  await status(/^1 row to fix/);
});

test('moves as a spreadsheet does, by keyboard alone', async () => {
  const lines = Array.from({ length: 300 }, (_, index) => `${index === 100 ? '212' : 2127365000 + index},${good},Store ${index}`);
  await openSheet(`Number to Port,Campaign_url,description\n${lines.join('\n')}\n`);
  await at('102:1');
  await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.grid').focus());
  const key = async (...keys) => {
    for (const one of keys.slice(0, -1)) await page.keyboard.down(one);
    await page.keyboard.press(keys.at(-1));
    for (const one of keys.slice(0, -1)) await page.keyboard.up(one);
  };
  await key('Control', 'Home');
  await at('1:1');
  await key('ArrowDown');
  await key('ArrowRight');
  await at('2:2');
  await key('End');
  await at('2:3');
  await key('Home');
  await at('2:1');
  await key('Control', 'ArrowDown');
  await at('302:1'); // the empty row to write into
  await key('Control', 'ArrowUp');
  await at('1:1');
  await key('PageDown');
  const [row] = (await grid()).at.split(':');
  assert.ok(Number(row) > 5, `a page down is many rows: ${row}`);
  await key('PageUp');
  await at('1:1');
  await key('Control', 'End');
  await at('302:3');
  await key('Control', 'ArrowLeft');
  await at('302:1');
  await key('F8');
  await at('102:1');
  assert.match((await grid()).said, /^A102, Number to Port\. "212" has 3 digits/);
  await key('F2');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.grid-editor'));
  const { taller, fits } = await page.evaluate(() => {
    const editor = document.querySelector('port-check').shadowRoot.querySelector('.grid-editor');
    return { taller: editor.offsetHeight - editor.closest('.grid-row').offsetHeight, fits: editor.scrollHeight <= editor.clientHeight };
  });
  assert.deepEqual({ taller: Math.abs(taller) <= 1, fits }, { taller: true, fits: true }, 'the text stays where it was in the row');
  await page.keyboard.type('9');
  await key('Escape');
  await until(page, () => !document.querySelector('port-check').shadowRoot.querySelector('.grid-editor'));
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.cursor .grid-text').textContent === '212'); // as it was
  await key('Delete');
  await status(/1 changed cell/);
  assert.match((await grid()).detail, /no number to port/);
  // Tab leaves the grid: it is no trap.
  await key('Tab');
  assert.equal(await page.evaluate(() => document.querySelector('port-check').shadowRoot.activeElement.classList.contains('grid')), false);
});

test('of cells that a held key passes nothing is said, of the one where it rests everything', async () => {
  await openSheet(Array.from({ length: 40 }, () => ['212736014', good]));
  await at('2:1');
  const told = await page.evaluate(async () => {
    const { shadowRoot } = document.querySelector('port-check');
    const told = [];
    new MutationObserver(() => told.push(shadowRoot.querySelector('#detail-place').textContent)).observe(shadowRoot.querySelector('.detail'), { childList: true });
    const key = () => shadowRoot.querySelector('.grid').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }));
    for (let press = 0; press < 12; press++) {
      key();
      await new Promise((resolve) => setTimeout(resolve));
    }
    await new Promise((resolve) => setTimeout(resolve, 400));
    return told;
  });
  assert.ok(told.length < 12, told.join(', '));
  assert.match(told.at(-1), /^A14,/);
});

test('a sign stands in sight where the grid is narrow', async () => {
  await page.setViewport({ width: 390, height: 844 });
  await openSheet([['2127365001', 'acme.invoca.net/a_campaigns/terms/11/of/a/long/address']]);
  await at('2:2');
  await until(page, () => {
    const { shadowRoot } = document.querySelector('port-check');
    const sign = shadowRoot.querySelector('.cursor .grid-sign')?.getBoundingClientRect();
    return sign && sign.right <= shadowRoot.querySelector('.grid').getBoundingClientRect().right;
  });
});

test('a repair is applied to its cell, and to all of its kind', async () => {
  await openSheet(mixed);
  await page.evaluate(() => {
    const root = document.querySelector('port-check').shadowRoot;
    const filter = root.querySelector('#sheet-filter');
    filter.value = 'URL-002';
    filter.dispatchEvent(new Event('change'));
  });
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.grid').getAttribute('aria-rowcount') === '3');
  assert.match((await grid()).said, /^2 rows shown/);
  await press(page, 'Next problem');
  await until(page, () => [...document.querySelector('port-check').shadowRoot.querySelectorAll('.detail button')].some((one) => one.textContent === 'Apply to all 2'));
  await press(page, `Write ${good}`);
  await status(/1 row to look at/);
  await press(page, 'Undo');
  await status(/2 rows to look at/);
  await until(page, () => [...document.querySelector('port-check').shadowRoot.querySelectorAll('.detail button')].some((one) => one.textContent === 'Apply to all 2'));
  await page.evaluate(() => [...document.querySelector('port-check').shadowRoot.querySelectorAll('.detail button')].find((one) => one.textContent === 'Apply to all 2').click());
  await status(/^2 rows to fix · 2 changed cells/);
  await press(page, 'Undo');
  await status(/^2 rows to fix · 2 rows to look at$/);
});

test('"Apply to all" beside a finding opens the sheet and does it', async () => {
  await openPortal(page, server.url);
  await checked(page, () => attach(page, folder.file('numbers.csv', `Number to Port,Campaign_url\n${mixed.map((row) => `${row.join(',')}\n`).join('')}`), folder.file('letter.pdf', letter)));
  await press(page, 'Apply to all 2');
  await status(/^2 rows to fix · 2 changed cells/);
});

test('the corrected sheet takes the place of the file in the form, and is checked', async () => {
  await openSheet(mixed);
  await at('3:1');
  await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.grid').focus());
  await page.keyboard.type('2127365009');
  await page.keyboard.press('Enter');
  await status(/1 changed cell/);
  const seen = await checked(page, () => press(page, 'Attach the corrected sheet'));
  assert.match(seen.items.sheet.text, /^numbers\.corrected\.csv · 6 numbers/);
  assert.ok(!seen.groups.some(({ rule }) => rule === 'NUM-001'));
  const files = await page.$eval('#attachments', async (input) => Promise.all([...input.files].map(async (file) => [file.name, file.name.endsWith('csv') ? await file.text() : ''])));
  assert.deepEqual(files.map(([name]) => name), ['numbers.corrected.csv', 'letter.pdf']);
  assert.match(files[0][1], /2127365001,.*\r\n2127365009,/);
  assert.match(await box(page, '.bench-note'), /numbers\.corrected\.csv is attached/);
  assert.equal(await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.grid')), null);
});

test('what is copied in a spreadsheet is pasted over the cells', async () => {
  await openSheet(mixed);
  await at('3:1');
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '2127365011\thttps://acme.invoca.net/a_campaigns/terms/12\n2127365012\thttps://acme.invoca.net/a_campaigns/terms/12\n');
    document.querySelector('port-check').shadowRoot.querySelector('.grid').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await status(/4 changed cells/);
  assert.match((await grid()).status, /^1 row to fix · 1 row to look at/);
});

test('a worker that dies loses no change', async () => {
  await openSheet(mixed);
  await at('3:1');
  await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.grid').focus());
  await page.keyboard.type('2127365009');
  await page.keyboard.press('Enter');
  await status(/^1 row to fix/);
  const [worker] = page.workers();
  await worker.evaluate(() => setTimeout(() => { throw new Error('dies for the test'); }));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await press(page, 'Next problem');
  await at('5:2');
  await press(page, 'Next problem');
  await at('6:1');
  await status(/^1 row to fix · 2 rows to look at · 1 changed cell/);
  page.complaints.length = 0; // the worker's own death
});

test('a mixed list is split into a sheet for each kind', async () => {
  await openPortal(page, server.url);
  await checked(page, () => attach(page, folder.file('mixed.csv', sheet('2127365014', '8005554123', '2127365015')), folder.file('letter.pdf', letter)));
  await press(page, 'Make a sheet for each');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelectorAll('.parts li').length === 2);
  assert.match(await box(page, '.parts'), /mixed\.local\.csv.*mixed\.toll-free\.csv/s);
  const seen = await checked(page, () => press(page, 'Attach this sheet'));
  assert.match(seen.items.sheet.text, /^mixed\.local\.csv · 2 numbers/);
  assert.equal(seen.items.kind.state, 'ok');
  // The mixed list is not in the form any more: the other sheet stays to be had, and is not closed away by one press.
  assert.match(await box(page, '.parts'), /mixed\.toll-free\.csv/);
  await press(page, 'Close');
  assert.match(await box(page, '.parts'), /mixed\.toll-free\.csv/);
  await press(page, 'Discard the changes');
  assert.equal(await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.parts')), null);
});

test('repairs that are certain are listed before the sheet is attached', async () => {
  await openPortal(page, server.url);
  await checked(page, () => attach(page, folder.file('dirty.csv', `Phone,Campaign_url\n2127360143.0,${bare}\n2127360144.0,${good}\n`), folder.file('letter.pdf', letter)));
  await press(page, 'Repair what is certain');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.changes tbody tr'));
  assert.match(await box(page, '.changes'), /A1.*Phone.*Number to Port.*B2/s);
  const seen = await checked(page, () => press(page, 'Attach the corrected sheet'));
  assert.match(seen.items.sheet.text, /^dirty\.fixed\.csv/);
  assert.deepEqual(seen.groups, []);
});

test('100,000 rows: few elements exist, scrolling and jumping show the right ones, and the page stays awake', async (t) => {
  const lines = ['Number to Port,Campaign_url'];
  for (let row = 0; row < 100_000; row++) lines.push(row % 500 === 499 ? `21272${row},${bare}` : `${2127200000 + row},${good}`);
  await openSheet(lines.join('\n'), { wait: false });
  await status(/to look at/);
  await page.evaluate(() => {
    window.longestGap = 0;
    let last = performance.now();
    const frame = (now) => {
      window.longestGap = Math.max(window.longestGap, now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => { last = now; requestAnimationFrame(frame); });
  });
  assert.ok((await grid()).rows < 80, `${(await grid()).rows} rows exist`);
  await page.evaluate(async () => {
    const grid = document.querySelector('port-check').shadowRoot.querySelector('.grid');
    for (let step = 0; step <= 40; step++) {
      grid.scrollTop = (grid.scrollHeight / 40) * step;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  await until(page, () => [...document.querySelector('port-check').shadowRoot.querySelectorAll('.grid-row')].some((row) => row.querySelector('[data-row="100001"] .grid-text, [data-row="100001"]') && /2127299998/.test(document.querySelector('port-check').shadowRoot.querySelector('.grid').textContent)));
  await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.grid').focus());
  await page.keyboard.down('Control');
  await page.keyboard.press('End');
  await page.keyboard.up('Control');
  await at('100002:2');
  await page.keyboard.press('F8');
  await at('501:1');
  t.diagnostic(`100,000 rows: longest frame ${Math.round(await page.evaluate(() => window.longestGap))} ms`);
  await until(page, () => [...document.querySelector('port-check').shadowRoot.querySelectorAll('.group button')].length >= 0);
  await page.evaluate(() => {
    const filter = document.querySelector('port-check').shadowRoot.querySelector('#sheet-filter');
    filter.value = 'URL-002';
    filter.dispatchEvent(new Event('change'));
  });
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.grid').getAttribute('aria-rowcount') === '201');
  await press(page, 'Next problem');
  await until(page, () => [...document.querySelector('port-check').shadowRoot.querySelectorAll('.detail button')].some((one) => one.textContent === 'Apply to all 200'));
  await press(page, 'Apply to all 200');
  await status(/200 changed cells/);
});
