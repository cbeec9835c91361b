// `portcheck loa`: the letter as other programs see it, and what the command says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.PORTCHECK ?? join(root, 'build/release/portcheck');
const folder = mkdtempSync(join(tmpdir(), 'portcheck-letter-'));
after(() => rmSync(folder, { recursive: true }));

const run = (command, args) => spawnSync(command, args, { encoding: 'utf8', timeout: 60_000, maxBuffer: 1 << 26 });
const loa = (...args) => run(program, ['loa', '--today', '2026-11-26', ...args]);

function file(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function sheet(name, numbers) {
  return file(name, `Number to Port,Campaign_url\n${numbers.map((number) => `${number},https://acme.invoca.net/a_campaigns/terms/11\n`).join('')}`);
}

const range = (first, count) => Array.from({ length: count }, (_, i) => String(first + i));
const national = (digits) => `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`;

// A stroke on transparent ground, as a page's canvas gives it.
function signature() {
  const width = 120, height = 40;
  const rows = Buffer.alloc(height * (width * 4 + 1));
  for (let x = 0; x < width; x++) rows.writeUInt32BE(0x101060ff, (20 + Math.round(15 * Math.sin(x / 9))) * (width * 4 + 1) + 1 + x * 4);
  const chunk = (type, body) => {
    const size = Buffer.alloc(4);
    size.writeUInt32BE(body.length);
    return Buffer.concat([size, Buffer.from(type), body, Buffer.alloc(4)]);
  };
  const head = Buffer.from([0, 0, 0, width, 0, 0, 0, height, 8, 6, 0, 0, 0]);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

const values = [
  ...['--company', 'Acme Pools & Spas Inc', '--address', '350 Fifth Avenue, Suite 4100\nNew York, NY 10118', '--carrier', 'Lumen'],
  ...['--account', '0012345678', '--name', 'José Lee', '--title', 'Owner', '--date', '2026-11-26'],
];

test('a letter opens without complaint in qpdf and poppler, and says what it was told', () => {
  const numbers = range(2127360000, 700);
  const out = join(folder, 'signed.pdf');
  const made = loa('--sheet', sheet('local.csv', numbers), '--btn', '212.736.0143', ...values, '--signature', file('signature.png', signature()), '-o', out);
  assert.equal(made.status, 0, made.stderr);
  assert.equal(made.stdout, `written ${out}: 4 pages, 700 numbers\n`);
  assert.equal(made.stderr, '');
  const checked = run('qpdf', ['--check', out]);
  assert.equal(checked.status, 0, checked.stdout + checked.stderr);
  const text = run('pdftotext', ['-layout', out, '-']);
  assert.equal(text.stderr, '');
  for (const number of numbers) assert.ok(text.stdout.includes(national(number)), number);
  for (const word of ['Acme Pools & Spas Inc', '350 Fifth Avenue, Suite 4100', 'New York, NY 10118', 'Lumen', '0012345678', '(212) 736-0143', 'José Lee', 'November 26, 2026', 'intraLATA', 'Invoca']) {
    assert.ok(text.stdout.includes(word), word);
  }
  const info = run('pdfinfo', [out]).stdout;
  for (const line of [/^Tagged: +yes$/m, /^Form: +AcroForm$/m, /^JavaScript: +no$/m, /^Title: +Letter of Authorization of Acme Pools/m]) assert.match(info, line);
  assert.match(run('pdfinfo', ['-struct-text', out]).stdout, /H1[\s\S]*Letter of Authorization[\s\S]*TD[\s\S]*\(212\) 736-0000/);
  assert.match(run('pdfimages', ['-list', out]).stdout, /120 +40 +rgb[\s\S]*|smask/);
});

test('a sheet of one kind says which letter it needs; a mixed one asks', () => {
  const mixed = sheet('mixed.csv', ['212-736-0143', '800-356-9377', '866-356-9377']);
  const out = join(folder, 'mixed.pdf');
  const unsaid = loa('--sheet', mixed, '-o', out);
  assert.equal(unsaid.status, 2);
  assert.match(unsaid.stderr, /1 local number and 2 toll-free numbers, which need a letter each/);
  const said = loa('--sheet', mixed, '--kind', 'toll-free', '-o', out);
  assert.equal(said.status, 0);
  assert.match(said.stderr, /1 local number of the sheet: not in this letter/);
  assert.match(run('pdftotext', [out, '-']).stdout, /RespOrg/);
});

test('a row without a number that can be moved is named, not dropped in silence', () => {
  const out = join(folder, 'left-out.pdf');
  const made = loa('--sheet', sheet('left-out.csv', ['212-736-014', '212-736-0144', '212-736-XXXX']), '-o', out);
  assert.equal(made.status, 1);
  assert.match(made.stderr, /left-out\.csv: row 2 and 1 more have no number that can be moved: not in this letter/);
  assert.match(made.stdout, /1 page, 1 number\n/);
});

test('a letter that we made and that was signed passes the check without a warning, and is read as it was told', () => {
  for (const [kind, own, number] of [['local', ['--btn', '212-736-0143'], '212-736-0143'], ['toll-free', ['--resporg', 'ABC01'], '800-356-9377']]) {
    const numbers = sheet(`${kind}.csv`, [number]);
    const out = join(folder, `passes-${kind}.pdf`);
    assert.equal(loa('--sheet', numbers, ...own, ...values, '--signature', file('signature.png', signature()), '-o', out).status, 0);
    const report = JSON.parse(run(program, ['check', '--format', 'json', '--today', '2026-11-27', out, numbers]).stdout);
    const serious = report.findings.filter((finding) => finding.severity !== 'info' && finding.rule.startsWith('LOA'));
    assert.deepEqual(serious, [], kind);
    const { letter } = report.files[0];
    assert.equal(letter.company.value, 'Acme Pools & Spas Inc');
    assert.equal(letter.signer.value, 'José Lee');
    assert.equal(letter.carrier.value, 'Lumen');
    assert.deepEqual([letter.service_address.city, letter.service_address.state, letter.service_address.zip], ['New York', 'NY', '10118']);
    assert.deepEqual(letter.signed.readings, ['2026-11-26']);
    assert.equal(letter.numbers.count, 1);
    assert.equal(letter.signature.kind, 'picture');
    // 32 days on it is stale.
    assert.ok(JSON.parse(run(program, ['check', '--format', 'json', '--today', '2026-12-28', out, numbers]).stdout).findings.some((finding) => finding.rule === 'LOA-005'));
  }
});

test('blank letters of both kinds have a field for everything', () => {
  for (const kind of ['local', 'toll-free']) {
    const out = join(folder, `${kind}.pdf`);
    assert.equal(loa('--blank', '--kind', kind, '-o', out).status, 0);
    assert.equal(run('qpdf', ['--check', out]).status, 0);
    const fields = JSON.parse(run('qpdf', ['--json=2', '--json-key=acroform', out]).stdout).acroform.fields.map((field) => field.fullname);
    const own = kind === 'local' ? 'btn' : 'resporg';
    assert.deepEqual(fields.sort(), ['account', 'billing_address', 'carrier', 'company', 'name', 'numbers', own, 'service_address', 'signed_on', 'title'].sort());
  }
});

test('what a carrier would refuse is not made, and says why', () => {
  const good = sheet('good.csv', ['212-736-0143']);
  const out = join(folder, 'refused.pdf');
  for (const [args, words] of [
    [['--btn', '12'], /btn: The billing telephone number must have ten digits/],
    [['--date', '2026-10-01'], /signed_on: Carriers refuse a letter that was signed more than 30 days ago/],
    [['--company', 'Łódź'], /company: The letter's typeface has no "Ł"/],
    [['--signature', good], /signature: The picture of the signature is neither PNG nor JPEG/],
  ]) {
    const refused = loa('--sheet', good, ...args, '-o', out);
    assert.equal(refused.status, 3, args.join(' '));
    assert.match(refused.stderr, words);
    assert.throws(() => readFileSync(out));
  }
});

test('wrong use names what is wrong', () => {
  for (const [args, words] of [
    [[], /--output is required/],
    [['-o', 'x.pdf'], /say --sheet FILE .* or --blank/],
    [['--blank', '-o', 'x.pdf'], /a blank letter needs --kind/],
    [['--blank', '--kind', 'tollfree', '-o', 'x.pdf'], /--kind must be local or toll-free, not "tollfree"/],
    [['--blank', '--kind', 'local', '--date', 'today', '-o', 'x.pdf'], /--date must be a day/],
  ]) {
    const wrong = loa(...args);
    assert.equal(wrong.status, 2, args.join(' '));
    assert.match(wrong.stderr, words);
  }
});
