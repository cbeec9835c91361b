// fix, split and template as a shell sees them, and what other programs make of the files: LibreOffice, openpyxl.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.PORTCHECK ?? join(root, 'build/release/portcheck');
const folder = mkdtempSync(join(tmpdir(), 'portcheck-hand-back-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const header = 'Number to Port,Campaign_url\n';
const url = 'https://acme.invoca.net/a_campaigns/terms/11';
let counter = 0;

function fresh() {
  const path = join(folder, String(counter++));
  mkdirSync(path);
  return path;
}

function file(name, content, at = fresh()) {
  const path = join(at, name);
  writeFileSync(path, content);
  return path;
}

function portcheck(args, options = {}) {
  return spawnSync(program, args, { encoding: 'utf8', timeout: 60_000, ...options });
}

const dirty = file('dirty.csv', `Phone,Campaign URL\n2127360143.0,acme.invoca.net/a_campaigns/terms/11\n\n2127360143,${url}\n`);

// --- the command line ---

test('fix writes the sheet, lists every change with its rule, and leaves the input alone', () => {
  const before = readFileSync(dirty);
  const out = join(fresh(), 'out.csv');
  const run = portcheck(['fix', dirty, '-o', out]);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /^6 repairs in dirty\.csv$/m);
  assert.match(run.stdout, /^ {2}A1 +"Phone" → "Number to Port" {2}Column read under another name \[HDR-003\]$/m);
  assert.match(run.stdout, /^ {2}B2 +"acme\.invoca\.net\/a_campaigns\/terms\/11" → "https:.* \[URL-002\]$/m);
  assert.match(run.stdout, /^ {2}row 4 +"2127360143" {2}Repeats row 2, left out \[ROW-004\]$/m);
  assert.equal(readFileSync(out, 'utf8'), `\uFEFF${header}2127360143,${url}\n`.replaceAll('\n', '\r\n'));
  assert.ok(readFileSync(dirty).equals(before));
  assert.equal(portcheck(['check', out]).status, 0);
});

test('check says how to fix what can be repaired, and nothing where there is nothing', () => {
  assert.match(portcheck(['check', dirty]).stdout, /fix what can be repaired: portcheck fix \S+\/dirty\.csv -o \S+\/dirty\.fixed\.csv$/m);
  assert.doesNotMatch(portcheck(['check', file('a.csv', `${header}212-736-014,${url}\n`)]).stdout, /portcheck fix/);
  assert.doesNotMatch(portcheck(['check', file('a b.csv', readFileSync(dirty))]).stdout, /portcheck fix/);
});

test('fix as json is the list of changes and nothing else', () => {
  const run = portcheck(['fix', dirty, '-o', join(fresh(), 'out.xlsx'), '--format', 'json']);
  const changes = JSON.parse(run.stdout);
  assert.equal(changes.schema, 'portcheck.changes/1');
  assert.equal(changes.change_count, 6);
  assert.deepEqual(changes.changes[2], {
    repair: 'cell', place: 'A2', row: 2, column: 'A', now_row: 2, rule: 'NUM-003',
    before: '2127360143.0', after: '2127360143', why: 'Number mangled by a spreadsheet',
  });
});

for (const [style, number] of [['digits', '2127360143'], ['dashes', '212-736-0143'], ['e164', '+12127360143'], ['national', '(212) 736-0143']]) {
  test(`--numbers ${style}`, () => {
    const run = portcheck(['fix', dirty, '-o', '-', '--type', 'csv', '--numbers', style]);
    assert.equal(run.status, 0, run.stderr);
    assert.ok(run.stdout.includes(`\r\n${number},`), run.stdout);
  });
}

test('standard input and output: bytes on stdout, the list on stderr', () => {
  const run = portcheck(['fix', '-', '-o', '-', '--type', 'csv'], { input: readFileSync(dirty) });
  assert.equal(run.status, 0);
  assert.ok(run.stdout.startsWith(`\uFEFFNumber to Port,`));
  assert.match(run.stderr, /6 repairs in stdin\.csv/);
  const workbook = spawnSync(program, ['template', '-o', '-', '--type', 'xlsx']);
  assert.equal(workbook.stdout.subarray(0, 2).toString(), 'PK');
});

test('split makes a folder with one sheet a request and says what is to be reviewed: exit 1', () => {
  const mixed = file('q4.csv', `${header}212-736-0143,${url}\n800-736-0143,${url}\n416-736-0143,${url}\n12,${url}\n`);
  const out = join(fresh(), 'parts');
  const run = portcheck(['split', mixed, '-o', out, '--type', 'csv']);
  assert.equal(run.status, 1, run.stderr);
  assert.deepEqual(readdirSync(out).sort(), ['q4.local-ca.csv', 'q4.local-us.csv', 'q4.to-review.csv', 'q4.toll-free.csv']);
  assert.match(run.stdout, /q4\.to-review\.csv: 1 row$/m);
  for (const name of ['q4.local-us.csv', 'q4.toll-free.csv']) assert.equal(portcheck(['check', join(out, name)]).status, 0, name);
  const clean = portcheck(['split', file('a.csv', `${header}212-736-0143,${url}\n`), '-o', fresh()]);
  assert.equal(clean.status, 0, clean.stderr);
});

test('nothing is replaced unasked, the input never', () => {
  const there = file('there.csv', 'mine');
  const run = portcheck(['fix', dirty, '-o', there]);
  assert.equal(run.status, 2);
  assert.match(run.stderr, /there\.csv exists; give another name, or --force to replace it/);
  assert.equal(readFileSync(there, 'utf8'), 'mine');
  assert.equal(portcheck(['fix', dirty, '-o', there, '--force']).status, 0);
  assert.notEqual(readFileSync(there, 'utf8'), 'mine');

  const link = join(fresh(), 'link.csv');
  symlinkSync(dirty, link);
  for (const same of [dirty, link, join(dirname(dirty), '.', 'dirty.csv')]) {
    const refused = portcheck(['fix', dirty, '-o', same, '--force']);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /is the file that is read/);
  }
  const parts = fresh();
  assert.equal(portcheck(['split', dirty, '-o', parts]).status, 0);
  const again = portcheck(['split', dirty, '-o', parts]);
  assert.equal(again.status, 2);
  assert.match(again.stderr, /dirty\.local\.xlsx exists/);
  assert.equal(portcheck(['split', dirty, '-o', parts, '--force']).status, 0);
  const template = file('t.xlsx', 'mine');
  assert.equal(portcheck(['template', '-o', template]).status, 2);
  assert.equal(readFileSync(template, 'utf8'), 'mine');
});

test('a file is written whole or not at all, and nothing is left behind', { skip: process.platform !== 'linux' }, () => {
  const full = portcheck(['fix', dirty, '-o', '/dev/full/out.csv']);
  assert.equal(full.status, 3);
  assert.match(full.stderr, /cannot be written/);
  const gone = portcheck(['fix', dirty, '-o', join(fresh(), 'no', 'such', 'folder.csv')]);
  assert.equal(gone.status, 3);
  assert.match(gone.stderr, /folder\.csv: cannot be written: No such file/);
  const here = fresh();
  // A limit on the size of files stands for a full disk.
  const run = spawnSync('/bin/bash', ['-c', 'ulimit -f 0; trap "" XFSZ; "$0" fix "$1" -o "$2"', program, dirty, join(here, 'out.xlsx')], { encoding: 'utf8' });
  assert.equal(run.status, 3, run.stderr);
  assert.match(run.stderr, /File too large/);
  assert.deepEqual(readdirSync(here), []);
  const out = join(here, 'out.csv');
  assert.equal(portcheck(['fix', dirty, '-o', out]).status, 0);
  assert.deepEqual(readdirSync(here), ['out.csv']);
  assert.equal(statSync(out).mode & 0o777, 0o666 & ~process.umask());
});

for (const [what, args, words] of [
  ['no output', ['fix', dirty], /--output is required/],
  ['an ending that is none', ['fix', dirty, '-o', join(folder, 'out.pdf')], /must end in \.xlsx or \.csv/],
  ['standard output without a type', ['fix', dirty, '-o', '-'], /say --type xlsx or --type csv/],
  ['a type that is none', ['template', '-o', join(folder, 'x'), '--type', 'ods'], /--type must be xlsx or csv, not "ods"/],
  ['a style that is none', ['fix', dirty, '-o', join(folder, 'o.csv'), '--numbers', 'roman'], /--numbers must be auto, dashes/],
  ['a format that is none', ['split', dirty, '-o', join(folder, 'p'), '--format', 'html'], /--format must be text or json/],
  ['a day that is none', ['fix', dirty, '-o', join(folder, 'o.csv'), '--today', 'x'], /--today must be a day/],
  ['a folder as output', ['fix', dirty, '-o', folder, '--type', 'csv'], /is a folder; name a file in it/],
  ['a file as folder', ['split', dirty, '-o', dirty], /is not a folder/],
]) {
  test(`wrong usage, ${what}: exit 2, the reason on stderr`, () => {
    const run = portcheck(args);
    assert.equal(run.status, 2, run.stdout);
    assert.match(run.stderr + run.stdout, words);
  });
}

test('what cannot be read is refused with the reason of the check: exit 3, nothing written', () => {
  const whole = readFileSync(join(root, 'tests/data/dirty.openpyxl.xlsx'));
  for (const [path, words] of [
    [file('cut.xlsx', whole.subarray(0, whole.length - 300)), /cut\.xlsx: This file is damaged/],
    [file('empty.csv', ''), /empty\.csv: This file is empty/],
    [join(folder, 'none.csv'), /none\.csv: cannot be opened/],
    [join(root, 'tests/data/clean.libreoffice.pdf'), /Nothing in this file could be read as a table/],
  ]) {
    for (const command of ['fix', 'split']) {
      const out = join(fresh(), command === 'fix' ? 'out.xlsx' : 'parts');
      const run = portcheck([command, path, '-o', out]);
      assert.equal(run.status, 3, run.stdout);
      assert.match(run.stderr, words);
      assert.ok(!existsSync(out));
    }
  }
});

test('help says what is done and what the exit codes mean', () => {
  for (const command of ['fix', 'split', 'template']) {
    const run = portcheck([command, '--help']);
    assert.equal(run.status, 0);
    assert.match(run.stdout, /Exit codes: 0 written/);
  }
  assert.match(portcheck(['--help']).stdout, /fix .*\n.*split .*\n.*template /);
});

// --- other programs ---

const hostile = '\u{1F469}\u200D\u{1F467}'; // with a joiner in it a cell is left as it is, control characters too
const texts = [
  '=1+1', "=cmd|' /C calc'!A0", '+1 (212) 736-0199', '-1+2', '@SUM(A1)', ' =1+1', '\uFF1D1+1', "'=1", '-5', '+5',
  'a,b;c', 'say "hi"', 'two\nlines', '<&>', '_x000D_', '007', '1e5', '2026-11-22', 'TRUE', '#N/A', '50 %', 'naïve ☎️',
  `${hostile} a\tb`, `${hostile} _x0041_`, `${hostile} \x01 \x1F`, 'x'.repeat(5000),
];
const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
const table = file(
  'texts.csv',
  `Number to Port,Campaign_url,Note\n${texts.map((text, row) => `212736${1000 + row},${url},${quoted(text)}\n`).join('')}`,
);

const python = `
import csv, json, sys
import openpyxl
path = sys.argv[1]
if path.endswith('.csv'):
    with open(path, encoding='utf-8-sig', newline='') as file:
        print(json.dumps([row for row in csv.reader(file)]))
else:
    book = openpyxl.load_workbook(path)
    print(json.dumps([{
        'name': sheet.title, 'state': sheet.sheet_state, 'freeze': sheet.freeze_panes, 'filter': sheet.auto_filter.ref,
        'rows': [[None if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()],
        'types': sorted({cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}),
        'formats': [cell.number_format for cell in next(sheet.iter_rows())],
        'column_formats': {letter: sheet.column_dimensions[letter].number_format for letter in 'ABCDE'},
        'notes': {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment},
        'lists': [[str(one.sqref), one.type, one.formula1] for one in sheet.data_validations.dataValidation],
    } for sheet in book.worksheets]))
`;
const read = (path) => JSON.parse(execFileSync('/usr/bin/python3', ['-c', python, path], { encoding: 'utf8', maxBuffer: 64 << 20 }));

// Every sheet of every workbook as CSV, by LibreOffice alone; it says so and stops where it would have to repair.
function converted(paths) {
  const out = fresh();
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'office'))}`;
  const run = spawnSync('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', out, ...paths], {
    encoding: 'utf8',
    timeout: 180_000,
  });
  assert.equal(run.status, 0, run.stderr);
  assert.doesNotMatch(run.stderr, /Error/);
  return out;
}

// A short row is a row whose last cells are empty.
const trimmed = (rows) => rows.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '' && cell !== null) + 1).map((cell) => cell ?? ''));
// openpyxl leaves _xHHHH_ as it stands in the file.
const decoded = (text) => text.replace(/_x([0-9A-F]{4})_/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
const unshielded = (text) => (/^'(?:'*\s*[=+\-@\uFF1D])/.test(text) && !/^'[+-]\d*$/.test(text) ? text.slice(1) : text);

test('LibreOffice and openpyxl read what was written, with the same cells and no repair', () => {
  const at = fresh();
  const made = Object.fromEntries(['fixed.xlsx', 'fixed.csv', 'template.xlsx', 'dirty.xlsx'].map((name) => [name, join(at, name)]));
  assert.equal(portcheck(['fix', table, '-o', made['fixed.xlsx'], '--numbers', 'national']).status, 0);
  assert.equal(portcheck(['fix', table, '-o', made['fixed.csv'], '--numbers', 'national']).status, 0);
  assert.equal(portcheck(['template', '-o', made['template.xlsx']]).status, 0);
  assert.equal(portcheck(['fix', join(root, 'tests/data/dirty.openpyxl.xlsx'), '-o', made['dirty.xlsx']]).status, 0);
  assert.equal(portcheck(['split', join(root, 'tests/data/dirty.csv'), '-o', at]).status, 1);
  const parts = ['dirty.local.xlsx', 'dirty.to-review.xlsx'].map((name) => join(at, name));
  const office = converted([made['fixed.xlsx'], made['template.xlsx'], made['dirty.xlsx'], ...parts]);

  const wanted = [
    ['Number to Port', 'Campaign_url', 'Note'],
    ...texts.map((text, row) => [`(212) 736-${1000 + row}`, url, unshielded(text)]),
  ];
  const [numbers, changes] = read(made['fixed.xlsx']);
  assert.deepEqual(numbers.rows.map((row) => row.map(decoded)), wanted);
  assert.deepEqual(numbers.types, ['s'], 'no cell is a formula or a number');
  assert.deepEqual([numbers.freeze, numbers.filter], ['A2', null]);
  assert.equal(changes.name, 'PortCheck changes');
  assert.deepEqual(trimmed(read(join(office, 'fixed-Numbers to port.csv'))), wanted);
  assert.deepEqual(read(made['fixed.csv']).map((row) => row.map(unshielded)), wanted);
  assert.equal(read(join(office, 'fixed-PortCheck changes.csv')).length, texts.length + 1);

  for (const [path, sheet, name] of [
    [made['dirty.xlsx'], 'Port request', 'dirty'],
    [parts[0], 'local', 'dirty.local'],
    [parts[1], 'to-review', 'dirty.to-review'],
  ]) {
    const cells = trimmed(read(join(office, `${name}-${sheet}.csv`)));
    const own = trimmed(read(path)[0].rows).map((row) => row.map(decoded));
    assert.equal(cells.length, own.length, name);
    own.forEach((row, at) => row.forEach((cell, column) => {
      const same = cells[at][column] === cell || cells[at][column].toUpperCase() === cell.toUpperCase() || Number(cells[at][column]) === Number(cell);
      assert.ok(same, `${name} ${at}:${column} ${cells[at][column]} is not ${cell}`);
    }));
  }
});

test('the template has notes, a list of media types, text columns and a frozen header', () => {
  const path = join(fresh(), 'porting-template.xlsx');
  assert.equal(portcheck(['template', '-o', path]).status, 0);
  const [sheet, list] = read(path);
  const names = ['Number to Port', 'Campaign_url', 'description', 'media_type', 'detected destination'];
  assert.deepEqual(sheet.rows, [names]);
  assert.deepEqual(Object.keys(sheet.notes), ['A1', 'B1', 'C1', 'D1', 'E1']);
  assert.match(sheet.notes.A1, /^Required\. One number a row, ten digits/);
  assert.deepEqual(sheet.lists, [['D2:D5001', 'list', "'PortCheck media types'!$A$1:$A$27"]]);
  assert.deepEqual(sheet.column_formats, { A: '@', B: '@', C: '@', D: '@', E: '@' });
  assert.equal(sheet.freeze, 'A2');
  assert.equal(sheet.filter, null);
  assert.equal(list.state, 'hidden');
  assert.equal(list.rows.length, 27);
  assert.equal(list.rows[0][0], 'Online: Content / Review Site');
});

test('a template that was filled in, by openpyxl and by LibreOffice, is ready', () => {
  const at = fresh();
  const path = join(at, 'porting-template.xlsx');
  assert.equal(portcheck(['template', '-o', path]).status, 0);
  const fill = `
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
book.worksheets[0].append(["212-736-0143", "${url}", "Radio spot", "Offline: Radio", "212-736-0199"])
book.save(sys.argv[2])
`;
  const filled = join(at, 'filled.xlsx');
  execFileSync('/usr/bin/python3', ['-c', fill, path, filled]);
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'office'))}`;
  const run = spawnSync('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', join(at, 'office'), filled], { timeout: 180_000 });
  assert.equal(run.status, 0);
  for (const one of [filled, join(at, 'office', 'filled.xlsx')]) {
    const report = JSON.parse(portcheck(['check', one, '--format', 'json']).stdout);
    assert.equal(report.verdict, 'ready', JSON.stringify(report.findings, null, 1));
    assert.equal(report.request.numbers, 1);
  }
});
