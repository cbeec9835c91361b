// One sheet, saved by several programs in several formats: the same findings, whoever saved it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engines } from './engines.mjs';
import { judge } from './truth.mjs';

const folder = mkdtempSync(join(tmpdir(), 'portcheck-programs-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const writer = fileURLToPath(new URL('programs.py', import.meta.url));
const reference = 'xlsxwriter.xlsx';
const others = ['openpyxl.xlsx', 'libreoffice.xlsx', 'libreoffice.csv', 'libreoffice.xls', 'libreoffice.ods'];

// All that is said of the cells. FIL findings are about the container, which differs by nature.
function findingsOf(report) {
  return report.findings.filter(({ rule }) => !rule.startsWith('FIL')).map(({ file, sheet, ...finding }) => finding);
}

execFileSync('/usr/bin/python3', [writer, '--seed', '1', folder, '450']); // Debian's, which has the packages
const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'));
const expected = JSON.parse(await engines.native(join(folder, reference)));

test(reference, () => assert.ok(judge(expected, truth).exact));

for (const name of others) {
  for (const [engineName, engine] of Object.entries(engines)) {
    test(`${name}, ${engineName}`, async (t) => {
      const report = JSON.parse(await engine(join(folder, name)));
      const [file] = report.files;
      assert.deepEqual(findingsOf(report), findingsOf(expected));
      assert.ok(judge(report, truth).exact);
    });
  }
}
