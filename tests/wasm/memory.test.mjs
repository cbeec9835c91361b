// Sessions give everything back, and wrong use is refused rather than trusted.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lettersWasm, openModule, status, wasm } from './module.mjs';

const today = '2026-11-22';
const csv = Buffer.from(
  'Number to Port,Campaign_url\n' +
    Array.from({ length: 2000 }, (_, row) => `212736${1000 + row},https://acme.invoca.net/a_campaigns/terms/11\n`).join(''),
);
const files = [
  { name: 'numbers.csv', bytes: csv },
  { name: 'letter.pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF\n') },
];

for (const [what, bytes, its] of [['a sheet', wasm, files.slice(0, 1)], ['a sheet and a letter', lettersWasm, files]]) {
  test(`a thousand sessions with ${what} leave the memory as it was`, async () => {
    const module = await openModule(undefined, bytes);
    for (let session = 0; session < 10; session++) module.check({ today }, its);
    const warm = module.memoryBytes;
    for (let session = 0; session < 1000; session++) {
      assert.equal(module.check({ today }, its).status, status.ok);
    }
    assert.equal(module.memoryBytes, warm);
  });
}

test('closing frees: a session that is kept open costs, a closed one does not', async () => {
  const module = await openModule();
  const big = Buffer.alloc(4 << 20, 'x');
  const start = (name) => {
    const session = module.open({ today, files: [{ name }] });
    module.addFile(session, big);
    return session;
  };
  module.call.portcheck_close(start('a.csv'));
  const once = module.memoryBytes;
  for (let round = 0; round < 20; round++) module.call.portcheck_close(start('a.csv'));
  assert.equal(module.memoryBytes, once);
  const open = Array.from({ length: 4 }, () => start('a.csv'));
  assert.ok(module.memoryBytes > once + (8 << 20), 'open sessions hold their files');
  for (const session of open) module.call.portcheck_close(session);
});

test('files that the session refuses are freed too', async () => {
  const module = await openModule();
  const big = Buffer.alloc(1 << 20, 'x');
  const refuse = () => {
    const session = module.open({ today });
    const answer = module.addFile(session, big);
    module.call.portcheck_close(session);
    return answer;
  };
  assert.equal(refuse(), status.wrongState);
  const once = module.memoryBytes;
  for (let round = 0; round < 50; round++) refuse();
  assert.equal(module.memoryBytes, once);
});

test('the order of calls is kept', async () => {
  const module = await openModule();
  const session = module.open({ today, files: [{ name: 'a.csv' }] });
  assert.equal(module.text(session), '');
  assert.equal(module.call.portcheck_run(session), status.wrongState, 'a file is missing');
  assert.equal(module.addFile(session, csv), status.ok);
  assert.equal(module.addFile(session, csv), status.wrongState, 'one file too many');
  assert.equal(module.call.portcheck_run(session), status.ok);
  assert.equal(module.call.portcheck_run(session), status.wrongState, 'run twice');
  assert.equal(module.text(session, 99), '', 'an unknown format');
  assert.ok(module.text(session, 0).startsWith('{'));
  module.call.portcheck_close(session);
});

test('a hash may come before or after the run, and only a hash', async () => {
  const module = await openModule();
  const session = module.open({ today, files: [{ name: 'a.csv' }] });
  module.addFile(session, csv);
  const hex = '0123456789abcdef'.repeat(4);
  assert.equal(module.setHash(session, 1, hex), status.wrongState, 'no such file');
  assert.equal(module.setHash(session, 0, hex.toUpperCase()), status.wrongState);
  assert.equal(module.setHash(session, 0, hex.slice(1)), status.wrongState);
  assert.equal(module.call.portcheck_run(session), status.ok);
  assert.equal(JSON.parse(module.text(session)).files[0].sha256, '');
  assert.equal(module.setHash(session, 0, hex), status.ok);
  assert.equal(JSON.parse(module.text(session)).files[0].sha256, hex);
  module.call.portcheck_close(session);
});

test('closing nothing is harmless', async () => {
  const module = await openModule();
  module.call.portcheck_close(0);
  module.call.portcheck_free(0);
});

test('memory that is not there is said, not trusted', async () => {
  const module = await openModule();
  assert.equal(module.call.portcheck_alloc(0xfff00000 | 0), 0);
  const session = module.open({ today, files: [{ name: 'a.csv' }] });
  assert.equal(module.call.portcheck_add_file(session, 0, 100), status.noMemory);
  assert.equal(module.call.portcheck_run(session), status.noMemory);
  module.call.portcheck_close(session);
});
