// portcheck-pdf.wasm: what it says of a PDF is what the native reader says, byte for byte, also of damaged ones; and so is the
// report that the modules make of it together.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { judge, sizes } from '../../wasm/check_size.mjs';
import { openPdfReader } from './module.mjs';
import { check } from '../../web/dist/node.js';

const root = new URL('../../', import.meta.url).pathname;
const program = process.env.PORTCHECK ?? join(root, 'build/release/portcheck');
const folder = mkdtempSync(join(tmpdir(), 'portcheck-pdf-'));
after(() => rmSync(folder, { recursive: true }));

const letters = join(root, 'tests/cases/loa');
const pdfs = readdirSync(letters).filter((name) => name.endsWith('.pdf'));
const native = (...args) => spawnSync(program, args, { encoding: 'utf8', timeout: 60_000, maxBuffer: 1 << 28 });

test('it imports what imports_pdf.txt lists, and is within its budget', () => {
  const bytes = readFileSync(join(root, 'build/wasm/portcheck-pdf.wasm'));
  const listed = readFileSync(join(root, 'wasm/imports_pdf.txt'), 'utf8').split('\n').map((line) => line.replace(/#.*/, '').trim()).filter(Boolean);
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map((one) => `${one.module}.${one.name}`);
  assert.deepEqual(imports.sort(), listed.sort());
  assert.deepEqual(judge({ 'portcheck-pdf.wasm': sizes(bytes) }), []);
});

// What 'portcheck facts' prints has asterisks over PINs; the module hands the text on to the engine as it is.
const hidden = (text, shown) => (text.length === shown.length ? [...text].map((sign, at) => (shown[at] === '*' ? '*' : sign)).join('') : text);

test('every letter says the same as natively', async () => {
  assert.ok(pdfs.length > 20);
  const read = await openPdfReader();
  for (const name of pdfs) {
    const shown = native('facts', join(letters, name)).stdout;
    assert.equal(hidden(`${read(readFileSync(join(letters, name)))}\n`, shown), shown, name);
  }
});

test('so does a letter that is cut off', async () => {
  const read = await openPdfReader();
  const whole = readFileSync(join(letters, pdfs[0]));
  for (let size = 1024; size < whole.length; size += Math.max(1024, whole.length >> 3)) {
    const path = join(folder, 'cut.pdf');
    writeFileSync(path, whole.subarray(0, size));
    assert.equal(`${read(whole.subarray(0, size))}\n`, native('facts', path).stdout, `${size} bytes`);
  }
});

test('the report of letter and sheet is the native one', async () => {
  const sheet = join(folder, 'numbers.csv');
  writeFileSync(sheet, 'Number to Port,Campaign_url\n212-736-0143,https://acme.invoca.net/a_campaigns/terms/11\n');
  for (const name of pdfs.slice(0, 8)) {
    const files = [name, 'numbers.csv'].map((one, index) => ({ name: one, bytes: readFileSync(index === 0 ? join(letters, name) : sheet) }));
    const report = await check(files, { today: '2026-11-26' });
    assert.equal(`${report}\n`, native('check', '--format', 'json', '--today', '2026-11-26', join(letters, name), sheet).stdout, name);
    assert.ok(JSON.parse(report).files[0].letter, name);
  }
});
