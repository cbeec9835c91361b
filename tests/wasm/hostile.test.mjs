// Input that nobody meant well: always an answer, and the module works on afterwards.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { root } from './cases.mjs';
import { lettersWasm, needed, openModule, sheetsWasm, status } from './module.mjs';

const today = '2026-11-22';
let module;
const modules = [];
before(async () => {
  module = await openModule();
  modules.push(module, await openModule(undefined, lettersWasm), await openModule(undefined, sheetsWasm));
});

// xorshift: the same bytes in every run.
function noise(size, seed) {
  const bytes = Buffer.alloc(size);
  let state = seed >>> 0 || 1;
  for (let at = 0; at < size; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state & 0xff;
  }
  return bytes;
}

function check(name, bytes) {
  const files = [{ name, bytes }];
  const one = modules.find((each) => each.needs({ today }, files) === needed.nothing);
  const { status: answer, text } = one.check({ today }, files);
  assert.equal(answer, status.ok, text);
  return JSON.parse(text);
}

test('random bytes under any name are a finding', () => {
  for (const name of ['numbers.xlsx', 'numbers.csv', 'letter.pdf', 'x', '']) {
    for (let seed = 1; seed <= 20; seed++) {
      const report = check(name, noise(seed * 97, seed));
      assert.notEqual(report.verdict, 'ready', `${name} ${seed}`);
    }
  }
});

test('random bytes behind every known signature are a finding', () => {
  for (const start of ['PK\x03\x04', 'PK\x05\x06', '%PDF-', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '\xff\xfe', '\xfe\xff']) {
    for (let seed = 1; seed <= 10; seed++) {
      check('numbers.xlsx', Buffer.concat([Buffer.from(start, 'latin1'), noise(500 * seed, seed)]));
    }
  }
});

test('an XLSX cut anywhere is a finding, never a crash', () => {
  const data = join(root, 'tests/data');
  const name = readdirSync(data, { recursive: true }).find((one) => String(one).endsWith('.xlsx'));
  assert.ok(name, 'tests/data holds a workbook');
  const whole = readFileSync(join(data, String(name)));
  const step = Math.max(1, Math.floor(whole.length / 400));
  for (let size = 0; size < whole.length; size += step) {
    const report = check('numbers.xlsx', whole.subarray(0, size));
    assert.notEqual(report.verdict, 'ready', `${size} of ${whole.length} bytes`);
  }
  for (let seed = 1; seed <= 300; seed++) {
    const bytes = Buffer.from(whole);
    const places = noise(12, seed);
    for (let at = 0; at < 12; at += 3) bytes[((places[at] << 8) | places[at + 1]) % bytes.length] = places[at + 2];
    check('numbers.xlsx', bytes);
  }
});

test('a request that is wrong says where', () => {
  const wrong = [
    ['', /byte/],
    ['{', /byte/],
    ['[]', /./],
    ['{}', /today/],
    ['{"today":"2026-02-30"}', /today/],
    ['{"today":"2026-11-22","options":{"kind":"fax"}}', /options\.kind/],
    ['{"today":"2026-11-22","extra":1}', /extra/],
    ['{"today":"2026-11-22","files":[{"name":7}]}', /files/],
    ['['.repeat(100_000), /./],
    ['{"today":"2026-11-22","\\u0000\\"<\\\\":1}', /./],
  ];
  for (const [request, where] of wrong) {
    const session = module.open(request);
    assert.equal(module.call.portcheck_run(session), status.badRequest, request.slice(0, 60));
    const { error } = JSON.parse(module.text(session));
    assert.match(error.where, where, request.slice(0, 60));
    assert.ok(error.reason.length > 5);
    module.call.portcheck_close(session);
  }
});

test('a name of any bytes comes back as it was', () => {
  for (const name of ['naïve ☎️.csv', '../../etc/passwd', '<img src=x onerror=alert(1)>.csv', 'a\u0000b.csv', '"\\.csv']) {
    assert.equal(check(name, Buffer.from('Number to Port,Campaign_url\n')).files[0].name, name);
  }
});
