// Every case of tests/cases in wasm: what it expects, the report's schema, and the same bytes from the native build.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { misses, readCases, root } from './cases.mjs';
import { lettersWasm, looksLikePdf, needed, openModule, openPdfReader, sheetsWasm, status } from './module.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const Ajv = require('ajv/dist/2020').default;

const native = process.env.PORTCHECK ?? join(root, 'build/release/portcheck');
const cases = readCases();
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

let folder;
let module, letters, sheets, readPdf;
let valid;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portcheck-cases-'));
  module = await openModule();
  letters = await openModule(undefined, lettersWasm);
  sheets = await openModule(undefined, sheetsWasm);
  readPdf = await openPdfReader();
  const schema = JSON.parse(readFileSync(join(root, 'shared/report.schema.json'), 'utf8'));
  const ajv = new Ajv({ allErrors: true, formats: { date: /^\d{4}-\d{2}-\d{2}$/ }, allowUnionTypes: true });
  valid = ajv.compile(schema);
});

after(() => rmSync(folder, { recursive: true, force: true }));

// In the module that a page would take, the one that the first names; and never otherwise in the one that has everything.
function inWasm(one) {
  const text = inModule(module, one) ?? inModule(letters, one);
  if (text === null) return inModule(sheets, one);
  assert.equal(inModule(sheets, one), text, 'portcheck-sheets.wasm says the same');
  return text;
}

function inModule(module, { request, files }) {
  const session = module.open({ ...request, files: files.map(({ name }) => ({ name })) });
  files.forEach(({ bytes, document }, index) => {
    assert.equal(module.addFile(session, bytes), status.ok, module.text(session));
    assert.equal(module.setHash(session, index, sha256(bytes)), status.ok);
    if (!module.call.portcheck_set_document || !(document || looksLikePdf(bytes))) return;
    const json = document ? Buffer.from(JSON.stringify(document)) : readPdf(bytes);
    assert.equal(module.call.portcheck_set_document(session, index, module.put(json), json.length), status.ok);
  });
  const text = module.call.portcheck_needs(session) === needed.nothing ? run(module, session) : null;
  module.call.portcheck_close(session);
  return text;
}

function run(module, session) {
  assert.equal(module.call.portcheck_run(session), status.ok, module.text(session));
  return module.text(session);
}

function natively({ request, files }, number) {
  const here = join(folder, String(number));
  mkdirSync(here);
  const paths = files.map(({ name, bytes }, index) => {
    mkdirSync(join(here, String(index)));
    const path = join(here, String(index), basename(name));
    writeFileSync(path, bytes);
    return path;
  });
  const documents = files.flatMap(({ document }, index) => {
    if (!document) return [];
    const path = join(here, `document${index}.json`);
    writeFileSync(path, JSON.stringify(document));
    return ['--document', `${index + 1}=${path}`];
  });
  const requestPath = join(here, 'request.json');
  writeFileSync(requestPath, JSON.stringify(request));
  const run = spawnSync(native, ['check', '--request', requestPath, '--format', 'json', ...documents, ...paths], {
    maxBuffer: 256 << 20,
  });
  assert.equal(run.error, undefined);
  assert.ok(run.stdout.length > 0, `exit ${run.status}: ${run.stderr}`);
  return run.stdout.toString('utf8').replace(/\n$/, '');
}

test('there are cases', () => assert.ok(cases.length > 0));

test('the native build to compare with is there', () => {
  assert.ok(existsSync(native), `${native} is missing: build it, or name another by PORTCHECK`);
});

test('a report that breaks the schema is seen', () => {
  const report = JSON.parse(module.check({ today: '2026-11-22' }, []).text);
  assert.ok(valid(report), JSON.stringify(valid.errors));
  assert.ok(!valid({ ...report, verdict: 'fine' }));
  assert.ok(!valid({ ...report, extra: 1 }));
});

for (const [number, one] of cases.entries()) {
  test(one.id, () => {
    const text = inWasm(one);
    const report = JSON.parse(text);
    assert.deepEqual(misses(report, one), []);
    assert.ok(valid(report), JSON.stringify(valid.errors));
    if (one.files.every(({ name }) => name === basename(name))) assert.equal(text, natively(one, number));
  });
}
