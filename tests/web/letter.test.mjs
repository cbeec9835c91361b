// What was read on a letter, with its places; and the letter that is made from the sheet, drawn or typed, into the form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { letter as makeLetter } from '../../web/dist/node.js';
import { until } from './browser.mjs';
import { eachOnItsPage, folder, page, server } from './page_each.mjs';
import { attach, box, checked, letter as scan, openPortal, press, sheet } from './site.mjs';

const numbers = ['2127365014', '2127365015', '2127365016'];
const local = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000);
const daysAgo = (days) => new Date(local.getTime() - days * 86_400_000).toISOString().slice(0, 10);
const form = { kind: 'local', company: 'Acme Plumbing', service_address: '100 Main Street\nNew York, NY 10001', carrier: 'Old Bell', account: '4711889123', btn: '2127365000', name: 'Jane Doe', title: 'Owner' };

eachOnItsPage();

async function withLetter(listed, signed_on) {
  const { pdf } = await makeLetter({ ...form, numbers: listed, signed_on });
  await openPortal(page, server.url);
  return checked(page, () => attach(page, folder.file('numbers.csv', sheet(...numbers)), folder.file('letter.pdf', Buffer.from(pdf))));
}

test('each fact has its words, its place and a mark on the page', async () => {
  await withLetter(numbers.slice(0, 2), daysAgo(3));
  await press(page, 'See what was read');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.pages .page text'));
  const facts = await box(page, '.facts');
  assert.match(facts, /Company[\s\S]*Acme Plumbing/);
  assert.match(facts, /Present carrier[\s\S]*Old Bell/);
  assert.match(facts, /Signed on/);
  assert.match(facts, /page 1/);
  assert.ok(!facts.includes('4711889123'), 'an account number is masked');
  const compared = await box(page, '.letter-numbers');
  assert.match(compared, /2 numbers on the letter, 3 in the sheet/);
  assert.match(compared, /\(212\) 736-5016/);
  const drawn = await page.evaluate(() => {
    const root = document.querySelector('port-check').shadowRoot;
    const find = [...root.querySelectorAll('.facts .link')].find((one) => one.getAttribute('aria-label').includes('Company'));
    find.click();
    return {
      texts: [...root.querySelectorAll('.page text')].map((text) => text.textContent).join(' '),
      marked: root.querySelectorAll('.highlight').length,
      now: root.querySelectorAll('.highlight.now').length,
      label: root.querySelector('.page').getAttribute('aria-label'),
    };
  });
  assert.match(drawn.texts, /Acme Plumbing/);
  assert.ok(drawn.marked > 3);
  assert.equal(drawn.now, 1);
  assert.match(drawn.label, /^Page 1 of \d+$/);
});

test('a page that lies on its side is drawn that way; what the check saw of a signature is no quote', async () => {
  await openPortal(page, server.url);
  await checked(page, () => attach(page, folder.file('numbers.csv', sheet(...numbers)), fileURLToPath(new URL('../cases/loa/rotated.pdf', import.meta.url))));
  await press(page, 'See what was read');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.pages .page text'));
  const drawn = await page.evaluate(() => {
    const { shadowRoot } = document.querySelector('port-check');
    const company = [...shadowRoot.querySelectorAll('.page text')].find((text) => text.textContent === 'Harbor Lane Dental Group');
    return { turn: company.getAttribute('transform'), size: Number(company.getAttribute('font-size')), signature: [...shadowRoot.querySelectorAll('.facts dt')].find((one) => one.textContent.includes('Signature')).nextElementSibling.textContent };
  });
  assert.match(drawn.turn, /^rotate\(90 /);
  assert.ok(drawn.size > 50 && drawn.size < 200, `${drawn.size} tenths of a point`);
  assert.equal(drawn.signature, 'a picture page 1');
});

test('a letter that has every number says so', async () => {
  await withLetter(numbers, daysAgo(3));
  await press(page, 'See what was read');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.letter-numbers p'));
  assert.match(await box(page, '.letter-numbers'), /Every number of the sheet is on the letter/);
});

test('a field that is left empty is a problem where the letter is shown, not a side note', async () => {
  await openPortal(page, server.url);
  await checked(page, () => attach(page, folder.file('numbers.csv', sheet(...numbers)), fileURLToPath(new URL('../cases/loa/ours-blank.pdf', import.meta.url))));
  await press(page, 'See what was read');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.facts dt'));
  const states = await page.evaluate(() => [...document.querySelector('port-check').shadowRoot.querySelectorAll('.facts dt')].map((one) => [one.childNodes[1].textContent, one.dataset.state]));
  for (const name of ['Company', 'Signed by', 'Service address']) assert.deepEqual(states.find(([label]) => label === name), [name, 'problem']);
});

test('a scan is said to be one: nothing is ticked off, and no empty page is drawn', async () => {
  await openPortal(page, server.url);
  await checked(page, () => attach(page, folder.file('numbers.csv', sheet(...numbers)), folder.file('scan.pdf', scan)));
  await press(page, 'See what was read');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.letter-box .pages')?.hidden);
  const text = await box(page, '.letter-box');
  assert.match(text, /cannot be read on this device/);
  for (const wrong of ['none found', 'not found', '0 numbers', 'Larger pages']) assert.ok(!text.includes(wrong), wrong);
});

async function fillIn(values) {
  await page.evaluate((given) => {
    const root = document.querySelector('port-check').shadowRoot;
    for (const [name, value] of Object.entries(given)) {
      const input = root.querySelector(`#maker-${name}`);
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }, values);
}

test('a letter is made from the sheet, signed with the pointer, looked at and attached', async () => {
  await openPortal(page, server.url);
  await checked(page, () => attach(page, folder.file('numbers.csv', sheet(...numbers))));
  await press(page, 'Create the LOA here');
  await until(page, () => /will list 3 numbers/.test(document.querySelector('port-check').shadowRoot.querySelector('#maker-numbers')?.textContent));
  const ids = await page.evaluate(() => [...document.querySelector('port-check').shadowRoot.querySelectorAll('[id]')].map(({ id }) => id));
  assert.deepEqual(ids.filter((id, at) => ids.indexOf(id) !== at), [], 'the Title field had the id of the heading, and no label');
  await fillIn({ company: 'Acme Plumbing', service_address: '100 Main Street\nNew York, NY 10001', carrier: 'Old Bell', account: '4711889123', btn: '212-736-5000', name: 'Jane Doe', title: 'Owner' });
  await press(page, 'Preview the letter');
  await until(page, () => /signature is missing/.test(document.querySelector('port-check').shadowRoot.querySelector('#maker-signature-error').textContent));
  const pad = await page.evaluateHandle(() => document.querySelector('port-check').shadowRoot.querySelector('.pad'));
  await pad.scrollIntoView();
  const { x, y, width, height } = await pad.boundingBox();
  await page.mouse.move(x + 20, y + height / 2);
  await page.mouse.down();
  for (let step = 0; step < 20; step++) await page.mouse.move(x + 20 + (step * (width - 60)) / 20, y + height / 2 + Math.sin(step) * 20);
  await page.mouse.up();
  await press(page, 'Preview the letter');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.maker-box .page text'));
  const text = await page.evaluate(() => [...document.querySelector('port-check').shadowRoot.querySelectorAll('.maker-box .page text')].map((one) => one.textContent).join(' '));
  assert.match(text, /Acme Plumbing/);
  assert.match(text, /736-5016/);
  const seen = await checked(page, () => press(page, 'Attach the letter'));
  assert.equal(seen.items.loa.state, 'ok', JSON.stringify(seen.groups));
  assert.match(seen.items.loa.text, /^letter-of-authorization\.local\.pdf · signed /);
  assert.equal(seen.tone, 'ready', JSON.stringify(seen));
});

test('rows without a number that can be moved are named where the letter is made', async () => {
  await openPortal(page, server.url);
  await checked(page, () => attach(page, folder.file('left-out.csv', sheet(numbers[0], '212736501', '212736XXXX'))));
  await press(page, 'Create the LOA here');
  await until(page, () => /will list 1 number .*2 rows from row 3 on have no number/.test(document.querySelector('port-check').shadowRoot.querySelector('#maker-numbers')?.textContent));
});

test('a typed signature, by keyboard alone; wrong fields are named', async () => {
  await openPortal(page, server.url);
  await checked(page, () => attach(page, folder.file('tf.csv', sheet('8005554123', '8005554124'))));
  await press(page, 'Create the LOA here');
  await until(page, () => /will list 2 numbers/.test(document.querySelector('port-check').shadowRoot.querySelector('#maker-numbers')?.textContent));
  assert.equal(await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('#maker-kind').value), 'toll-free');
  await fillIn({ company: 'Acme', service_address: '100 Main Street, New York, NY 10001', carrier: 'Old Bell', resporg: 'AB', name: 'Jane Doe', title: 'Owner' });
  await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('#maker-draw').focus());
  await page.keyboard.press('ArrowRight');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('#maker-typed').value === 'Jane Doe');
  await press(page, 'Preview the letter');
  await until(page, () => /RespOrg ID has five/.test(document.querySelector('port-check').shadowRoot.querySelector('#maker-resporg-error').textContent));
  assert.equal(await page.evaluate(() => document.querySelector('port-check').shadowRoot.activeElement.id), 'maker-resporg');
  await fillIn({ resporg: 'ABC01' });
  await press(page, 'Preview the letter');
  const seen = await checked(page, () => press(page, 'Attach the letter'));
  assert.equal(seen.items.loa.state, 'ok', JSON.stringify(seen.groups));
  assert.equal(seen.items.resporg.state, 'ok');
});
