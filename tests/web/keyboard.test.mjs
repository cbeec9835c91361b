// The whole errand without a mouse: choose, attach, read the findings, open more, replace nothing, send.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openBrowser, until } from './browser.mjs';
import { letter, openFolder, openSite, panel, sheet } from './site.mjs';

let site, chromium, folder;
before(async () => {
  site = await openSite();
  chromium = await openBrowser();
  folder = openFolder();
});
after(async () => {
  await chromium?.close();
  await site?.close();
  folder?.close();
});

// The focused element, also inside <port-check>: its id, class or text.
function focus(page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.id || element?.getAttribute('aria-label') || element?.className || element?.textContent.trim() || element?.tagName;
  });
}

async function tabTo(page, wanted) {
  const passed = [];
  for (let presses = 0; presses < 25; presses++) {
    await page.keyboard.press('Tab');
    const now = await focus(page);
    if (wanted.test(now)) return;
    passed.push(now);
  }
  assert.fail(`no ${wanted} among ${passed.join(', ')}`);
}

test('a port request is filled in, checked and sent by keyboard alone', async () => {
  const page = await chromium.newPage();
  await page.goto(`${site.url}/portal`);
  await page.waitForFunction(() => customElements.get('port-check') !== undefined);

  await tabTo(page, /^name$/);
  await page.keyboard.type('Dana Reyes');
  await tabTo(page, /^email$/);
  await page.keyboard.type('dana@example.com');
  await tabTo(page, /^reason$/);
  await page.keyboard.type('Number');
  await tabTo(page, /^sub_category$/);
  await page.keyboard.type('Porting');
  assert.deepEqual(await page.$$eval('select', (lists) => lists.map((list) => list.value)), ['Number Management', 'Porting Numbers']);
  await tabTo(page, /^subject$/);
  await page.keyboard.type('Request to port-in phone numbers');
  await tabTo(page, /^description$/);
  await page.keyboard.type('Please move these numbers.');

  await tabTo(page, /^attachments$/);
  const rows = Array.from({ length: 5 }, (_, index) => `21273650${index}`);
  const files = [folder.file('numbers.csv', sheet(...rows)), folder.file('letter.pdf', letter)];
  // Chromium takes keys and the driver's wish to answer dialogs by two ways: a key that overtook the wish opened a dialog that
  // nobody saw. What is evaluated comes behind the wish, and the key behind that.
  const asked = page.waitForFileChooser({ timeout: 20_000 });
  await page.evaluate(() => {});
  await page.keyboard.press('Space');
  const chooser = await asked;
  await chooser.accept(files);
  await until(page, () => document.querySelector('port-check').report);
  assert.equal(await focus(page), 'attachments', 'the check takes no focus');

  await tabTo(page, /^Remove letter\.pdf$/);
  await page.keyboard.press('Enter');
  await until(page, () => document.querySelector('port-check').report?.files.length === 1);
  assert.equal(await focus(page), 'Remove numbers.csv', 'the focus goes to the neighbour');

  await tabTo(page, /^more$/);
  await page.keyboard.press('Enter');
  assert.equal((await panel(page)).groups.find((group) => group.rule === 'NUM-001').rows.length, 5);
  assert.equal(await focus(page), 'more');

  await tabTo(page, /Good to know/);
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('details.notes').open), true);

  await tabTo(page, /^Send request$/);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  assert.match(page.url(), /\/portal\/requests\/\d+/);
  assert.deepEqual(page.complaints, []);
});

test('everything that takes the focus shows it', async () => {
  const page = await chromium.newPage();
  await page.goto(`${site.url}/portal`);
  await page.waitForFunction(() => customElements.get('port-check') !== undefined);
  for (let presses = 0; presses < 7; presses++) {
    await page.keyboard.press('Tab');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, 'none', await focus(page));
  }
});
