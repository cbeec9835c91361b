// portcheck_set_document: what another module has read of a letter.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { root } from './cases.mjs';
import { openModule, sheetsWasm, status } from './module.mjs';

const require = createRequire(join(root, 'web/package.json'));
const Ajv = require('ajv/dist/2020').default;

const letter = {
  schema: 'portcheck.document/1',
  pages: 1,
  sizes: [[6120, 7920]],
  spans: [{ box: [720, 720, 2000, 840], text: 'Letter of Authorization — “Acme”' }],
};
let module;

before(async () => {
  module = await openModule(undefined, sheetsWasm);
});

const opened = () => module.opened({ today: '2026-11-22' }, [{ name: 'loa.pdf', bytes: Buffer.from('%PDF-1.7\n') }]);

function set(session, document, index = 0) {
  const bytes = Buffer.from(typeof document === 'string' ? document : JSON.stringify(document));
  return module.call.portcheck_set_document(session, index, module.put(bytes), bytes.length);
}

test('a document is taken before the run, for a file that is there, as often as wanted', () => {
  const session = opened();
  assert.equal(set(session, letter), status.ok);
  assert.equal(set(session, letter), status.ok);
  assert.equal(set(session, letter, 1), status.wrongState);
  assert.equal(module.call.portcheck_run(session), status.ok);
  assert.equal(JSON.parse(module.text(session)).files[0].type, 'pdf');
  assert.equal(set(session, letter), status.wrongState);
  module.call.portcheck_close(session);
});

test('what is no such document is refused, and the session works on', () => {
  const session = opened();
  for (const wrong of ['', '{}', 'null', JSON.stringify(letter).slice(0, -1), { ...letter, schema: 'portcheck.report/1' }, { ...letter, pages: 0 }]) {
    assert.equal(set(session, wrong), status.badRequest, JSON.stringify(wrong));
  }
  assert.equal(module.call.portcheck_set_document(session, 0, 0, 0), status.noMemory);
  assert.equal(module.call.portcheck_run(session), status.ok);
  module.call.portcheck_close(session);
});

test('documents go with their session', () => {
  const large = { ...letter, spans: Array.from({ length: 20_000 }, (_, line) => ({ line, text: `${line} `.repeat(20).trim() })) };
  let grown = 0;
  for (let i = 0; i < 30; i++) {
    const session = opened();
    assert.equal(set(session, large), status.ok);
    assert.equal(set(session, large), status.ok);
    module.call.portcheck_close(session);
    if (i === 2) grown = module.memoryBytes;
  }
  assert.equal(module.memoryBytes, grown);
});

test('the schema describes what is taken', () => {
  const valid = new Ajv({ allErrors: true, validateFormats: false }).compile(
    JSON.parse(readFileSync(join(root, 'shared/document.schema.json'), 'utf8')),
  );
  assert.ok(valid(letter), JSON.stringify(valid.errors));
  for (const wrong of [{}, { ...letter, pages: -1 }, { ...letter, new: 1 }, { ...letter, spans: [{}] }]) {
    assert.ok(!valid(wrong));
    const session = opened();
    assert.equal(set(session, wrong), status.badRequest);
    module.call.portcheck_close(session);
  }
});
