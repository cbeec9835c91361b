// The fuzzers' seeds as attachments: odd files of every format, and the native build's report, byte for byte.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { before, test } from 'node:test';
import { root } from './cases.mjs';
import { looksLikePdf, needed, openModule, openPdfReader, sheetsWasm, status } from './module.mjs';

const native = process.env.PORTCHECK ?? join(root, 'build/release/portcheck');
const corpus = join(root, 'tests/fuzz/corpus');
const today = '2026-11-22';

const folders = readdirSync(corpus).sort();
const seedsOf = (folder) => readdirSync(join(corpus, folder)).map((name) => join(corpus, folder, name));

let small, sheets, readPdf;
before(async () => {
  small = await openModule();
  sheets = await openModule(undefined, sheetsWasm);
  readPdf = await openPdfReader();
});

function natively(path) {
  const run = spawnSync(native, ['check', '--today', today, '--format', 'json', path], { maxBuffer: 256 << 20 });
  assert.equal(run.error, undefined);
  assert.ok(run.stdout.length > 0, `${path}: exit ${run.status}, signal ${run.signal}: ${run.stderr}`);
  return run.stdout.toString('utf8').replace(/\n$/, '');
}

// Null where the small module leaves the file to the other one.
function inWasm(module, name, bytes, all) {
  const session = module.opened({ today }, [{ name, bytes }]);
  assert.equal(module.setHash(session, 0, createHash('sha256').update(bytes).digest('hex')), status.ok);
  if (module === sheets && looksLikePdf(bytes)) {
    const json = readPdf(bytes);
    assert.equal(module.call.portcheck_set_document(session, 0, module.put(json), json.length), status.ok);
  }
  const answers = all || module.call.portcheck_needs(session) === needed.nothing;
  if (answers) assert.equal(module.call.portcheck_run(session), status.ok, module.text(session));
  const text = answers ? module.text(session) : null;
  module.call.portcheck_close(session);
  return text;
}

test('there are seeds of every format that is read', () => {
  for (const folder of ['csv', 'xlsx', 'xls', 'ods']) assert.ok(seedsOf(folder).length > 1, folder);
});

let answered = 0;
for (const folder of folders) {
  test(`${folder}: every seed gives one report`, () => {
    for (const path of seedsOf(folder)) {
      const bytes = readFileSync(path);
      const report = natively(path);
      assert.equal(inWasm(sheets, basename(path), bytes, true), report, path);
      const text = inWasm(small, basename(path), bytes, false);
      if (text === null) continue;
      answered++;
      assert.equal(text, report, path);
    }
  });
}

test('the small module answered for some', () => assert.ok(answered > 10, `${answered}`));
