// Whether a form may be sent: the policies, what a running, failed or cancelled check does to them, and what is said about uploads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './browser.mjs';
import { eachOnItsHost, active, attach, bad, choosePorting, fields, fine, form, notice, open, page, scan, send, sent, server, settled, verdict } from './host_page.mjs';

eachOnItsHost();

test('policy observe never holds a form', async () => {
  await open(form());
  await choosePorting();
  await attach(bad, scan);
  await verdict('blocked');
  assert.equal(await page.$eval('form', (element) => element.checkValidity()), true);
  await send();
  assert.equal(await sent(), 1);
  assert.equal(await page.evaluate(() => document.querySelector('port-check').hold()), false);
  assert.equal(await page.evaluate(() => window.asked), undefined);
});

test('policy warn holds once, says why, and lets the second try go', async () => {
  await open(form('<port-check attach policy="warn" name="portcheck"></port-check>'));
  await choosePorting();
  await attach(bad, scan);
  await verdict('blocked');
  await send();
  assert.equal(await sent(), 0);
  assert.match(await notice(), /^Not sent yet: .* or send again to send it as it is\.$/);
  assert.equal(await page.evaluate(() => document.activeElement.shadowRoot?.activeElement?.className), 'hold', 'the reason has the focus');
  await send();
  assert.equal(await sent(), 1);
  assert.ok((await page.evaluate(() => window.entries)).includes('portcheck=blocked'), 'the verdict goes with the form');
});

test('policy block holds until it is fixed, by mouse, by Enter and by script', async () => {
  for (const novalidate of [false, true]) {
    await open(form('<port-check attach policy="block"></port-check>'));
    await page.evaluate((no) => { document.querySelector('form').noValidate = no; }, novalidate);
    await choosePorting();
    await attach(bad, scan);
    await verdict('blocked');
    await send();
    await send();
    await page.focus('[name=subject]');
    await page.keyboard.press('Enter');
    await page.evaluate(() => document.querySelector('form').requestSubmit());
    assert.equal(await sent(), 0);
    assert.match(await notice(), /^Not sent yet: fix the problem below/);
    assert.equal(await page.$eval('form', (element) => element.checkValidity()), false);
    assert.equal(await page.$eval('port-check', (element) => element.matches(':invalid')), true);
    await attach(fine, scan);
    await until(page, () => ['ready', 'needs_attention'].includes(document.querySelector('port-check').report?.verdict));
    assert.equal(await notice(), '');
    await send();
    assert.equal(await sent(), 1);
  }
});

test('the host is asked first, and may let the form go', async () => {
  for (const policy of ['warn', 'block']) {
    await open(form(`<port-check attach policy="${policy}"></port-check>`));
    await choosePorting();
    await attach(bad, scan);
    await verdict('blocked');
    await page.evaluate(() => { window.letGo = true; });
    await send();
    assert.equal(await sent(), 1, policy);
    assert.equal(await page.evaluate(() => window.asked), 1);
    assert.equal(await notice(), '');
  }
});

test('sending while a check runs waits for it, then goes by itself or is held', async () => {
  for (const [file, expected] of [[fine, 1], [bad, 0]]) {
    await open(form('<port-check attach policy="block"></port-check>'));
    await choosePorting();
    await active(true);
    await page.evaluate(async () => {
      // The file and the click in one go, before any verdict can be there.
      const check = document.querySelector('port-check');
      window.early = new Promise((resolve) => new MutationObserver(() => check.shadowRoot.querySelector('.hold[data-held=waiting]') && resolve(true)).observe(check.shadowRoot, { subtree: true, childList: true, attributes: true }));
    });
    await attach(file, scan);
    await page.evaluate(() => new Promise((resolve) => {
      const look = () => (document.querySelector('port-check').files.length > 0 ? resolve(document.querySelector('form button').click()) : setTimeout(look));
      look();
    }));
    assert.equal(await page.evaluate(() => window.early), true);
    await settled();
    await until(page, (wanted) => (window.sent ?? 0) === wanted && !document.querySelector('port-check').shadowRoot.querySelector('.hold[data-held=waiting]'), expected);
  }
});

// The check can be stalled, and the five seconds of patience are a tenth of one.
const stuck = () => {
  const slow = window.setTimeout;
  window.setTimeout = (work, ms, ...args) => slow(work, ms === 5000 ? 100 : ms, ...args);
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (message, ...rest) {
    if (message.type === 'check' && window.stall) return window.stall.push(() => postMessage.call(this, message, ...rest));
    postMessage.call(this, message, ...rest);
  };
};

// A form whose check does not end; the one before it found what is wrong with `before`, if that is given.
async function stall(policy, before) {
  await page.evaluateOnNewDocument(stuck);
  await open(form(`<port-check attach policy="${policy}" server=""></port-check>`));
  await choosePorting();
  await active(true);
  if (before) {
    await attach(before, scan);
    await verdict('blocked');
  }
  await page.evaluate(() => (window.stall = []));
  await attach(fine, scan);
  await until(page, () => window.stall.length > 0);
}
const goOn = () =>
  page.evaluate(() => {
    const stalled = window.stall;
    window.stall = undefined;
    stalled.forEach((go) => go());
  });

test('a check that does not end lets the form go, but not with errors that the check before it found', async () => {
  for (const [before, policy] of [[undefined, 'block'], [bad, 'warn'], [bad, 'block']]) {
    await stall(policy, before);
    // Somebody in a hurry.
    await page.evaluate(() => [1, 2].forEach(() => document.querySelector('form button').click()));
    if (!before) {
      await until(page, () => window.sent === 1);
      continue;
    }
    if (policy === 'warn') {
      await until(page, () => /send again to send it as it is/.test(document.querySelector('port-check').shadowRoot.querySelector('.hold').textContent));
      assert.equal(await sent(), 0);
      await page.evaluate(() => document.querySelector('form button').click()); // the mouse might miss it: the notice has moved it
      await until(page, () => window.sent === 1);
      continue;
    }
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.hold[data-held=unfinished]'));
    assert.match(await notice(), /^Not sent yet: the check takes longer than usual, and the one before it found 1 problem\./);
    assert.equal(await sent(), 0);
    assert.equal(await page.evaluate(() => window.asked), 1, 'the host was asked, and could have let it go');
    await goOn();
    await until(page, () => window.sent > 0);
    assert.equal(await sent(), 1, 'sent by itself when nothing must be fixed any more, and once');
    assert.equal(await notice(), '');
  }
});

test('cancelling a check lifts no block: sending begins the check again and waits for it', async () => {
  for (const before of [bad, undefined]) {
    await stall('block', before);
    const said = () => page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.hint').textContent);
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.cancel').checkVisibility());
    await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.cancel').click());
    if (!before) {
      assert.match(await said(), /Send the form all the same/);
      await send();
      assert.equal(await sent(), 1, 'nothing is known against it');
      continue;
    }
    assert.match(await said(), /found problems\. Sending starts the check again/);
    assert.equal(await page.$eval('form', (element) => element.checkValidity()), false);
    const asked = await page.evaluate(() => window.stall.length);
    await page.evaluate(() => document.querySelector('form button').click());
    await until(page, (count) => window.stall.length > count, asked);
    assert.equal(await sent(), 0);
    await goOn();
    await until(page, () => window.sent > 0);
    assert.equal(await sent(), 1);
  }
});

test('says that the form may store files at once, unless the host says that it does not', async () => {
  const where = () => page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('footer p').textContent);
  await open(form());
  await choosePorting();
  await active(true);
  assert.match(await where(), /the check itself uploads nothing\. This form may store a file as soon as you add it/);
  await attach(bad, scan);
  await verdict('blocked');
  assert.match(await where(), /may store a file/);
  await open(form('<port-check attach uploads="on-send"></port-check>'));
  await choosePorting();
  await active(true);
  assert.match(await where(), /Nothing is uploaded until you send the form/);
});

test('a check that fails holds nothing up', async () => {
  await page.evaluateOnNewDocument(() => delete globalThis.WebAssembly);
  await open(form('<port-check attach policy="block" server=""></port-check>'));
  await choosePorting();
  await attach(bad, scan);
  await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('[data-tone=failed]'));
  await send();
  assert.equal(await sent(), 1);
});

test('a button that sends by script alone is held as a form is', async () => {
  await open(`<div id="app">${fields}</div><port-check attach="#app" policy="block" submit-button="#go"></port-check><button id="go">Go</button>`);
  await page.evaluate(() => document.querySelector('#go').addEventListener('click', () => { window.sent = (window.sent ?? 0) + 1; }));
  await choosePorting();
  await attach(bad, scan);
  await verdict('blocked');
  await page.click('#go');
  assert.equal(await sent(), 0);
  assert.equal(await page.evaluate(() => document.querySelector('port-check').hold()), true, 'a script may ask too');
  await attach(fine, scan);
  await until(page, () => document.querySelector('port-check').report?.verdict !== 'blocked');
  await page.click('#go');
  assert.equal(await sent(), 1);
});
