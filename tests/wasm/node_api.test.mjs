// check(files, options) of web/dist/node.js, as a program would use it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { BadRequest, check } from '../../web/dist/node.js';

const csv = Buffer.from('Number to Port,Campaign_url\n212736014,https://acme.invoca.net/a_campaigns/terms/11\n');
const file = { name: 'numbers.csv', bytes: new Uint8Array(csv) };

test('returns the report as text', async () => {
  const report = JSON.parse(await check([file], { today: '2026-11-22' }));
  assert.equal(report.schema, 'portcheck.report/1');
  assert.equal(report.checked_on, '2026-11-22');
  assert.ok(report.findings.some((finding) => finding.rule === 'NUM-001' && finding.cell === 'A2'));
  assert.equal(report.files[0].sha256, createHash('sha256').update(csv).digest('hex'));
});

test('takes today from the calendar when none is given', async () => {
  const now = new Date();
  const report = JSON.parse(await check([file]));
  const days = Math.abs(Date.parse(report.checked_on) - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));
  assert.ok(days <= 86_400_000);
});

test('passes every option on', async () => {
  const many = Buffer.from(`Number to Port,Campaign_url\n${'21273601,x\n'.repeat(50)}`);
  const report = JSON.parse(
    await check([{ name: 'n.csv', bytes: many }], {
      today: '2026-11-22',
      maxFindings: 5,
      kind: 'local',
      campaignHosts: ['calls.example'],
      allotment: { used: 1, total: 10 },
      ticket: { subject: 'Hello', reason: 'Reporting', sub_category: 'Exports' },
    }),
  );
  assert.equal(report.findings.length, 5);
  assert.equal(report.truncated, true);
  assert.ok(report.counts.by_rule['TKT-004'] > 0);
});

test('rejects a wrong option by name', async () => {
  await assert.rejects(check([file], { today: 'tomorrow' }), (error) => error instanceof BadRequest && error.where === 'today');
  await assert.rejects(check([file], { kind: 'fax' }), /options\.kind/);
  await assert.rejects(check([file], { maxfindings: 3 }), /options\.maxfindings/);
});

test('serves many callers at once, each its own answer', async () => {
  const checks = Array.from({ length: 40 }, (_, index) =>
    check([{ name: `${index}.csv`, bytes: Buffer.from(`Number to Port,Campaign_url\n${index},x\n`) }], { today: '2026-11-22' }),
  );
  (await Promise.all(checks)).forEach((text, index) => {
    const report = JSON.parse(text);
    assert.equal(report.files[0].name, `${index}.csv`);
    assert.ok(report.findings.some((finding) => finding.value === String(index)));
  });
});

test('takes bytes of any kind of view', async () => {
  const padded = new Uint8Array(csv.length + 20);
  padded.set(csv, 10);
  const shared = new Uint8Array(new SharedArrayBuffer(csv.length));
  shared.set(csv);
  const options = { today: '2026-11-22' };
  const plain = await check([file], options);
  assert.equal(await check([{ name: file.name, bytes: padded.subarray(10, 10 + csv.length) }], options), plain);
  assert.equal(await check([{ name: file.name, bytes: shared }], options), plain);
  assert.equal(await check([{ name: file.name, bytes: csv }], options), plain);
});
