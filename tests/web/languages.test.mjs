// Every language says everything: the page's words, the engine's sentences, numbers and dates; and the page speaks the one
// that was asked for.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { check, split, template } from '../../web/dist/node.js';
import { readCases } from '../wasm/cases.mjs';
import { openBrowser, until } from './browser.mjs';
import { attach, checked, letter, openFolder, openPortal, panel, press, sheet } from './site.mjs';
import { serveDist, trustedCsp } from './static_server.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { buildSync } = require('esbuild');
const web = fileURLToPath(new URL('../../web/', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));

let folder, files, texts, words, all, server, chromium;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'portcheck-words-'));
  const load = async (name) => {
    const outfile = join(folder, `${name.replaceAll('/', '-')}.mjs`);
    buildSync({ entryPoints: [join(web, 'src', `${name}.ts`)], bundle: true, format: 'esm', outfile, logLevel: 'error' });
    return import(pathToFileURL(outfile).href);
  };
  const { Texts } = await load('texts');
  words = await load('words/index');
  const file = (language) => readFileSync(join(web, language === 'en' ? 'dist' : 'dist/assets', `portcheck.${language}.txt`), 'utf8');
  texts = Object.fromEntries(words.languages.map((language) => [language, new Texts(file(language), language === 'en' ? 'en-US' : language)]));
  all = await Promise.all(words.languages.map(async (language) => [language, { ...(await words.loadWords(language)), more: await words.loadMoreWords(language) }]));
  files = openFolder();
  server = await serveDist({}, trustedCsp);
  chromium = await openBrowser();
});
after(async () => {
  await chromium?.close();
  await server?.close();
  files?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function findings() {
  const found = [];
  for (const { request, files: given } of readCases()) {
    try {
      found.push(...JSON.parse(await check(given.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) })), { today: request.today, ...(request.ticket && { ticket: request.ticket }) })).findings);
    } catch {} // a case of a wrong request
  }
  return found;
}

test('the page makes the same English sentences as the engine', async () => {
  const found = await findings();
  assert.ok(new Set(found.map(({ rule }) => rule)).size > 60);
  for (const finding of found) {
    const made = texts.en.message(finding);
    // Dates are written out here, which the engine does only where it is asked to.
    if (!/\d{4}-\d{2}-\d{2}/.test(finding.message)) assert.equal(made, finding.message, finding.rule);
  }
});

test('no sentence of another language is left with a gap or in English', async () => {
  const found = await findings();
  for (const language of ['es', 'fr-CA']) {
    for (const finding of found) {
      const made = texts[language].message(finding);
      assert.ok(made.length > 10 && !/[{}]|undefined/.test(made), `${language} ${finding.rule}: ${made}`);
      assert.notEqual(made, finding.message, `${language} ${finding.rule}`);
      assert.notEqual(texts[language].title(finding.rule), finding.rule);
    }
  }
});

test('every word of every language is there, and is said', () => {
  const english = Object.fromEntries(all).en;
  const walk = (ours, theirs, path, language) => {
    for (const [name, value] of Object.entries(ours)) {
      const other = theirs[name];
      assert.equal(typeof other, typeof value, `${language}: ${path}.${name}`);
      if (typeof value === 'object') walk(value, other, `${path}.${name}`, language);
      else if (typeof value === 'string') assert.ok(other.trim() !== '', `${language}: ${path}.${name}`);
    }
  };
  for (const [language, theirs] of all) walk(english, theirs, 'words', language);
});

// What the engine says beside findings: refusals of the letter maker, of the grid and of repaired sheets; and what it writes
// into a sheet that it hands out, which need not be sentences.
const written = /^(template|changes?|review)_/;
const inFileNames = /^file_/; // every system and every upload takes these letters
const remarks = JSON.parse(readFileSync(join(root, 'shared/rules.json'), 'utf8')).remarks;

test('every remark of the engine is said in every language, and not the English one', () => {
  assert.ok(Object.keys(remarks).length > 40);
  const values = { int: 3, string: 'X', strings: ['Y', 'Z'] };
  for (const [code, { params, message }] of Object.entries(remarks)) {
    const given = { code, params: Object.fromEntries(Object.entries(params).map(([name, kind]) => [name, values[kind]])), message };
    const english = texts.en.remark(given);
    for (const language of words.languages) {
      const made = texts[language].remark(given);
      assert.match(made, inFileNames.test(code) ? /^[a-z]+(-[a-z]+)*$/ : written.test(code) ? /^\S.+\S$/su : /^\P{Ll}.{8,}\.$/su, `${language} ${code}`);
      assert.doesNotMatch(made, /[{}]|undefined/, `${language} ${code}`);
      for (const name of Object.keys(params)) assert.ok(made.includes(String([].concat(given.params[name])[0])), `${language} ${code}: ${name}`);
      if (language !== 'en') assert.notEqual(made, english, `${language} ${code}`);
    }
  }
});

test('what is said of a file or a carrier is in the language, down to the parts of the sentence', () => {
  const say = (language, rule, params) => texts[language].message({ rule, params, message: '' });
  assert.match(say('es', 'FIL-004', { reason: 'damaged', what: ['xl/workbook.xml', 'checksum'] }), /\(xl\/workbook\.xml, su suma de comprobación\)/);
  assert.match(say('fr-CA', 'FIL-002', { extension: '.csv', type: 'xlsx' }), /classeur Excel \(\.xlsx\)/i);
  assert.match(say('es', 'TKT-018', { reason: 'code', code: '7401', cause: 'account_number' }), /El número de cuenta falta o es incorrecto\. Cópielo de una factura/);
  assert.match(say('fr-CA', 'LOA-005', { date: '2026-10-03', days: 50, until: '2026-11-02', seen: 'page 2, read by OCR, 88 % sure: "Date: Oct 3"' }), /\(page 2, lu par OCR, 88 % de certitude: "Date: Oct 3"\)/);
  assert.match(say('es', 'NUM-016', { location: 'BC' }), /Columbia Británica/);
});

test('numbers, dates and plurals are those of the language', () => {
  const [, en] = all.find(([language]) => language === 'en');
  const [, es] = all.find(([language]) => language === 'es');
  const [, fr] = all.find(([language]) => language === 'fr-CA');
  assert.equal(en.date('2026-12-07'), 'Monday, December 7, 2026');
  assert.equal(es.date('2026-12-07'), 'lunes, 7 de diciembre de 2026');
  assert.equal(fr.date('2026-12-07'), 'lundi 7 décembre 2026');
  assert.equal(en.numbers(1), '1 number');
  assert.equal(fr.numbers(0), '0 numéro', 'nothing is singular in French');
  assert.match(fr.numbers(12_345), /^12.345 numéros$/);
  assert.equal(es.verdictNeeded(['carta (LOA)', 'hoja de cálculo']), 'Todavía falta: carta (LOA) y hoja de cálculo');
  const late = texts.es.message({ rule: 'LOA-009', severity: 'warning', params: { reason: 'soon', date: '2026-10-25', until: 'Tuesday, November 24, 2026', left: 2, seen: 'page 1: "Date: Oct 25"' }, message: '' });
  assert.match(late, /vale hasta el martes, 24 de noviembre de 2026, dentro de 2 días \(página 1: "Date: Oct 25"\)/);
});

test('what a customer prefers is answered in the nearest language', () => {
  assert.equal(words.languageFor(['es-MX', 'en']), 'es');
  assert.equal(words.languageFor(['fr']), 'fr-CA');
  assert.equal(words.languageFor(['de', 'fr-FR']), 'fr-CA');
  assert.equal(words.languageFor(['xx']), 'en');
  assert.equal(words.languageFor([]), 'en');
});

test('a sentence, a word or a parameter that a language lacks ends the build', () => {
  const spanish = JSON.parse(readFileSync(join(root, 'shared/languages/es.json'), 'utf8'));
  const complaint = (change) => {
    const broken = structuredClone(spanish);
    change(broken);
    const path = join(folder, 'es.json');
    writeFileSync(path, JSON.stringify(broken));
    try {
      execFileSync('/usr/bin/python3', [join(root, 'shared/tools/generate_rules.py'), '--language', path, '--texts', join(folder, 'es.txt')], { stdio: 'pipe' });
    } catch (error) {
      return String(error.stderr);
    }
    return '';
  };
  assert.equal(complaint(() => {}), '');
  assert.match(complaint((language) => delete language.rules['NUM-001']), /NUM-001: missing/);
  assert.match(complaint((language) => delete language.rules['NUM-001'].variants.short), /NUM-001: variant short missing/);
  assert.match(complaint((language) => (language.rules['NUM-007'].message = 'Mal.')), /NUM-007: message does not name the same parameters/);
  assert.match(complaint((language) => delete language.words.country.JM), /words country: JM missing/);
  assert.match(complaint((language) => (language.rules['NUM-007'].message += ' {npa')), /NUM-007: broken placeholder/);
  assert.match(complaint((language) => delete language.remarks.no_sheet), /remarks: no_sheet missing/);
  assert.match(complaint((language) => (language.remarks.letter_sign = 'Mal.')), /remarks: letter_sign does not name the same parameters/);
  assert.match(complaint((language) => delete language.words.defect.xml), /words defect: xml missing/);
  assert.deepEqual(readdirSync(join(root, 'shared/languages')).sort(), ['es.json', 'fr-CA.json']);
});

test('the page speaks the language of the page around it, and the one that the customer chooses', async () => {
  const page = await chromium.newPage();
  await openPortal(page, server.url, { porting: false });
  await page.evaluate(() => (document.documentElement.lang = 'es'));
  await page.select('#reason', 'Number Management');
  await page.select('#sub_category', 'Porting Numbers');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.panel')?.lang === 'es');
  await page.type('#subject', 'Request to port-in phone numbers');
  await page.type('#description', 'Please port.');
  let seen = await checked(page, () => attach(page, files.file('numbers.csv', sheet('212736014', '2127365015')), files.file('letter.pdf', letter)));
  assert.equal(seen.verdict, '1 punto por corregir antes de enviar');
  assert.match(seen.groups[0].rows[0], /^Fila 2 .*tiene 9 cifras/);
  assert.match(await page.evaluate(() => document.querySelector('port-check').report.findings.find(({ rule }) => rule === 'NUM-001').message), /tiene 9 cifras/);
  await page.evaluate(() => {
    const select = document.querySelector('port-check').shadowRoot.querySelector('#language');
    select.value = 'fr-CA';
    select.dispatchEvent(new Event('change'));
  });
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.panel')?.lang === 'fr-CA');
  assert.equal(await page.evaluate(() => document.querySelector('port-check').shadowRoot.activeElement?.id), 'language', 'the focus stays');
  seen = await panel(page);
  assert.equal(seen.verdict, '1 point à corriger avant l’envoi');
  await press(page, 'Ouvrir la feuille');
  await until(page, () => /1 ligne à corriger/.test(document.querySelector('port-check').shadowRoot.querySelector('.sheet-status')?.textContent));
  await until(page, () => /a 9 chiffres/.test(document.querySelector('port-check').shadowRoot.querySelector('.detail')?.textContent));
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('a file that is handed out speaks the language of the page, but for the names that the platform wants', async () => {
  const page = await chromium.newPage();
  await openPortal(page, server.url, { porting: false });
  await page.evaluate(() => {
    document.documentElement.lang = 'es';
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => {
      window.handed = blob.arrayBuffer().then((bytes) => [...new Uint8Array(bytes)]);
      return createObjectURL(blob);
    };
  });
  await page.select('#reason', 'Number Management');
  await page.select('#sub_category', 'Porting Numbers');
  await press(page, 'Obtener la plantilla');
  await until(page, () => window.handed !== undefined);
  const bytes = Buffer.from(await page.evaluate(() => window.handed));
  assert.ok(bytes.equals(Buffer.from(await template('xlsx', 'es'))));
  assert.ok(!bytes.equals(Buffer.from(await template('xlsx'))));
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('a sheet that is split or corrected has a name in the language of the page', async () => {
  const bytes = Buffer.from(sheet('2127365014', '8005554123', '212736'));
  const parts = async (language) => (await split({ name: 'list.csv', bytes }, { type: 'csv', language, today: '2026-11-22' })).files.map(({ name }) => name).sort();
  assert.deepEqual(await parts('en'), ['list.local.csv', 'list.to-review.csv', 'list.toll-free.csv']);
  assert.deepEqual(await parts('fr-CA'), ['list.a-verifier.csv', 'list.locaux.csv', 'list.sans-frais.csv']);
  const page = await chromium.newPage();
  await openPortal(page, server.url);
  await page.select('port-check >>> #language', 'es');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.panel').lang === 'es');
  await checked(page, () => attach(page, files.file('lista.csv', sheet('2127365014', '212736'))));
  await press(page, 'Abrir la hoja');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.cursor'));
  await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.grid').focus());
  await page.keyboard.type('2127365009');
  await page.keyboard.press('Enter');
  await until(page, () => [...document.querySelector('port-check').shadowRoot.querySelectorAll('.sheet-box .main')].some((one) => !one.disabled));
  const seen = await checked(page, () => page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.sheet-box .main').click()));
  assert.match(seen.items.sheet.text, /^lista\.corregido\.csv/);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test('without the language file the page speaks all the same', async () => {
  const lacking = await serveDist({ '/assets/portcheck.es.txt': (request, response) => response.writeHead(404).end() });
  const page = await chromium.newPage();
  await openPortal(page, lacking.url, { porting: false });
  await page.evaluate(() => (document.documentElement.lang = 'es'));
  await page.select('#reason', 'Number Management');
  await page.select('#sub_category', 'Porting Numbers');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.panel')?.lang === 'es');
  const seen = await checked(page, () => attach(page, files.file('n.csv', sheet('212736014')), files.file('letter.pdf', letter)));
  assert.match(seen.verdict, /por corregir/);
  assert.match(seen.groups[0].rows[0], /has 9 digits/);
  assert.deepEqual(await page.evaluate(async () => {
    const { createChecker } = await import('/assets/index.js');
    const checker = createChecker();
    const [spanish, english] = [await checker.template('csv', 'es'), await checker.template('csv')];
    checker.close();
    return spanish.join() === english.join();
  }), true);
  await page.close();
  await lacking.close();
});
