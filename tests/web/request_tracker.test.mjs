// The embed kit in a real Request Tracker: a customer fills in the self-service form in Chromium, and RT's own server holds
// the gate against whoever sends past the page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { RequestTracker } from '../integration/lib/request_tracker.mjs';
import { openBrowser, until } from './browser.mjs';
import { letter, openFolder, openSite, sheet } from './site.mjs';

const kit = fileURLToPath(new URL('../../deploy/desk/request-tracker/', import.meta.url));
const cleanups = [];
let rt, site, chromium, folder, page, bad, fine, scan;
before(async () => {
  site = await openSite();
  cleanups.push(() => site.close());
  const overlay = mkdtempSync(join(tmpdir(), 'portcheck-overlay-'));
  cleanups.push(() => rmSync(overlay, { recursive: true, force: true }));
  execFileSync(join(kit, 'install.sh'), ['--to', overlay], { encoding: 'utf8' });
  const config = readFileSync(join(kit, 'etc/PortCheck_SiteConfig.pm'), 'utf8')
    .replace(/^1;$/m, '')
    .replace('http://127.0.0.1:8080', site.url);
  rt = await RequestTracker.start({ after: (work) => cleanups.push(work) }, { config, overlay });
  chromium = await openBrowser();
  cleanups.push(() => chromium.close());
  folder = openFolder();
  cleanups.push(() => folder.close());
  bad = folder.file('numbers.csv', sheet('212736014', '2127365015'));
  fine = folder.file('fine.csv', sheet('2127365014'));
  scan = folder.file('letter.pdf', letter);
  page = await chromium.newPage({ height: 1400 });
  await page.goto(`${rt.url}/NoAuth/Login.html`);
  await page.type('input[name=user]', rt.customer.name);
  await page.type('input[name=pass]', rt.customer.password);
  await Promise.all([page.waitForNavigation(), page.click('input[type=submit]')]);
});
after(async () => {
  for (const work of cleanups.reverse()) await work();
});

const field = (name) => `[name="Object-RT::Ticket--CustomField-${rt.fields[name]}-Values"]`;
async function openForm({ porting = true } = {}) {
  await page.goto(`${rt.url}/SelfService/Create.html?Queue=${rt.queueId}`, { referer: `${rt.url}/SelfService/` }); // else RT suspects a forgery
  await page.waitForFunction(() => customElements.get('port-check') !== undefined && document.querySelector('#attach-dropzone.dropzone-init'));
  await page.type('[name=Subject]', 'Request to port-in phone numbers');
  await page.select(field('Case Reason'), porting ? 'Number Management' : 'Billing');
  if (porting) await page.select(field('Sub-Category'), 'Porting Numbers');
}
const shown = (wanted) => until(page, (is) => document.querySelector('port-check').checkVisibility() === is, wanted);
async function verdict(...wanted) {
  await until(page, (words) => words.includes(document.querySelector('port-check').report?.verdict), wanted);
  await page.evaluate(() => document.querySelector('port-check').settled()); // nothing moves any more
}
// RT's widget keeps its own file input at the end of the body, and puts another one there after each choice.
async function choose(path) {
  await (await page.$('.dz-hidden-input')).uploadFile(path);
  await until(page, (name) => [...document.querySelectorAll('.dz-success [data-dz-name]')].some((one) => one.textContent === name), path.split('/').at(-1));
}
const tickets = async () => (await rt.rest('GET', '/tickets?query=id>0&per_page=100')).items.map((one) => Number(one.id));

test('the element is drawn below the attachments, for the customer’s form alone, and only for porting', async () => {
  await openForm({ porting: false });
  await shown(false);
  await page.select(field('Case Reason'), 'Number Management');
  await page.select(field('Sub-Category'), 'Porting Numbers');
  await shown(true);
  const order = await page.evaluate(() => document.querySelector('#attach-dropzone').compareDocumentPosition(document.querySelector('port-check')));
  assert.ok(order & Node.DOCUMENT_POSITION_FOLLOWING);
  // By the configured fields' ids: the element would find these two by their labels as well, but not others.
  for (const [attribute, name] of [['reason-field', 'Case Reason'], ['sub-category-field', 'Sub-Category']]) {
    assert.equal(await page.$eval('port-check', (check, which) => check.getAttribute(which), attribute), field(name));
  }
});

const Node = { DOCUMENT_POSITION_FOLLOWING: 4 };

test('files that RT uploads at once are seen, their errors hold the form, and removing them lets it go', async () => {
  const before = await tickets();
  await openForm();
  await choose(bad);
  await choose(scan);
  await until(page, () => document.querySelector('port-check').report?.files.length === 2);
  await verdict('blocked');
  assert.deepEqual(await page.evaluate(() => document.querySelector('port-check').files.map((file) => file.name)), ['numbers.csv', 'letter.pdf']);
  const submit = 'input[name=SubmitTicket]';
  await page.click(submit);
  assert.match(await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.hold').textContent), /^Not sent yet/);
  assert.deepEqual(await tickets(), before);
  await page.screenshot({ path: process.env.PORTCHECK_SHOTS ? join(process.env.PORTCHECK_SHOTS, 'rt.png') : join(folder.path, 'rt.png') });
  // The first preview is the sheet's.
  await page.evaluate(() => document.querySelector('.dz-preview .dz-remove-mark').click());
  await until(page, () => document.querySelector('port-check').files.length === 1);
  await choose(fine);
  await verdict('ready', 'needs_attention');
  await Promise.all([page.waitForNavigation(), page.click(submit)]);
  const after = await tickets();
  assert.equal(after.length, before.length + 1);
  const files = await rt.rest('GET', `/ticket/${after.at(-1)}/attachments?fields=Filename&per_page=100`);
  assert.deepEqual(files.items.map((one) => one.Filename).filter(Boolean).sort(), ['fine.csv', 'letter.pdf']);
});

test('what the message box says is judged while it is being written', async () => {
  await openForm();
  await choose(folder.file('tollfree.csv', sheet('8005554123')));
  await choose(scan);
  await until(page, () => document.querySelector('port-check').report?.counts.by_rule['TKT-010']);
  await until(page, () => !window.CKEDITOR || Object.values(window.CKEDITOR.instances)[0]?.status === 'ready');
  await page.evaluate(() => {
    const [editor] = Object.values(window.CKEDITOR?.instances ?? {});
    if (editor) editor.insertText('The RespOrg ID is ABC01.');
    else throw new Error('RT shows its editor to customers');
  });
  await until(page, () => document.querySelector('port-check').report && !document.querySelector('port-check').report.counts.by_rule['TKT-010']);
});

// As a script would send it, with the session of the customer and without the page.
async function sendPast(files) {
  const cookies = (await page.cookies(rt.url)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const token = Math.random().toString(16).slice(2);
  const headers = { Cookie: cookies, Referer: `${rt.url}/` };
  for (const { name, bytes } of files) {
    const upload = new FormData();
    upload.append('Attach', new Blob([bytes]), name);
    const answer = await fetch(`${rt.url}/SelfService/Helpers/Upload/Add?Token=${token}`, { method: 'POST', headers, body: upload });
    assert.equal((await answer.json()).status, 'success');
  }
  const form = new URLSearchParams({
    id: 'new', Token: token, Queue: String(rt.queueId), Requestors: 'customer@example.test', Subject: 'Port', Content: 'Please.', SubmitTicket: 'Create',
    [`Object-RT::Ticket--CustomField-${rt.fields['Case Reason']}-Values`]: 'Number Management',
    [`Object-RT::Ticket--CustomField-${rt.fields['Sub-Category']}-Values`]: 'Porting Numbers',
  });
  return (await fetch(`${rt.url}/SelfService/Create.html`, { method: 'POST', headers, body: form })).text();
}

test('the gate refuses what was sent past the page, says why, and lets what is fine through', async () => {
  const before = await tickets();
  const refused = await sendPast([{ name: 'numbérs.csv', bytes: sheet('212736014') }, { name: 'letter.pdf', bytes: readFileSync(scan) }]);
  assert.match(refused, /numb.+rs\.csv A2: .*212736014.* has 9 digits/);
  assert.match(refused, /The request was not sent yet/);
  assert.deepEqual(await tickets(), before);
  await sendPast([{ name: 'fine.csv', bytes: sheet('2127365014') }, { name: 'letter.pdf', bytes: readFileSync(scan) }]);
  assert.equal((await tickets()).length, before.length + 1);
});

test('a gate that cannot ask holds nothing up', async () => {
  await site.server.kill();
  const before = await tickets();
  await sendPast([{ name: 'numbers.csv', bytes: sheet('212736014') }]);
  assert.equal((await tickets()).length, before.length + 1);
  assert.match(await rt.log(), /PortCheck could not be asked, the ticket is created/);
});
