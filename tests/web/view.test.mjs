// Wording and grouping, without a browser: view.ts turns reports of the real engine into what the panel says.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { check } from '../../web/dist/node.js';
import { letter, sheet } from './site.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { buildSync } = require('esbuild');
const source = (name) => fileURLToPath(new URL(`../../web/src/${name}`, import.meta.url));

let folder, view, words, titleOf;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portcheck-view-'));
  const load = async (name) => {
    const outfile = join(folder, `${name.replaceAll('/', '-')}.mjs`);
    buildSync({ entryPoints: [source(name)], bundle: true, format: 'esm', outfile, logLevel: 'error' });
    return import(pathToFileURL(outfile).href);
  };
  view = await load('view.ts');
  words = (await load('words/index.ts')).english;
  const { rules } = await load('generated/rules.ts');
  titleOf = (rule) => rules[rule].title;
});
after(() => rmSync(folder, { recursive: true, force: true }));

const porting = { subject: 'Request to port-in phone numbers', description: 'Please.', reason: 'Number Management', sub_category: 'Porting Numbers' };
const file = (name, text) => ({ name, bytes: new Uint8Array(Buffer.from(text)) });
const loa = file('letter.pdf', letter);

async function see(files, options = {}) {
  const report = JSON.parse(await check(files, { today: '2026-11-22', ticket: porting, ...options }));
  return view.viewOf(report, words, true, titleOf);
}

test('nothing attached: calm, nothing to judge', () => {
  const empty = view.emptyView(words);
  assert.equal(empty.tone, 'calm');
  assert.deepEqual(empty.items.map((item) => item.state), ['needed', 'needed']);
  assert.deepEqual(empty.groups, []);
});

test('all is well, and a letter that nobody has read yet has no tick', async () => {
  const seen = await see([file('numbers.csv', sheet('2127365015', '2127365016')), loa]);
  assert.equal(seen.verdict, 'Ready to send');
  assert.deepEqual(seen.groups, []);
  assert.deepEqual(seen.items.map(({ key, state }) => [key, state]), [['sheet', 'ok'], ['loa', 'note'], ['kind', 'ok'], ['pin', 'note'], ['ticket', 'ok']]);
  assert.equal(seen.items[0].text, 'numbers.csv · 2 numbers');
  assert.equal(seen.items[2].text, 'local · United States');
  assert.ok(seen.notes.length > 0 && seen.notes.every((note) => note.severity === 'info'));
});

test('one problem and several are counted in words', async () => {
  assert.equal((await see([file('n.csv', sheet('212736014')), loa])).verdict, '1 thing to fix before you send this');
  const two = await see([file('n.csv', sheet('212736014', '2127365015', '2127365015')), loa]);
  assert.equal(two.verdict, '2 things to fix before you send this');
});

test('what is missing is said beside what is wrong', async () => {
  const seen = await see([file('n.csv', sheet('212736014'))]);
  assert.equal(seen.verdict, '1 thing to fix before you send this');
  assert.match(seen.hint, /Also still needed: letter \(LOA\)\./);
  assert.ok(!JSON.stringify(seen.groups).includes('TKT-001'));
});

test('only a letter: the spreadsheet is still needed', async () => {
  const seen = await see([loa]);
  assert.equal(seen.tone, 'needed');
  assert.equal(seen.verdict, 'Still needed: spreadsheet');
  assert.equal(seen.hint, 'What is attached so far is fine.');
  assert.equal(seen.items[0].state, 'needed');
});

test('errors come before warnings', async () => {
  const rows = 'Number to Port,Campaign_url\n2127365015,acme.invoca.net/a_campaigns/terms/11\n212736014,https://acme.invoca.net/a_campaigns/terms/11\n';
  const seen = await see([file('n.csv', rows), loa]);
  const order = seen.groups.map((group) => group.severity);
  assert.deepEqual(order, [...order].sort());
  assert.ok(order.includes('error') && order.includes('warning'));
});

test('fixes are shown with the row', async () => {
  const rows = 'Number to Port,Campaign_url\n2127365015,acme.invoca.net/a_campaigns/terms/11\n';
  const seen = await see([file('n.csv', rows), loa]);
  const row = seen.groups.find((group) => group.key.startsWith('URL-002')).rows[0];
  assert.equal(row.place, 'Row 2');
  assert.equal(row.cell, 'B2');
  assert.equal(row.fix.value, 'https://acme.invoca.net/a_campaigns/terms/11');
});

test('rows of which the same is said are one entry', async () => {
  const seen = await see([file('n.csv', `Number to Port,Campaign_url\n${'2127365015,TBD\n2127365016,n/a\n2127365017,TBD\n2127365018,TBD\n'}`), loa]);
  const rows = seen.groups.find((group) => group.key.startsWith('URL-006')).rows;
  assert.deepEqual(rows.map((row) => row.place), ['Rows 2, 4, 5', 'Row 3']);
});

test('counts stay exact when the report leaves findings out', async () => {
  const rows = Array.from({ length: 50 }, (_, index) => String(21273600 + index));
  const seen = await see([file('n.csv', sheet(...rows)), loa], { maxFindings: 10 });
  const group = seen.groups.find((one) => one.key.startsWith('NUM-001'));
  assert.equal(group.count, 50);
  assert.ok(group.notListed > 0);
  assert.equal(group.rows.length + group.notListed, 50);
});

test('two sheets: each finding says which file it is of', async () => {
  const seen = await see([file('a.csv', sheet('212736014')), file('b.csv', sheet('212736014')), loa]);
  const files = seen.groups.filter((group) => group.key.startsWith('NUM-001')).map((group) => group.file);
  assert.deepEqual(files, ['a.csv', 'b.csv']);
  assert.match(seen.items[0].text, /^a\.csv and 1 more file/);
});

test('a ticket filed elsewhere is a look, in the checklist and below', async () => {
  const seen = await see([file('n.csv', sheet('2127365015')), loa], { ticket: { ...porting, subject: 'Hi', description: 'Hello' } });
  assert.equal(seen.items.at(-1).state, 'look');
  assert.match(seen.verdict, /^Nothing stops this\. 1 thing to look at/);
});

test('sentences that all rows share are said once', () => {
  const { advice, own } = view.splitMessages(['"1" has 1 digit. Add them.', '"22" has 2 digits. Add them.']);
  assert.equal(advice, 'Add them.');
  assert.deepEqual(own, ['"1" has 1 digit.', '"22" has 2 digits.']);
  assert.deepEqual(view.splitMessages(['Same. Same.', 'Same. Same.']), { advice: 'Same. Same.', own: ['', ''] });
  assert.deepEqual(view.splitMessages(['Alone. Here.']), { advice: '', own: ['Alone. Here.'] });
});

test('row numbers become ranges, and many of them stay short', () => {
  assert.equal(view.ranges([5, 6, 7, 12], words), '5–7, 12');
  assert.equal(view.ranges([1, 2], words), '1, 2');
  assert.equal(view.ranges([1000], words), '1,000');
  const odd = Array.from({ length: 40 }, (_, index) => index * 2 + 1);
  assert.equal(view.ranges(odd, words), '1, 3, 5, 7, 9, 11, 13, 15 and 32 more');
});

test('each thing of the checklist says what can be done about it', async () => {
  const actions = ({ items }) => Object.fromEntries(items.map(({ key, actions }) => [key, actions]));
  assert.deepEqual(actions(view.emptyView(words)), { sheet: ['paste', 'template'], loa: ['make-letter'] });
  const mixed = await see([file('n.csv', sheet('2127365015', '8005554123', '2127365016.0'))]);
  assert.deepEqual(actions(mixed).sheet, ['open-sheet', 'repair']);
  assert.deepEqual(actions(mixed).loa, ['make-letter']);
  assert.deepEqual(actions(mixed).kind, ['split']);
  assert.equal(mixed.items.find(({ key }) => key === 'resporg').state, 'look');
});

test('what is said of time stands together: weeks, many numbers, the date of an answer, the allotment', async () => {
  const usual = await see([file('n.csv', sheet('2127365015')), loa], { allotment: { used: 699, total: 1000 } });
  assert.match(usual.times.join(' '), /2 to 5 weeks.*Keep your present service.*10 business days.*After this port 700 of 1,000 contracted numbers/);
  assert.ok(!usual.notes.some(({ rule }) => ['TKT-006', 'TKT-007'].includes(rule)), 'and is not said twice');
  const many = await see([file('n.csv', sheet(...Array.from({ length: 201 }, (_, index) => String(2127365000 + index)))), loa]);
  assert.match(many.times.join(' '), /201 numbers are more than 200/);
  const rejected = await see([file('n.csv', sheet('2127365015')), loa], { ticket: { ...porting, rejection: { date: '2026-11-20', text: 'address' } } });
  assert.match(rejected.times.join(' '), /Send the corrected one by \w+day, December \d+, 2026/);
});

test('what cannot be seen in a file is shown', async () => {
  const seen = await see([file('a\u202eb.csv', sheet('212\u202e736014')), loa]);
  assert.ok(!/[\u200b-\u200f\u202a-\u202e]/.test(JSON.stringify(seen)));
  assert.match(seen.items[0].text, /^a‹U\+202E›b\.csv/);
});
