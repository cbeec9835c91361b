// The command line as a shell sees it: what is printed where, and the exit codes.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.PORTCHECK ?? join(root, 'build/release/portcheck');
const folder = mkdtempSync(join(tmpdir(), 'portcheck-cli-'));
after(() => rmSync(folder, { recursive: true }));

const header = 'Number to Port,Campaign_url\n';
const url = 'https://acme.invoca.net/a_campaigns/terms/11';

function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function portcheck(args, options = {}) {
  return spawnSync(program, args, { encoding: 'utf8', timeout: 30_000, ...options });
}

const good = file('good.csv', `${header}212-736-0143,${url}\n`);
const bad = file('bad.csv', `${header}212-736-014,${url}\n`);

test('a clean sheet is ready: exit 0 and no error in sight', () => {
  const run = portcheck(['check', good]);
  assert.equal(run.status, 0, run.stderr);
  assert.match(run.stdout, /^✓ ready {3}no findings · 1 number, local$/m);
  assert.equal(run.stderr, '');
});

test('findings that need attention: exit 1, with cell, rule and words', () => {
  const run = portcheck(['check', bad]);
  assert.equal(run.status, 1);
  assert.match(run.stdout, /bad\.csv:A2 +NUM-001 error +"212-736-014" has 9 digits\./);
});

test('json is the report and nothing else', () => {
  const run = portcheck(['check', '--format', 'json', '--today', '2026-11-22', bad]);
  const report = JSON.parse(run.stdout);
  assert.equal(report.schema, 'portcheck.report/1');
  assert.equal(report.checked_on, '2026-11-22');
  assert.match(report.files[0].sha256, /^[0-9a-f]{64}$/);
  assert.equal(run.stdout.trimEnd().includes('\n'), false);
});

test('html is a page that shows file content as text', () => {
  const hostile = file('x.csv', `${header}<script>alert(1)</script>,${url}\n`);
  const run = portcheck(['check', '--format', 'html', hostile]);
  assert.match(run.stdout, /^<!doctype html>/);
  assert.doesNotMatch(run.stdout, /<script/);
});

test('colours only on a terminal or when asked for', () => {
  assert.doesNotMatch(portcheck(['check', bad]).stdout, /\x1b\[/);
  assert.match(portcheck(['check', '--color', 'always', bad]).stdout, /\x1b\[31m/);
});

test('standard input is read as a CSV', () => {
  const run = portcheck(['check', '-'], { input: `${header}212-736-014,${url}\n` });
  assert.equal(run.status, 1);
  assert.match(run.stdout, /stdin\.csv:A2/);
});

test('ticket fields and options come from a request file; a flag wins over it', () => {
  const request = file('request.json', JSON.stringify({ today: '2026-01-02', options: { kind: 'toll-free' } }));
  const run = portcheck(['check', '--request', request, '--today', '2026-03-04', '--format', 'json', good]);
  const report = JSON.parse(run.stdout);
  assert.equal(report.checked_on, '2026-03-04');
  assert.equal(report.counts.by_rule['NUM-020'], 1);
});

test('a profile says what the customer agreed to; the request wins over it, a flag over both', () => {
  const profile = file('profile.json', JSON.stringify({ kind: 'toll-free', required_columns: ['Store'], max_numbers: 1 }));
  const request = file('local.json', JSON.stringify({ today: '2026-01-02', profile: { kind: 'local' } }));
  const rules = (...args) => JSON.parse(portcheck(['check', '--format', 'json', ...args, good]).stdout).counts.by_rule;
  assert.equal(rules('--profile', profile)['HDR-010'], 1);
  assert.equal(rules('--profile', profile)['NUM-020'], 1);
  assert.equal(rules('--profile', profile, '--request', request)['NUM-020'], undefined);
  assert.equal(rules('--profile', profile, '--request', request)['HDR-010'], 1);
  assert.equal(rules('--profile', profile, '--kind', 'auto')['NUM-020'], undefined);
  assert.equal(rules('--campaign-host', 'acme.example')['URL-003'], 1);
  assert.equal(rules('--campaign-host', 'acme.example', '--campaign-host', 'invoca.net')['URL-003'], undefined);
});

test('700 of 1000 reads 70 %', () => {
  const run = portcheck(['check', '--allotment', '699/1000', good]);
  assert.match(run.stdout, /700 of 1,000 contracted numbers are in use \(70 %\)/);
});

for (const [what, args, words] of [
  ['no command', [], /subcommand/i],
  ['an unknown command', ['chek', good], /chek/],
  ['no file', ['check'], /files/],
  ['an unknown flag', ['check', '--colour', good], /colour/],
  ['a date that is none', ['check', '--today', '2026-02-30', good], /--today must be a day such as 2026-11-22/],
  ['a format that is none', ['check', '--format', 'pdf', good], /--format must be text, json or html/],
  ['a kind that is none', ['check', '--kind', 'mobile', good], /--kind must be auto, local or toll-free/],
  ['a negative maximum', ['check', '--max-findings', '-1', good], /max-findings/],
  ['a request that is wrong', ['check', '--request', file('r.json', '{"today":"2026-11-22","ticket":7}'), good], /ticket: an object is expected/],
  ['an allotment of nothing', ['check', '--allotment', '5/0', good], /--allotment must be numbers in use and numbers allowed/],
  ['a profile that is wrong', ['check', '--profile', file('p.json', '{"media_types":[1]}'), good], /profile\.media_types\[0\]: a text is expected/],
]) {
  test(`wrong usage, ${what}: exit 2, the reason on stderr`, () => {
    const run = portcheck(args);
    assert.equal(run.status, 2, run.stdout);
    assert.match(run.stderr + run.stdout, words);
  });
}

for (const [what, path, words] of [
  ['a file that does not exist', join(folder, 'none.csv'), /none\.csv: cannot be opened: No such file/],
  ['a folder', folder, /is a folder/],
]) {
  test(`unreadable, ${what}: exit 3, file and reason on stderr`, () => {
    const run = portcheck(['check', path]);
    assert.equal(run.status, 3);
    assert.match(run.stderr, words);
    assert.equal(run.stdout, '');
  });
}

test('unreadable, random bytes named .xlsx: exit 3 and a finding', () => {
  const run = portcheck(['check', file('broken.xlsx', Buffer.from(Array.from({ length: 999 }, (_, i) => (i * 197) % 251)))]);
  assert.equal(run.status, 3);
  assert.match(run.stdout, /FIL-004/);
});

test('a report that cannot be written is not a success', { skip: process.platform !== 'linux' }, () => {
  const run = spawnSync('/bin/sh', ['-c', '"$0" check "$1" > /dev/full', program, good], { encoding: 'utf8' });
  assert.equal(run.status, 3);
});

test('every rule is listed with its severity', () => {
  const run = portcheck(['rules']);
  assert.equal(run.status, 0);
  assert.match(run.stdout, /^NUM-001 {2}error {4}Not a ten-digit number$/m);
});

test('help and version answer 0', () => {
  assert.match(portcheck(['--help']).stdout, /Exit codes: 0 ready, 1 findings/);
  assert.match(portcheck(['--version']).stdout, /^portcheck \d+\.\d+\.\d+, rules /);
  assert.equal(portcheck(['check', '--help']).status, 0);
});
