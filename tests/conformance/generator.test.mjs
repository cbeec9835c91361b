// Sheets with known mistakes: every one is found in its cell, and nothing is said of rows that are right.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engines } from './engines.mjs';
import { judge, mistakes } from './truth.mjs';

const folder = mkdtempSync(join(tmpdir(), 'portcheck-conformance-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const generator = fileURLToPath(new URL('generate.py', import.meta.url));
const seeds = [1, 2, 3, 4, 5, 6];
const rows = 450; // each mistake once; the oddities twice
const kinds = ['csv', 'shared.xlsx', 'inline.xlsx'];

const exact = { exact: true, recall: 1, missed: {}, extra: {}, rowsOk: true, headerOk: true, numbersOk: true };

function loudOnRightRows(report, truth) {
  const excused = new Set([truth.headerRow, ...truth.oddRows, ...truth.errors.map(([row]) => row)]);
  return report.findings.filter(({ severity, row }) => severity !== 'info' && row !== undefined && !excused.has(row));
}

for (const seed of seeds) {
  test(`seed ${seed}`, async (t) => {
    const here = join(folder, String(seed));
    execFileSync('python3', [generator, '--seed', seed, here, rows]);
    const truth = JSON.parse(readFileSync(join(here, `port-${rows}.truth.json`), 'utf8'));
    assert.deepEqual(new Set(truth.errors.map(([, code]) => code)), new Set(Object.keys(mistakes)), 'every mistake is made');
    for (const kind of kinds) {
      const path = join(here, `port-${rows}.${kind}`);
      const texts = {};
      for (const [name, engine] of Object.entries(engines)) {
        await t.test(`${kind}, ${name}`, async () => {
          texts[name] = await engine(path);
          const report = JSON.parse(texts[name]);
          assert.deepEqual(judge(report, truth), exact);
          assert.deepEqual(loudOnRightRows(report, truth), []);
        });
      }
      await t.test(`${kind}: both engines say the same`, () => assert.equal(texts.native, texts.wasm));
    }
  });
}

test('the judge misses nothing', async (t) => {
  const here = join(folder, '1');
  const truth = JSON.parse(readFileSync(join(here, `port-${rows}.truth.json`), 'utf8'));
  const text = await engines.wasm(join(here, `port-${rows}.csv`));
  const judged = (change) => {
    const report = JSON.parse(text);
    change(report);
    return judge(report, truth);
  };
  const [row] = truth.errors.find(([, code]) => code === 'NUM_SHORT');
  const its = ({ rule, row: at }) => rule === 'NUM-001' && at === row;

  await t.test('a finding less', () => {
    const { exact, missed } = judged((report) => (report.findings = report.findings.filter((one) => !its(one))));
    assert.deepEqual({ exact, missed }, { exact: false, missed: { NUM_SHORT: 1 } });
  });
  await t.test('a finding in another cell', () => {
    const { exact, missed } = judged((report) => (report.findings.find(its).cell = `Z${row}`));
    assert.deepEqual({ exact, missed }, { exact: false, missed: { NUM_SHORT: 1 } });
  });
  await t.test('an error on a right row', () => {
    const { exact, extra } = judged((report) => report.findings.push({ rule: 'NUM-007', severity: 'error', row: 5, cell: 'A5' }));
    assert.deepEqual({ exact, extra }, { exact: false, extra: { 'NUM-007': 1 } });
  });
  await t.test('another number of rows, numbers, or another header', () => {
    assert.equal(judged((report) => (report.files[0].sheet.data_rows -= 1)).exact, false);
    assert.equal(judged((report) => (report.request.numbers += 1)).exact, false);
    assert.equal(judged((report) => (report.files[0].sheet.header_row = 1)).exact, false);
  });
});
