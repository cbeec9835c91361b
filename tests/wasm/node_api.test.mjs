// check(files, options) of web/dist/node.js, as a program would use it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { BadRequest, check, fix, split, template } from '../../web/dist/node.js';

const csv = Buffer.from('Number to Port,Campaign_url\n212736014,https://acme.invoca.net/a_campaigns/terms/11\n');
const file = { name: 'numbers.csv', bytes: new Uint8Array(csv) };

test('returns the report as text', async () => {
  const report = JSON.parse(await check([file], { today: '2026-11-22' }));
  assert.equal(report.schema, 'portcheck.report/1');
  assert.equal(report.checked_on, '2026-11-22');
  assert.ok(report.findings.some((finding) => finding.rule === 'NUM-001' && finding.cell === 'A2'));
  assert.equal(report.files[0].sha256, createHash('sha256').update(csv).digest('hex'));
});

// The report is made a string in pieces: where one ends in a character, or begins with a byte order mark, nothing may be lost.
test('returns every character of a long report', async () => {
  const values = Array.from({ length: 900 }, (_, index) => `${'x'.repeat(index % 7)}\u00e9\u20ac\ufeff\ufeff\ufeff\u{1f4de}${'\ufeff'.repeat(40)}${index}`);
  const long = Buffer.from(`Number to Port,Campaign_url\n${values.map((value) => `${value},x\n`).join('')}`);
  const report = JSON.parse(await check([{ name: 'n.csv', bytes: long }], { today: '2026-11-22', maxFindings: 0 }));
  const seen = report.findings.filter(({ rule }) => rule === 'NUM-001').map(({ value }) => value);
  assert.deepEqual(seen, values);
});

// The small module leaves it to the one with letters what a text that begins with "<" is, and that one leaves sheets to the third.
test('asks a module that another one named', async () => {
  const cell = (text) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
  const row = (...texts) => `<table:table-row>${texts.map(cell).join('')}</table:table-row>`;
  const flat = `<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="S">
    ${row('Number to Port', 'Campaign_url')}${row('212736014', 'x')}</table:table></office:spreadsheet></office:body></office:document>`;
  const report = JSON.parse(await check([{ name: 'numbers.fods', bytes: Buffer.from(flat) }], { today: '2026-11-22' }));
  assert.equal(report.files[0].type, 'ods');
  assert.ok(report.findings.some(({ rule, cell: at }) => rule === 'NUM-001' && at === 'A2'));
});

test('takes today from the calendar when none is given', async () => {
  const now = new Date();
  const report = JSON.parse(await check([file]));
  const days = Math.abs(Date.parse(report.checked_on) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
  assert.ok(days <= 86_400_000);
});

test('passes every option on', async () => {
  const many = Buffer.from(`Number to Port,Campaign_url\n${'21273601,x\n'.repeat(50)}`);
  const report = JSON.parse(
    await check([{ name: 'n.csv', bytes: many }], {
      today: '2026-11-22',
      maxFindings: 5,
      kind: 'local',
      campaignHosts: ['calls.example'],
      allotment: { used: 1, total: 10 },
      ticket: { subject: 'Hello', reason: 'Reporting', sub_category: 'Exports' },
    }),
  );
  assert.equal(report.findings.length, 4); // errors; the fifth place is all else's, whose rules are more than one
  assert.equal(report.truncated, true);
  assert.ok(report.counts.by_rule['TKT-004'] > 0);
});

test('rejects a wrong option by name', async () => {
  await assert.rejects(check([file], { today: 'tomorrow' }), (error) => error instanceof BadRequest && error.where === 'today');
  await assert.rejects(check([file], { kind: 'fax' }), /options\.kind/);
  await assert.rejects(check([file], { maxfindings: 3 }), /options\.maxfindings/);
});

test('serves many callers at once, each its own answer', async () => {
  const checks = Array.from({ length: 40 }, (_, index) =>
    check([{ name: `${index}.csv`, bytes: Buffer.from(`Number to Port,Campaign_url\n${index},x\n`) }], { today: '2026-11-22' }),
  );
  (await Promise.all(checks)).forEach((text, index) => {
    const report = JSON.parse(text);
    assert.equal(report.files[0].name, `${index}.csv`);
    assert.ok(report.findings.some((finding) => finding.value === String(index)));
  });
});

test('takes bytes of any kind of view', async () => {
  const padded = new Uint8Array(csv.length + 20);
  padded.set(csv, 10);
  const shared = new Uint8Array(new SharedArrayBuffer(csv.length));
  shared.set(csv);
  const options = { today: '2026-11-22' };
  const plain = await check([file], options);
  assert.equal(await check([{ name: file.name, bytes: padded.subarray(10, 10 + csv.length) }], options), plain);
  assert.equal(await check([{ name: file.name, bytes: shared }], options), plain);
  assert.equal(await check([{ name: file.name, bytes: csv }], options), plain);
});

const dirty = {
  name: 'dirty.csv',
  bytes: new Uint8Array(Buffer.from('Phone,Campaign_url\n2127360143.0,https://acme.invoca.net/a_campaigns/terms/11\n')),
};

test('fixes and splits a sheet, and says what was changed', async () => {
  const { changes, files } = await fix(dirty, { today: '2026-11-22', type: 'csv', numbers: 'e164' });
  assert.equal(files[0].name, 'dirty.fixed.csv');
  assert.match(Buffer.from(files[0].bytes).toString('utf8'), /^\uFEFFNumber to Port,Campaign_url\r\n\+12127360143,/);
  assert.deepEqual(JSON.parse(changes).changes.map(({ rule }) => rule), ['HDR-003', 'NUM-003']);
  const parts = await split(dirty);
  assert.deepEqual(parts.files.map(({ name }) => name), ['dirty.local.xlsx']);
  assert.equal(JSON.parse(await check([{ name: 'a.xlsx', bytes: parts.files[0].bytes }], { today: '2026-11-22' })).verdict, 'ready');
});

test('gives the template', async () => {
  assert.equal(Buffer.from(await template()).subarray(0, 2).toString(), 'PK');
  assert.match(Buffer.from(await template('csv')).toString('utf8'), /^\uFEFFNumber to Port,/);
});

// The texts of a workbook's parts.
const insides = (bytes) =>
  execFileSync('/usr/bin/python3', ['-c', 'import io, sys, zipfile\nz = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))\nfor n in z.namelist(): sys.stdout.write(z.read(n).decode() + "\\n")'], { input: Buffer.from(bytes), encoding: 'utf8' });

test('what is written into a file beside the customer\'s own words is in the language that is asked for', async () => {
  const english = await template();
  const spanish = insides(await template('xlsx', 'es'));
  for (const said of ['Obligatorio. Un número por fila', 'name="Números por trasladar"', 'error="La plataforma solo acepta', 'Number to Port', 'Campaign_url']) assert.ok(spanish.includes(said), said);
  assert.doesNotMatch(spanish, /Required|Optional|Not in the list/);
  const untidy = { name: 'untidy.csv', bytes: new Uint8Array(Buffer.from('Phone,Campaign_url\n2127360143.0,https://acme.invoca.net/a_campaigns/terms/11\n212736014,https://acme.invoca.net/a_campaigns/terms/11\n')) };
  const { files: fixed } = await fix(untidy, { today: '2026-11-22', language: 'fr-CA' });
  for (const said of ['PortCheck modifications', 'Cellule actuelle', 'Pourquoi']) assert.ok(insides(fixed[0].bytes).includes(said), said);
  const { files: parts } = await split(untidy, { today: '2026-11-22', type: 'csv', language: 'fr-CA' });
  const review = Buffer.from(parts.find(({ name }) => /a-verifier/.test(name)).bytes).toString();
  assert.match(review, /^\uFEFFNumber to Port,Campaign_url,.*Ligne d’origine,Que faire\r\n/);
  assert.match(review, /a 9 chiffres/);
  assert.ok(Buffer.from(await template()).equals(Buffer.from(english)), 'English again');
  const { message } = JSON.parse(await check([file], { today: '2026-11-22' })).findings.find(({ rule }) => rule === 'NUM-001');
  assert.match(message, /has 9 digits/);
});

test('a sheet that cannot be read gives a reason instead of a file', async () => {
  const { changes, files } = await fix({ name: 'empty.csv', bytes: new Uint8Array(0) });
  assert.deepEqual(files, []);
  assert.match(JSON.parse(changes).refused.message, /empty/);
});

test('rejects a wrong option of these too, and works on', async () => {
  for (const work of [fix, split]) {
    await assert.rejects(work(dirty, { today: 'tomorrow' }), (error) => error instanceof BadRequest && error.where === 'today');
    await assert.rejects(work(dirty, { type: 'ods' }), /options\.type: one of xlsx, csv/);
    await assert.rejects(work(dirty, { numbers: 'roman' }), /options\.numbers/);
    await assert.rejects(work(dirty, { colour: 1 }), /options\.colour/);
  }
  await assert.rejects(template('ods'), /type: one of xlsx, csv/);
  assert.equal((await fix(dirty)).files.length, 1);
});

test('a workbook of another format is checked by the module that reads it', async () => {
  const bytes = new Uint8Array(readFileSync(new URL('../data/clean.libreoffice.ods', import.meta.url)));
  assert.equal(JSON.parse(await check([{ name: 'a.ods', bytes }], { today: '2026-11-22' })).files[0].type, 'ods');
});
