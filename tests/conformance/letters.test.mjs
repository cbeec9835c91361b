// Letters of many programs and layouts with what is on them (tests/cases/loa): how much of it the engine reads, fact by fact.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { hasPdfModule, judge, letters, native, sum, wasm } from './letters.mjs';
import { share } from './letter_truth.mjs';

const least = 0.97; // of each fact, precision and recall, where there is text
const isScan = ({ truth }) => truth.form === 'scan';
const texts = letters.filter((letter) => !isScan(letter));
const scans = letters.filter(isScan);

const percent = (value) => `${(100 * value).toFixed(1)} %`;

function table(title, counts) {
  const rows = Object.entries(counts).map(([name, count]) => {
    const { precision, recall } = share(count);
    return `${name.padEnd(36)} ${String(count.right).padStart(5)} ${String(count.wrong).padStart(5)} ${String(count.missing).padStart(5)}  ${percent(precision).padStart(8)} ${percent(recall).padStart(8)}`;
  });
  return [`${title.padEnd(36)} right wrong missing precision recall`, ...rows].join('\n');
}

function byProducer(judged) {
  const groups = {};
  for (const { letter, result } of judged) (groups[letter.truth.producer] ??= []).push(result);
  return Object.fromEntries(Object.entries(groups).map(([producer, results]) => {
    const all = Object.values(sum(results));
    const total = (member) => all.reduce((so_far, count) => so_far + count[member], 0);
    return [producer, { right: total('right'), wrong: total('wrong'), missing: total('missing') }];
  }));
}

async function judgeAll(list, ocr) {
  const judged = [];
  for (const letter of list) judged.push({ letter, result: await judge(letter, ocr) });
  return judged;
}

function print(t, title, judged) {
  for (const { letter, result } of judged) for (const miss of result.misses) t.diagnostic(`${letter.name}: ${miss}`);
  for (const line of table(title, sum(judged.map(({ result }) => result))).split('\n')) t.diagnostic(line);
  for (const line of table('by producer', byProducer(judged)).split('\n')) t.diagnostic(line);
}

test('the set has at least 60 letters, of ten producers or more', () => {
  assert.ok(letters.length >= 60, `${letters.length} letters`);
  assert.ok(new Set(letters.map(({ truth }) => truth.producer)).size >= 10);
});

test(`letters with text: at least ${percent(least)} of each fact`, async (t) => {
  const judged = await judgeAll(texts, false);
  print(t, 'facts of text', judged);
  const short = Object.entries(sum(judged.map(({ result }) => result))).filter(([, count]) => {
    const { precision, recall } = share(count);
    return precision < least || recall < least;
  });
  assert.deepEqual(short.map(([fact]) => fact), [], 'facts that are read too seldom');
});

test('scans, faxes and photos: what OCR reaches, and that it never blocks', async (t) => {
  if (spawnSync('tesseract', ['--version']).status !== 0) {
    t.diagnostic('Tesseract is not installed');
    return;
  }
  const judged = await judgeAll(scans, true);
  print(t, 'facts by OCR', judged);
  for (const { letter, result } of judged) {
    const errors = result.alone.findings.filter(({ rule, severity }) => rule.startsWith('LOA') && severity === 'error');
    assert.deepEqual(errors.map(({ rule }) => rule), [], letter.name);
  }
});

test('without OCR a scan is said to be one', async () => {
  for (const { name, path } of scans) {
    const report = JSON.parse(await native([path]));
    assert.ok(report.findings.some(({ rule }) => rule === 'LOA-004'), name);
  }
});

if (hasPdfModule) {
  for (const { name, path, beside } of letters) {
    test(`${name}: the modules say what the native engine says`, async () => {
      assert.equal(await wasm([path, ...beside]), await native([path, ...beside]));
    });
  }
}
