// Letters made by the module: byte for byte those of the command line, and the same refusals.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { BadRequest, letter, sheetNumbers } from '../../web/dist/node.js';

const program = process.env.PORTCHECK ?? new URL('../../build/release/portcheck', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'portcheck-letter-'));
after(() => rmSync(folder, { recursive: true }));

const encode = (text) => new TextEncoder().encode(text);
const sheet = encode(`Number to Port,Campaign_url\n${Array.from({ length: 300 }, (_, i) => `${2127360000 + i},\n`).join('')}800-356-9377,\n`);

test('the same letter as natively, with numbers, texts and a picture', async () => {
  writeFileSync(join(folder, 'numbers.csv'), sheet);
  const picture = Uint8Array.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 100, 1, 44, 3, 1, 2, 3]);
  writeFileSync(join(folder, 'signature.jpg'), picture);
  const run = spawnSync(program, ['loa', '--sheet', join(folder, 'numbers.csv'), '--kind', 'local', '--company', 'Café Ñandú', '--name', 'Ann Lee', '--date', '2026-11-26',
    '--today', '2026-11-26', '--signature', join(folder, 'signature.jpg'), '-o', join(folder, 'native.pdf')], { encoding: 'utf8', timeout: 60_000 });
  assert.equal(run.status, 0, run.stderr);
  const numbers = await sheetNumbers({ name: 'numbers.csv', bytes: sheet }, { today: '2026-11-26' });
  assert.equal(numbers.local.length, 300);
  assert.deepEqual([numbers.toll_free, numbers.left_out], [['8003569377'], []]);
  const made = await letter({ kind: 'local', company: 'Café Ñandú', name: 'Ann Lee', signed_on: '2026-11-26', today: '2026-11-26', numbers: numbers.local }, picture);
  assert.deepEqual([made.pages, made.numbers, made.problems], [3, 300, []]);
  assert.ok(Buffer.from(made.pdf).equals(readFileSync(join(folder, 'native.pdf'))));
});

test('a refused letter has its reasons and no PDF; a wrong form is a wrong request', async () => {
  const refused = await letter({ kind: 'local', numbers: ['8003569377'] });
  assert.equal(refused.pdf.length, 0);
  assert.match(refused.problems[0].remark.message, /toll-free, such as \(800\) 356-9377/);
  await assert.rejects(letter({ kind: 'both' }), (error) => error instanceof BadRequest && error.where === 'kind');
  assert.match((await sheetNumbers({ name: 'a.csv', bytes: encode('a,b\n1,2\n') })).message, /no column Number to Port/);
});
