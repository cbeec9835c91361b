// The language file: what it gives, what is refused, and that a module without one works.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../web/dist/node.js';
import { openModule, sheetsWasm, status, texts, wasm } from './module.mjs';

const request = { today: '2026-11-22' };
const files = [{ name: 'numbers.csv', bytes: Buffer.from('Number to Port,Campaign_url\n212736014,x y\n') }];
const ask = (module) => module.check(request, files).text;
const german = Buffer.from(texts.toString().replace(/^(\S+) en /, '$1 de ').replace(/(?<=^NUM-001\t)[^\n]*/m, 'Keine Nummer\t\t»{value}« {'));

for (const [name, bytes] of [['portcheck.wasm', wasm], ['portcheck-sheets.wasm', sheetsWasm]]) {
  test(`${name} without a language file names the rule, and says all else`, async () => {
    const spoken = JSON.parse(ask(await openModule(undefined, bytes)));
    const mute = JSON.parse(ask(await openModule(undefined, bytes, null)));
    assert.ok(mute.findings.length > 1);
    assert.ok(mute.findings.every(({ message, rule }) => message === rule));
    assert.ok(spoken.findings.every(({ message, rule }) => message !== rule));
    const silenced = (report) => ({ ...report, findings: report.findings.map(({ message, ...rest }) => rest) });
    assert.deepEqual(silenced(mute), silenced(spoken));
  });

  test(`${name} takes another language at any time, also for a report that is made`, async () => {
    const module = await openModule(undefined, bytes);
    const english = ask(module);
    const session = module.opened(request, files);
    module.call.portcheck_run(session);
    assert.equal(module.text(session), english);
    assert.equal(module.setTexts(german), status.ok);
    const { message } = JSON.parse(module.text(session)).findings.find(({ rule }) => rule === 'NUM-001');
    assert.equal(message, '»212736014« {', 'a bracket that nothing closes stands as it is');
    assert.equal(module.setTexts(texts), status.ok);
    assert.equal(module.text(session), english);
    module.call.portcheck_close(session);
  });

  test(`${name} refuses what is no language file of its rules, and keeps the one before`, async () => {
    const module = await openModule(undefined, bytes);
    const english = ask(module);
    const line = texts.indexOf('\n') + 1;
    const wrong = [
      Buffer.alloc(0),
      Buffer.from('\n'),
      texts.subarray(line),
      Buffer.concat([texts, texts.subarray(line)]),
      Buffer.from(texts.toString().replace(/ (\d+)\n/, ' 1$1\n')),
      Buffer.from(texts.toString().replace('TKT-003', 'TKT-030')),
      Buffer.from(texts.toString('latin1').replace('porting', 'p\xf6rting'), 'latin1'),
    ];
    for (let size = 1; size < texts.length; size += 997) wrong.push(texts.subarray(0, size));
    for (const block of wrong) assert.equal(module.setTexts(block), status.badRequest, block.subarray(0, 40).toString());
    assert.equal(module.call.portcheck_set_texts(0, 10), status.noMemory);
    assert.equal(ask(module), english);
  });
}

test('language files that are replaced or refused are freed', async () => {
  const module = await openModule();
  const big = Buffer.concat([texts, Buffer.alloc(1 << 20, 'x')]);
  const rounds = (many) => {
    for (let round = 0; round < many; round++) {
      assert.equal(module.setTexts(big), status.badRequest);
      assert.equal(module.setTexts(texts), status.ok);
    }
  };
  rounds(5);
  const warm = module.memoryBytes;
  rounds(50);
  assert.equal(module.memoryBytes, warm);
});

test('Node speaks English by itself', async () => {
  const { findings } = JSON.parse(await check(files, request));
  assert.ok(findings.every(({ message, rule }) => message !== rule));
});
