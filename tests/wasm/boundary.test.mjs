// The module's surface: what it exports, what it imports, how large it is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { budget, judge, sizes } from '../../wasm/check_size.mjs';
import { root } from './cases.mjs';
import { lettersWasm, openModule, sheetsWasm, texts, wasm } from './module.mjs';

function listed(...names) {
  return names
    .flatMap((name) => readFileSync(join(root, 'wasm', name), 'utf8').split('\n'))
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean)
    .sort();
}

const modules = [
  { name: 'portcheck.wasm', bytes: wasm, exports: ['exports.txt'] },
  { name: 'portcheck-letters.wasm', bytes: lettersWasm, exports: ['exports.txt', 'exports_letters.txt'] },
  { name: 'portcheck-sheets.wasm', bytes: sheetsWasm, exports: ['exports.txt', 'exports_letters.txt', 'exports_sheets.txt'] },
];

for (const [header, exports, least] of [
  ['boundary.h', 'exports.txt', 10],
  ['boundary_letters.h', 'exports_letters.txt', 1],
  ['boundary_sheets.h', 'exports_sheets.txt', 8],
]) {
  test(`${exports} names the functions of ${header} and no other of ours`, () => {
    const text = readFileSync(join(root, 'wasm', header), 'utf8').replace(/\/\/.*/g, '');
    const declared = [...text.matchAll(/\b(portcheck_\w+)\(/g)].map((match) => match[1]);
    const exported = listed(exports).filter((name) => name.startsWith('portcheck_'));
    assert.ok(declared.length >= least, 'the header was understood');
    assert.deepEqual(exported, declared.sort());
  });
}

for (const { name, bytes, exports } of modules) {
  const module = new WebAssembly.Module(bytes);

  test(`${name} exports what ${exports.join(' and ')} list`, () => {
    const built = WebAssembly.Module.exports(module).map((one) => one.name);
    assert.deepEqual(built.sort(), listed(...exports));
  });

  test(`${name} imports what imports.txt lists: no clock, no files, no random numbers`, () => {
    const built = WebAssembly.Module.imports(module).map((one) => `${one.module}.${one.name}`);
    assert.deepEqual(built.sort(), listed('imports.txt'));
  });

  test(`${name} tells its ABI and is within its size budget`, async () => {
    assert.equal((await openModule(undefined, bytes)).call.portcheck_abi(), 4);
    assert.deepEqual(judge({ [name]: sizes(bytes) }), []);
  });
}

test('the language file is within its size budget', () => {
  assert.deepEqual(judge({ 'portcheck.en.txt': sizes(texts) }), []);
  assert.equal(judge({ 'portcheck.en.txt': { raw: 1, brotli: 1 << 20 } }).length, 1);
});

test('the budget can be broken', () => {
  const measured = sizes(wasm);
  const alone = budget['portcheck.wasm'].brotli;
  assert.equal(judge({ 'portcheck.wasm': { ...measured, brotli: alone } }).length, 0);
  assert.equal(judge({ 'portcheck.wasm': { ...measured, brotli: alone + 1 } }).length, 1);
  assert.equal(judge({ 'portcheck.wasm': { ...measured, brotli: alone }, loader: { brotli: 9000 } }).length, 1);
  assert.equal(judge({ 'portcheck-sheets.wasm': { raw: 1, brotli: 1 << 20 }, loader: { brotli: 9000 } }).length, 1);
});
