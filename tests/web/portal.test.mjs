// The contact-support page served by the real portcheckd, by mouse.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { until } from './browser.mjs';
import { eachOnItsPage, folder, page, server as site } from './page_each.mjs';
import { attach, checked, letter, openPortal, openSite, panel, sheet } from './site.mjs';

eachOnItsPage(undefined, openSite);

test('is calm until porting is chosen', async () => {
  await openPortal(page, site.url, { porting: false });
  const shown = () => page.$eval('port-check', (element) => element.checkVisibility());
  assert.equal(await shown(), false);
  assert.equal(await page.$eval('#sub_category', (element) => element.disabled), true);
  await page.select('#reason', 'Reporting');
  const offered = await page.$$eval('#sub_category option', (options) => options.map((option) => option.text));
  assert.deepEqual(offered, ['Choose a sub-category', 'Missing Calls', 'Exports']);
  assert.equal(await shown(), false);
  await page.select('#reason', 'Number Management');
  assert.equal(await shown(), false);
  await page.select('#sub_category', 'Porting Numbers');
  assert.equal(await shown(), true);
  const { tone, items, groups, said, where } = await panel(page);
  assert.equal(tone, 'calm');
  assert.deepEqual(groups, []);
  assert.equal(items.sheet.state, 'needed');
  assert.equal(items.loa.state, 'needed');
  assert.equal(said, '');
  assert.match(where, /Nothing is uploaded/);
  await page.select('#reason', 'Reporting');
  assert.equal(await shown(), false);
});

test('finds what is wrong as soon as a file is chosen, and uploads nothing', async () => {
  await openPortal(page, site.url);
  const posts = [];
  page.on('request', (request) => request.method() !== 'GET' && posts.push(request.url()));
  const bad = folder.file('numbers.csv', sheet('212736014', '2127365015', '21273650', '(212) 736-5015'));
  const seen = await checked(page, () => attach(page, bad, folder.file('letter.pdf', letter)));
  assert.equal(seen.verdict, '2 things to fix before you send this');
  assert.equal(seen.items.sheet.state, 'problem');
  assert.equal(seen.items.loa.state, 'note');
  assert.equal(seen.items.ticket.state, 'ok');
  const wrong = seen.groups.find((group) => group.rule === 'NUM-001');
  assert.equal(wrong.count, '2 places');
  assert.match(wrong.rows[0], /^Row 2 .*9 digits/);
  assert.match(wrong.rows[1], /^Row 4 .*8 digits/);
  assert.ok(seen.groups.some((group) => group.rule === 'ROW-004'));
  assert.match(seen.said, /^2 things to fix before you send this/);
  assert.deepEqual(posts, []);
});

test('takes a file dropped anywhere on the page', async () => {
  await openPortal(page, site.url);
  const path = folder.file('dropped.csv', sheet('2127365015'));
  const devtools = await page.createCDPSession();
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  const seen = await checked(page, async () => {
    for (const type of ['dragEnter', 'dragOver']) {
      await devtools.send('Input.dispatchDragEvent', { type, x: 200, y: 60, data });
    }
    assert.equal(await page.$eval('.drop', (zone) => zone.classList.contains('dropping')), true);
    await devtools.send('Input.dispatchDragEvent', { type: 'drop', x: 200, y: 60, data });
  });
  assert.match(seen.items.sheet.text, /^dropped\.csv · 1 number/);
  assert.equal(await page.$eval('.drop', (zone) => zone.classList.contains('dropping')), false);
  assert.deepEqual(await page.$eval('#attachments', (input) => [...input.files].map((file) => file.name)), ['dropped.csv']);
});

test('a missing letter is still needed, not an error', async () => {
  await openPortal(page, site.url);
  const seen = await checked(page, () => attach(page, folder.file('good.csv', sheet('2127365015'))));
  assert.equal(seen.tone, 'needed');
  assert.equal(seen.verdict, 'Still needed: letter (LOA)');
  assert.equal(seen.items.loa.state, 'needed');
  assert.equal(seen.items.sheet.state, 'ok');
  assert.ok(!seen.groups.some((group) => group.rule === 'TKT-001'));
  assert.ok(!seen.groups.some((group) => group.severity === 'error'));
});

test('collects files, and judges again after each is added, replaced or removed', async () => {
  await openPortal(page, site.url);
  await checked(page, () => attach(page, folder.file('a.csv', sheet('212736014'))));
  let seen = await checked(page, () => attach(page, folder.file('letter.pdf', letter)));
  assert.equal(await page.$$eval('.files li', (rows) => rows.length), 2);
  assert.equal(seen.items.loa.state, 'note');
  assert.equal(seen.tone, 'problem');

  const [chooser] = await Promise.all([page.waitForFileChooser(), page.click('.files li:first-child button')]);
  seen = await checked(page, () => chooser.accept([folder.file('b.csv', sheet('2127365014'))]));
  assert.deepEqual(await page.$$eval('.file-name', (names) => names.map((name) => name.textContent)), ['b.csv', 'letter.pdf']);
  assert.match(seen.items.sheet.text, /^b\.csv/);
  assert.equal(seen.items.sheet.state, 'ok');

  seen = await checked(page, () => page.click('.files li:nth-child(2) button:last-of-type'));
  assert.equal(seen.items.loa.state, 'needed');
  await page.click('.files li button:last-of-type');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('[data-tone=calm]'));
  assert.equal(await page.$eval('#attachments', (input) => input.files.length), 0);
});

test('editing a ticket field updates the findings without reading the files again', async () => {
  await openPortal(page, site.url);
  await checked(page, () => attach(page, folder.file('a.csv', sheet('8005554123')), folder.file('letter.pdf', letter)));
  assert.ok((await panel(page)).groups.some((group) => group.rule === 'TKT-010'), 'no RespOrg is stated');
  // The bytes are the worker's: a file that is gone from the disk does not matter any more.
  folder.file('a.csv', 'changed');
  const seen = await checked(page, () => page.type('#description', ' The RespOrg ID is ABC01.'));
  assert.ok(!seen.groups.some((group) => group.rule === 'TKT-010'));
  assert.match(seen.items.sheet.text, /1 number/);
});

test('announces the verdict once, not at every keystroke', async () => {
  await openPortal(page, site.url);
  await page.evaluate(() => {
    window.said = [];
    const live = document.querySelector('port-check').shadowRoot.querySelector('[role=status]');
    new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true, characterData: true, subtree: true });
  });
  await checked(page, () => attach(page, folder.file('a.csv', sheet('212736014')), folder.file('letter.pdf', letter)));
  await checked(page, () => page.type('#description', ' More words.'));
  await checked(page, () => page.type('#description', ' And more.'));
  assert.equal(await page.evaluate(() => window.said.length), 1);
});

test('shows three examples of a rule and the others when asked', async () => {
  await openPortal(page, site.url);
  const rows = Array.from({ length: 10 }, (_, index) => `21273650${index}`);
  await checked(page, () => attach(page, folder.file('ten.csv', sheet(...rows)), folder.file('letter.pdf', letter)));
  const group = async () => (await panel(page)).groups.find((one) => one.rule === 'NUM-001');
  assert.equal((await group()).rows.length, 3);
  assert.equal((await group()).more, 'Show 7 more');
  const more = await page.evaluateHandle(() => document.querySelector('port-check').shadowRoot.querySelector('[data-rule=NUM-001] .more'));
  await more.click();
  assert.equal((await group()).rows.length, 10);
  // It stays open over a re-check, and keeps the focus.
  await checked(page, () => page.evaluate(() => {
    const subject = document.querySelector('#subject');
    subject.value += ' now';
    subject.dispatchEvent(new Event('input', { bubbles: true }));
  }));
  assert.equal((await group()).rows.length, 10);
  assert.equal(await page.evaluate(() => document.querySelector('port-check').shadowRoot.activeElement?.className), 'more');
});

test('a long list of problems is drawn to its end, and again when something else is attached meanwhile', async () => {
  await openPortal(page, site.url);
  const untidy = fileURLToPath(new URL('../data/dirty.libreoffice.xlsx', import.meta.url));
  await checked(page, () => attach(page, untidy));
  const report = await page.evaluate(() => document.querySelector('port-check').report);
  const rules = [...new Set(report.findings.filter(({ severity, rule }) => severity !== 'info' && !/^TKT-00[12]$/.test(rule)).map(({ rule }) => rule))];
  assert.ok(rules.length > 9, `${rules.length} groups are more than are drawn at once`);
  const drawn = (count) => until(page, (wanted) => document.querySelector('port-check').shadowRoot.querySelectorAll('.groups .group').length === wanted, count);
  await drawn(rules.length);
  assert.deepEqual((await panel(page)).groups.map(({ rule }) => rule).sort(), [...rules].sort());
  assert.ok((await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelectorAll('.notes .group').length)) > 0, 'and what is good to know');
  await checked(page, () => attach(page, folder.file('fine.csv', sheet('2127365014'))));
  await page.click('.files li:first-child button:last-of-type');
  await until(page, () => document.querySelector('port-check').report?.files.length === 1);
  await drawn(0);
});

test('what the help-desk would refuse is said before it is sent', async () => {
  await openPortal(page, site.url, { porting: false });
  await attach(page, folder.file('huge.bin', Buffer.alloc(26_000_000)));
  assert.match(await page.$eval('#attachments', (input) => input.validationMessage), /26 MB together; 25 MB/);
  await page.click('.files button:last-of-type');
  assert.equal(await page.$eval('#attachments', (input) => input.validationMessage), '');
});

test('a file that cannot be read any more is named, and the form is not held up', async () => {
  await openPortal(page, site.url);
  await page.select('#sub_category', 'Caller ID');
  const path = folder.file('gone.csv', sheet('2127365014'));
  await attach(page, path);
  folder.file('gone.csv', 'changed behind the browser');
  await page.select('#sub_category', 'Porting Numbers');
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('[data-tone=failed]'));
  const { hint, said } = await panel(page);
  assert.match(hint, /^gone\.csv cannot be read any more/);
  assert.match(said, /gone\.csv/);
  assert.equal(await page.$eval('.form', (form) => form.checkValidity()), true);
  const seen = await checked(page, async () => {
    await page.click('.files button:last-of-type');
    await attach(page, path);
  });
  assert.notEqual(seen.tone, 'failed');
});

test('sending leads to the confirmation, and the agent sees the ticket with one note', async () => {
  await openPortal(page, site.url);
  await checked(page, () => attach(page, folder.file('numbers.csv', sheet('212736014')), folder.file('letter.pdf', letter)));
  await Promise.all([page.waitForNavigation(), page.click('.send button')]);
  assert.match(page.url(), /\/portal\/requests\/\d+/);
  const id = /requests\/(\d+)/.exec(page.url())[1];
  assert.match(await page.$eval('body', (body) => body.innerText), /numbers\.csv/);
  await site.server.log((line) => line.event === 'job.finished' && line.ticket === id);
  await page.goto(`${site.url}/agent/tickets/${id}`);
  const text = await page.$eval('body', (body) => body.innerText);
  assert.match(text, /PortCheck: BLOCKED/i);
  assert.equal(text.match(/PortCheck: BLOCKED/gi).length, 1);
  assert.match(text, /212736014/);
});
