// Edited sheets in portcheck-sheets.wasm: after every edit, what a check of the edited sheet says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { readCases, root } from './cases.mjs';
import { openModule, sheetsWasm, status } from './module.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const Ajv = require('ajv/dist/2020').default;

let sheets, valid;
before(async () => {
  valid = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync(join(root, 'shared/edit.schema.json'), 'utf8')));
  sheets = await openModule(undefined, sheetsWasm);
});

const csvOf = (grid) => Buffer.from(grid.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n') + '\n');
const ordered = (findings) => findings.map((finding) => JSON.stringify(finding)).sort();

test('edits of a sheet: the same findings, counts and report as a check', () => {
  const today = '2026-11-22';
  const grid = [['Number to Port', 'Campaign_url', 'Detected_destination']];
  for (let row = 0; row < 60; row++) grid.push([String(2127360140 + (row % 50)), `https://acme.invoca.net/a_campaigns/terms/${row % 3}`, '3126360140']);
  const request = { today, options: { max_findings: 0 } };
  const session = sheets.opened(request, [{ name: 'a.csv', bytes: csvOf(grid) }]);
  const edit = sheets.call.portcheck_edit_open(session);
  const rows = new Map(JSON.parse(sheets.edited(edit, 'findings', 0, 1, 1000).text).rows.map((row) => [row.row, row.findings]));
  const edits = [[5, 1, '2127360141'], [2, 1, '8002345678'], [9, 1, ''], [9, 2, 'tbd'], [12, 3, '2127360150'], [12, 1, '3126360140'], [40, 2, ''], [1, 1, 'Phone'], [70, 1, 'x'], [70, 1, '']];
  for (const [row, column, typed] of edits) {
    while (grid.length < row) grid.push(['', '', '']);
    grid[row - 1][column - 1] = typed;
    const answer = sheets.editCell(edit, 0, row, column, typed);
    assert.equal(answer.status, status.ok);
    const told = JSON.parse(answer.text);
    assert.ok(valid(told), JSON.stringify(valid.errors));
    const fresh = told.all_rows || told.more_rows || told.kind_changed ? JSON.parse(sheets.edited(edit, 'findings', 0, 1, 1000).text).rows : told.rows;
    if (fresh !== told.rows) rows.clear();
    for (const one of fresh) rows.set(one.row, one.findings);
    const wanted = JSON.parse(sheets.check(request, [{ name: 'a.csv', bytes: csvOf(grid) }]).text);
    assert.deepEqual(ordered([...told.summary, ...[...rows.values()].flat()]), ordered(wanted.findings), `${row},${column}`);
    assert.deepEqual([told.verdict, told.request, told.counts], [wanted.verdict, wanted.request, wanted.counts]);
    const report = JSON.parse(sheets.edited(edit, 'report').text);
    report.files[0].size = wanted.files[0].size;
    assert.deepEqual(report, wanted);
  }
  sheets.call.portcheck_edit_close(edit);
  sheets.call.portcheck_close(session);
});

test('every case opened for edits: the report of a check', () => {
  let opened = 0;
  for (const { id, request, files } of readCases()) {
    const session = sheets.opened(request, files);
    const edit = sheets.call.portcheck_edit_open(session);
    if (edit !== 0 && !JSON.parse(sheets.edited(edit).text).refused) {
      assert.equal(sheets.edited(edit, 'report').text, sheets.check(request, files).text, id);
      opened++;
    }
    if (edit !== 0) sheets.call.portcheck_edit_close(edit);
    sheets.call.portcheck_close(session);
  }
  assert.ok(opened > 150);
});

test('what cannot be edited says so', () => {
  const session = sheets.opened({ today: '2026-11-22' }, [{ name: 'letter.pdf', bytes: Buffer.from('%PDF-1.4\n') }]);
  const edit = sheets.call.portcheck_edit_open(session);
  assert.match(JSON.parse(sheets.edited(edit).text).refused.message, /no spreadsheet/);
  assert.equal(sheets.editCell(edit, 0, 1, 1, 'x').status, status.wrongState);
  assert.equal(sheets.edited(edit, 'report').status, status.wrongState);
  sheets.call.portcheck_edit_close(edit);
  sheets.call.portcheck_close(session);

  const other = sheets.opened({ today: '2026-11-22' }, [{ name: 'a.csv', bytes: Buffer.from('Number to Port,Campaign_url\n2127360143,x\n') }]);
  const open = sheets.call.portcheck_edit_open(other);
  for (const [file, row, column] of [[1, 1, 1], [0, 0, 1], [0, 1, 0], [0, 1048577, 1], [0, 1, 16385]])
    assert.ok(JSON.parse(sheets.editCell(open, file, row, column, 'x').text).refused);
  sheets.call.portcheck_edit_close(open);
  sheets.call.portcheck_close(other);
});

test('the cells that are shown, and the sheet that is saved, are those of the edits', () => {
  const text = 'Number to Port,Campaign_url\n212736014,https://acme.invoca.net/a_campaigns/terms/11\n';
  const session = sheets.opened({ today: '2026-11-22' }, [{ name: 'a/numbers.csv', bytes: Buffer.from(text) }]);
  const edit = sheets.call.portcheck_edit_open(session);
  sheets.editCell(edit, 0, 2, 1, '2127360143');
  sheets.editCell(edit, 0, 4, 1, '2127360144');
  const cells = JSON.parse(sheets.edited(edit, 'cells', 0, 2, 9, 1, 1, 200).text);
  assert.deepEqual(cells, { schema: 'portcheck.cells/1', row_count: 4, column_count: 2, from_row: 2, rows: [['2127360143'], [], ['2127360144']] });
  const ajv = new Ajv({ allErrors: true });
  assert.ok(ajv.compile(JSON.parse(readFileSync(join(root, 'shared/cells.schema.json'), 'utf8')))(cells));
  const saved = sheets.taken(sheets.call.portcheck_edit_save(edit, 0, 1));
  assert.equal(saved.files[0].name, 'numbers.corrected.csv');
  assert.match(saved.files[0].bytes.toString('utf8'), /^\ufeffNumber to Port,Campaign_url\r\n2127360143,https.*\r\n,\r\n2127360144,\r\n$/);
  assert.equal(sheets.call.portcheck_edit_save(edit, 0, 7), 0);
  sheets.call.portcheck_edit_close(edit);
  sheets.call.portcheck_close(session);
});
