// portcheck-sheets.wasm: all that the small module answers, and sheets handed back like the native build's, byte for byte.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { readCases, root } from './cases.mjs';
import { lettersWasm, needed, openModule, sheetsWasm, status } from './module.mjs';

const native = process.env.PORTCHECK ?? join(root, 'build/release/portcheck');
const today = '2026-11-22';
const formats = ['xlsx', 'csv']; // enum portcheck_sheet_format
const styles = ['auto', 'dashes', 'digits', 'e164', 'national']; // enum portcheck_number_style

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const Ajv = require('ajv/dist/2020').default;

let small, sheets, folder, valid;
before(async () => {
  valid = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(join(root, 'shared/changes.schema.json'), 'utf8')));
  small = await openModule();
  sheets = await openModule(undefined, sheetsWasm);
  folder = mkdtempSync(join(tmpdir(), 'portcheck-sheets-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

function run(args) {
  const done = spawnSync(native, args, { maxBuffer: 256 << 20 });
  assert.ok(done.status === 0 || done.status === 1, `${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
}

const data = join(root, 'tests/data');
const fixtures = readdirSync(data)
  .filter((name) => /\.(csv|xlsx)$/.test(name))
  .map((name) => ({ name, path: join(data, name), bytes: readFileSync(join(data, name)) }));

test('there are fixtures', () => assert.ok(fixtures.length > 8));

for (const file of fixtures) {
  test(`fix and split of ${file.name}: the bytes and the list of changes of the native build`, () => {
    for (const [format, type] of formats.entries()) {
      const here = mkdtempSync(join(folder, 'one-'));
      for (const numbers of file.name.startsWith('dirty') ? [0, 2] : styles.keys()) {
        const fixed = sheets.handBack('fix', { today }, [file], format, numbers);
        const out = join(here, `out.${type}`);
        const told = JSON.parse(
          run(['fix', file.path, '-o', out, '--today', today, '--numbers', styles[numbers], '--format', 'json', '--force']),
        );
        assert.ok(fixed.files[0].bytes.equals(readFileSync(out)), `${type} ${styles[numbers]}`);
        assert.deepEqual({ ...JSON.parse(fixed.text), files: [] }, { ...told, files: [] });
      }
      const split = sheets.handBack('split', { today }, [file], format, 0);
      const told = run(['split', file.path, '-o', join(here, 'parts'), '--today', today, '--type', type, '--format', 'json']);
      assert.equal(`${split.text}\n`, told.toString('utf8'));
      assert.deepEqual(readdirSync(join(here, 'parts')).sort(), split.files.map(({ name }) => name).sort());
      for (const { name, bytes } of split.files) assert.ok(bytes.equals(readFileSync(join(here, 'parts', name))), name);
    }
  });
}

test('the template: the bytes of the native build', () => {
  for (const [format, type] of formats.entries()) {
    const { files } = sheets.taken(sheets.call.portcheck_template(format));
    const path = join(folder, `template.${type}`);
    run(['template', '-o', path]);
    assert.ok(files[0].bytes.equals(readFileSync(path)));
  }
});

test('every case of tests/cases that both modules read: the same report', () => {
  let read = 0;
  for (const { id, request, files } of readCases()) {
    if (small.needs(request, files) !== needed.nothing) continue;
    assert.equal(sheets.check(request, files).text, small.check(request, files).text, id);
    read++;
  }
  assert.ok(read > 200);
});

test('every case handed back is read again without a certain fix left', () => {
  for (const { id, request, files } of readCases()) {
    if (files.length !== 1 || files[0].bytes.length > 1 << 20) continue;
    const { text, files: made } = sheets.handBack('fix', request, files, 1);
    const changes = JSON.parse(text);
    assert.ok(valid(changes), JSON.stringify(valid.errors));
    assert.equal(changes.refused !== undefined, made.length === 0, id);
    if (made.length === 0) continue;
    const again = sheets.handBack('fix', request, made, 1);
    assert.deepEqual(JSON.parse(again.text).changes, [], id);
    assert.ok(again.files[0].bytes.equals(made[0].bytes), id);
  }
});

const needs = (module, name, bytes) => module.needs({ today }, [{ name, bytes }]);

test('old and OpenDocument workbooks need this module, letters another, by their content', async () => {
  const letters = await openModule(undefined, lettersWasm);
  for (const [name, module] of [
    ['clean.libreoffice.xls', needed.sheets],
    ['clean.libreoffice.ods', needed.sheets],
    ['clean.libreoffice.pdf', needed.letters],
    ['clean.libreoffice.html', needed.letters],
  ]) {
    const bytes = readFileSync(join(data, name));
    assert.equal(needs(small, name, bytes), module, name);
    assert.equal(needs(small, 'numbers.xlsx', bytes), module, name);
    assert.equal(needs(letters, name, bytes), module === needed.letters ? needed.nothing : module, name);
    assert.equal(needs(sheets, name, bytes), needed.nothing, name);
  }
  for (const name of ['clean.csv', 'clean.libreoffice.xlsx']) {
    assert.equal(needs(small, `${basename(name)}.xls`, readFileSync(join(data, name))), 0, name);
  }
  assert.equal(needs(small, 'empty.xls', Buffer.alloc(0)), 0);
});

// The small module once called random bytes ready where nobody had asked which module knows them.
test('a module does not run a check that another one answers', () => {
  const session = small.opened({ today }, [{ name: 'a.csv', bytes: Buffer.from('\0\x01\x02') }]);
  assert.equal(small.call.portcheck_run(session), status.wrongState);
  small.call.portcheck_close(session);
});

// The small module takes for a table only what the others do.
test('whatever a file begins with, a module that answers says what all would', () => {
  const begins = [
    'From a@b.example Mon\n', 'From: a@b.example\n', 'Subject: port\n', 'To: desk\n', 'Date: today\n', ' goes on, and on\n', '\tgoes on\n', '\n', ' ',
    'MIME-Version: 1.0\nContent-Type: multipart/related\n', '<html>', '<table>\n', '<?xml version="1.0"?>', 'urn:schemas-microsoft-com:office:spreadsheet',
    'opendocument.spreadsheet', '%PDF-1.7\n', 'GIF89a', 'BM', 'BM1234\0\0\0\0', 'II*\0', 'MM\0*', '{\\rtf1 ', '\t\x04\x04\0', 'RIFF1234WEBP', '1234ftypheic',
    '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', '\xFF\xD8\xFF', '\x89PNG\r\n\x1A\n', 'PK\x03\x04', 'PK\x05\x06', '\xFF\xFE', '\0', 'a:b,c\n', '800-555-0100,x\n',
    'Number to Port,Campaign_url\n8005550100,https://a.invoca.net/b\n',
  ];
  let state = 1;
  const random = (below) => (state = (state * 48271) % 2147483647) % below;
  const answered = { true: 0, false: 0 };
  for (let i = 0; i < 4000; i++) {
    const text = Array.from({ length: 1 + random(5) }, () => begins[random(begins.length)]).join('');
    const file = { name: ['a.csv', 'a.xls', 'a.eml', 'a'][i % 4], bytes: Buffer.from(text, 'latin1') };
    const answers = needs(small, file.name, file.bytes) === needed.nothing;
    answered[answers]++;
    if (answers) assert.equal(small.check({ today }, [file]).text, sheets.check({ today }, [file]).text, JSON.stringify(text));
  }
  assert.ok(answered.true > 200 && answered.false > 1000, JSON.stringify(answered));
});

test('wrong use gives nothing, and the session works on', () => {
  const file = { name: 'a.csv', bytes: Buffer.from('Number to Port,Campaign_url\n') };
  const session = sheets.opened({ today }, [file]);
  for (const [format, numbers] of [[2, 0], [-1, 0], [0, 5], [0, -1]]) {
    assert.equal(sheets.call.portcheck_fix(session, format, numbers), 0);
    assert.equal(sheets.call.portcheck_split(session, format, numbers), 0);
  }
  assert.equal(sheets.call.portcheck_template(2), 0);
  const done = sheets.call.portcheck_fix(session, 0, 0);
  assert.notEqual(done, 0);
  assert.equal(sheets.call.portcheck_hand_back_file(done, 1), 0);
  assert.equal(sheets.call.portcheck_hand_back_file_size(done, 1), 0);
  sheets.call.portcheck_hand_back_close(done);
  assert.equal(sheets.call.portcheck_run(session), status.ok);
  sheets.call.portcheck_close(session);

  const bad = sheets.open('{"today":7}');
  assert.equal(sheets.call.portcheck_fix(bad, 0, 0), 0);
  assert.match(sheets.text(bad), /today/);
  sheets.call.portcheck_close(bad);
  const missing = sheets.open({ today, files: [{ name: 'a.csv' }] });
  assert.equal(sheets.call.portcheck_fix(missing, 0, 0), 0);
  sheets.call.portcheck_close(missing);
  sheets.call.portcheck_hand_back_close(0);
});

test('two hundred sheets handed back leave the memory as it was', () => {
  const rows = Array.from({ length: 500 }, (_, row) => `212736${1000 + row}.0,acme.invoca.net/a_campaigns/terms/11\n`).join('');
  const file = { name: 'a.csv', bytes: Buffer.from(`Phone,Campaign_url\n${rows}`) };
  for (let round = 0; round < 5; round++) sheets.handBack('fix', { today }, [file]);
  const warm = sheets.memoryBytes;
  for (let round = 0; round < 200; round++) sheets.handBack(round % 2 ? 'fix' : 'split', { today }, [file]);
  assert.equal(sheets.memoryBytes, warm);
});

test('damaged and random bytes are refused with a reason', () => {
  const whole = readFileSync(join(data, 'dirty.openpyxl.xlsx'));
  for (let size = 0; size < whole.length; size += 97) {
    const { text, files } = sheets.handBack('fix', { today }, [{ name: 'numbers.xlsx', bytes: whole.subarray(0, size) }]);
    if (files.length === 0) assert.ok(JSON.parse(text).refused.message.length > 10);
  }
  const odd = Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 197 + (at >> 3)) % 256));
  for (const name of ['a.csv', 'a.xlsx', 'a']) sheets.handBack('split', { today }, [{ name, bytes: odd }]);
});

test('a name of any bytes makes a name without folders', () => {
  const bytes = Buffer.from('Number to Port,Campaign_url\n212-736-0143,https://acme.invoca.net/a_campaigns/terms/11\n');
  for (const name of ['../../etc/passwd', 'a\u0000b.csv', '<img src=x>.csv', '..', '']) {
    const { files } = sheets.handBack('split', { today }, [{ name, bytes }]);
    assert.match(files[0].name, /^[^/\\<>\0]+\.local\.xlsx$/, name);
  }
});
