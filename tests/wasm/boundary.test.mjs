// The module's surface: what it exports, what it imports, how large it is.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { judge, sizes } from '../../wasm/check_size.mjs';
import { root } from './cases.mjs';
import { openModule, wasm } from './module.mjs';

const module = new WebAssembly.Module(wasm);

function listed(name) {
  return readFileSync(join(root, 'wasm', name), 'utf8')
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean)
    .sort();
}

test('exports.txt names the functions of boundary.h and no other of ours', () => {
  const header = readFileSync(join(root, 'wasm/boundary.h'), 'utf8').replace(/\/\/.*/g, '');
  const declared = [...header.matchAll(/\b(portcheck_\w+)\(/g)].map((match) => match[1]);
  const exported = listed('exports.txt').filter((name) => name.startsWith('portcheck_'));
  assert.ok(declared.length > 5, 'the header was understood');
  assert.deepEqual(exported, declared.sort());
});

test('the module exports what exports.txt lists', () => {
  const built = WebAssembly.Module.exports(module).map(({ name }) => name);
  assert.deepEqual(built.sort(), listed('exports.txt'));
});

test('the module imports what imports.txt lists: no clock, no files, no random numbers', () => {
  const built = WebAssembly.Module.imports(module).map((one) => `${one.module}.${one.name}`);
  assert.deepEqual(built.sort(), listed('imports.txt'));
});

test('the module tells its ABI', async () => {
  assert.equal((await openModule()).call.portcheck_abi(), 1);
});

test('the module is within its size budget, and the budget can be broken', () => {
  const measured = sizes(wasm);
  assert.deepEqual(judge({ 'portcheck.wasm': measured }), []);
  assert.equal(judge({ 'portcheck.wasm': { ...measured, brotli: 70_000 } }).length, 1);
  assert.equal(judge({ 'portcheck.wasm': { ...measured, brotli: 60_000 }, loader: { brotli: 9000 } }).length, 1);
});
