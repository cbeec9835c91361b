// <port-check attach> on forms of others: found, followed, never changed, and held back only when the host asked for it.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { openBrowser, until } from './browser.mjs';
import { letter, openFolder, sheet } from './site.mjs';
import { csp, serveDist } from './static_server.mjs';

// Runs in the page. `send` counts what really leaves the form.
const pageScript = `
addEventListener('submit', (event) => { event.preventDefault(); window.sent = (window.sent ?? 0) + 1; window.entries = [...new FormData(event.target)].map(([name, value]) => name + '=' + (value.name ?? value)); });
document.addEventListener('port-check', ({ report }) => { window.reports = (window.reports ?? 0) + 1; window.last = report; });
document.addEventListener('port-check-hold', (event) => { window.asked = (window.asked ?? 0) + 1; if (window.letGo) event.preventDefault(); });
`;

const fields = `
  <input name="subject" value="Port my numbers"><textarea name="description"></textarea>
  <select name="reason"><option value="">-</option><option>Number Management</option><option>Billing</option></select>
  <select name="sub_category"><option value="">-</option><option>Porting Numbers</option></select>
  <input type="file" name="files" multiple>`;
const form = (check = '<port-check attach></port-check>', inside = fields) => `<form action="/nowhere">${inside}${check}<button>Send</button></form>`;

let server, chromium, folder, page, bad, fine, scan;
const bodies = new Map();
before(async () => {
  const answer = (type, text) => (request, response) => {
    response.setHeader('Content-Type', type);
    response.end(text());
  };
  server = await serveDist({
    '/page.js': answer('text/javascript', () => pageScript),
    '/host': (request, response) => {
      response.setHeader('Content-Type', 'text/html');
      const { searchParams } = new URL(request.url, 'http://x');
      // The host draws its forms from text, which Trusted Types would forbid.
      response.setHeader('Content-Security-Policy', csp.replace(/; require-trusted-types-for.*$/, ''));
      const script = searchParams.has('bare') ? '' : '<script src="/assets/port-check.js"></script>';
      response.end(`<!doctype html><html lang="en"><title>Host</title><link rel="icon" href="data:,"><script src="/page.js"></script>${script}${bodies.get(searchParams.get('name'))}`);
    },
  });
  chromium = await openBrowser();
  folder = openFolder();
  bad = folder.file('numbers.csv', sheet('212736014', '2127365015'));
  fine = folder.file('fine.csv', sheet('2127365014'));
  scan = folder.file('letter.pdf', letter);
});
after(async () => {
  await chromium?.close();
  await server?.close();
  folder?.close();
});
beforeEach(async () => {
  page = await chromium.newPage();
});
afterEach(async () => {
  assert.deepEqual(page.complaints, [], 'the console is silent');
  await page.close();
});

async function open(body) {
  bodies.set('x', body);
  await page.goto(`${server.url}/host?name=x`);
  await page.waitForFunction(() => customElements.get('port-check') !== undefined);
}
const choosePorting = async () => {
  await page.select('[name=reason]', 'Number Management');
  await page.select('[name=sub_category]', 'Porting Numbers');
};
const attach = async (...paths) => (await page.$('input[type=file]')).uploadFile(...paths);
const settled = () => page.evaluate(() => document.querySelector('port-check').settled().then((report) => report?.verdict));
async function verdict(wanted) {
  await until(page, (word) => document.querySelector('port-check').report?.verdict === word, wanted);
  await settled(); // nothing moves any more
}
const active = (wanted) => until(page, (is) => document.querySelector('port-check').active === is, wanted);
const sent = () => page.evaluate(() => window.sent ?? 0);
const notice = () => page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.hold')?.textContent ?? '');
const send = () => page.click('form button');

test('finds files and ticket by convention, and shows itself when the category says porting', async () => {
  await open(form());
  await attach(bad, scan);
  assert.equal(await page.evaluate(() => document.querySelector('port-check').active), false);
  await choosePorting();
  await verdict('blocked');
  const { files, ticket } = await page.evaluate(() => {
    const check = document.querySelector('port-check');
    return { files: check.files.map((file) => file.name), ticket: check.ticket };
  });
  assert.deepEqual(files, ['numbers.csv', 'letter.pdf']);
  assert.deepEqual(ticket, { subject: 'Port my numbers', description: '', reason: 'Number Management', sub_category: 'Porting Numbers' });
  await page.type('[name=description]', 'Please port.');
  await until(page, () => document.querySelector('port-check').ticket.description === 'Please port.');
  await page.select('[name=reason]', 'Billing');
  await active(false);
});

test('knows the names that help-desks give, and labels where names say nothing', async () => {
  const names = {
    zendesk: ['request[subject]', 'request[description]', 'request[custom_fields][1]', 'request[custom_fields][2]'],
    freshdesk: ['helpdesk_ticket[subject]', 'helpdesk_ticket[description]', 'helpdesk_ticket[custom_field][cf_case_reason_12]', 'helpdesk_ticket[custom_field][cf_sub_category_12]'],
    salesforce: ['Subject', 'Description', 'Reason', 'Sub_Category__c'],
    tracker: ['Subject', 'Content', 'x-2', 'x-3'],
  };
  for (const [desk, [subject, description, reason, subCategory]] of Object.entries(names)) {
    await open(form('<port-check attach></port-check>', `
      <input name="${subject}" value="S"><textarea name="${description}">D</textarea>
      <label>Case Reason (required) <select name="${reason}"><option>Numbers::Number Management</option></select></label>
      <label for="sub">Sub-Category</label><select id="sub" name="${subCategory}"><option value="porting_numbers">Numbers::Porting Numbers</option></select>
      <input type="file">`));
    await active(true);
    const ticket = await page.evaluate(() => document.querySelector('port-check').ticket);
    assert.deepEqual(ticket, { subject: 'S', description: 'D', reason: 'Number Management', sub_category: 'Porting Numbers' }, desk);
    // A field that was not found would count as one that is not asked for.
    for (const name of [reason, subCategory]) {
      const says = (text) => page.evaluate((list, shown) => {
        list.options[0].textContent = shown;
        list.dispatchEvent(new Event('change', { bubbles: true }));
      }, field, text);
      const field = await page.$(`[name="${name}"]`);
      const before = await field.evaluate((list) => list.options[0].textContent);
      await says('Billing');
      await active(false);
      await says(before);
      await active(true);
    }
  }
});

test('selectors win over conventions', async () => {
  await open(`<div id="app"><input class="a" value="One"><input name="subject" value="Two"><input type="hidden" class="r" value="number_management">
    <input type="file" class="not"><input type="file" class="yes"></div>
    <port-check attach="#app" subject-field=".a" reason-field=".r" file-inputs=".yes" policy="block" submit-button="#go"></port-check><button id="go">Go</button>`);
  await active(true);
  assert.equal(await page.evaluate(() => document.querySelector('port-check').ticket.subject), 'One');
  await (await page.$('.not')).uploadFile(fine);
  await (await page.$('.yes')).uploadFile(bad);
  await verdict('blocked');
  assert.deepEqual(await page.evaluate(() => document.querySelector('port-check').files.map((file) => file.name)), ['numbers.csv']);
  // A hidden field that a script sets is seen as well.
  await page.evaluate(() => { document.querySelector('.r').value = 'billing'; });
  await active(false);
});

test('finds a form that is drawn later, follows when it is drawn anew, and ends with it', async () => {
  await open('<div id="app"></div><port-check attach></port-check>');
  assert.equal(await page.evaluate(() => document.querySelector('port-check').active), false);
  const draw = () => page.evaluate((html) => { document.querySelector('#app').innerHTML = html; }, form(''));
  await draw();
  await choosePorting();
  await active(true);
  await attach(bad, scan);
  await verdict('blocked');
  await page.$eval('input[type=file]', (input) => { input.value = ''; }); // as upload widgets do
  await draw();
  await active(false);
  await choosePorting();
  await active(true);
  assert.equal(await page.evaluate(() => document.querySelector('port-check').files.length), 0);
  await page.evaluate(() => document.querySelector('#app').replaceChildren());
  await active(false);
});

test('sees files before a framework takes them, and forgets them when its list does', async () => {
  await open(`${form()}<ul id="list"></ul>`);
  await page.evaluate(() => {
    // As upload widgets do: take the file, empty the input, list it; a hidden input at the end of the body beside it.
    const form = document.querySelector('form');
    const hidden = document.body.appendChild(Object.assign(document.createElement('input'), { type: 'file', className: 'late' }));
    const list = form.appendChild(document.createElement('ul'));
    const take = (input) => {
      for (const file of input.files) {
        const row = list.appendChild(document.createElement('li'));
        row.textContent = file.name;
        row.onclick = () => row.remove();
      }
      input.value = '';
    };
    for (const input of [form.querySelector('[type=file]'), hidden]) input.addEventListener('change', () => take(input));
    window.uploads = list;
  });
  await choosePorting();
  await attach(bad);
  await verdict('blocked');
  await (await page.$('.late')).uploadFile(scan);
  await until(page, () => document.querySelector('port-check').files.length === 2);
  assert.deepEqual(await page.$$eval('input[type=file]', (inputs) => inputs.map((input) => input.files.length)), [0, 0]);
  await page.$eval('form li', (row) => row.click());
  await until(page, () => document.querySelector('port-check').files.length === 1);
  assert.equal(await page.evaluate(() => document.querySelector('port-check').files[0].name), 'letter.pdf');
});

// An element that was in the page before its class was watched its form twice, and a reset came only to one of the two.
test('forgets on reset what a widget had taken, also when the element was there before its class', async () => {
  bodies.set('late', `${form('<port-check attach></port-check>', '<input name="subject"><input type="file">')}<script type="module" src="/assets/define.js"></script>`);
  await page.goto(`${server.url}/host?name=late&bare`);
  await active(true);
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['Number to Port,Campaign_url\n1,x\n'], 'dropped.csv'));
    document.querySelector('form').dispatchEvent(new DragEvent('drop', { bubbles: true, composed: true, dataTransfer }));
  });
  await verdict('blocked');
  await page.$eval('form', (element) => element.reset());
  await until(page, () => document.querySelector('port-check').files.length === 0);
  await page.click('[name=subject]');
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(await page.evaluate(() => document.querySelector('port-check').files.length), 0);
});

test('takes what is dropped on the form, and nothing that is dropped beside it', async () => {
  await open(`<div id="beside">beside</div>${form()}`);
  await choosePorting();
  await page.evaluate(() => {
    addEventListener('drop', (event) => event.preventDefault());
    const drop = (selector, name) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['Number to Port,Campaign_url\n1,x\n'], name));
      document.querySelector(selector).dispatchEvent(new DragEvent('drop', { bubbles: true, composed: true, cancelable: true, dataTransfer }));
    };
    drop('#beside', 'beside.csv');
    drop('textarea', 'dropped.csv');
  });
  await verdict('blocked');
  assert.deepEqual(await page.evaluate(() => document.querySelector('port-check').files.map((file) => file.name)), ['dropped.csv']);
});

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

test('a check that does not end lets the form go, but not with errors that the check before it found', async () => {
  for (const [before, policy] of [[undefined, 'block'], [bad, 'warn'], [bad, 'block']]) {
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
    await page.evaluate(() => {
      const stalled = window.stall;
      window.stall = undefined;
      stalled.forEach((go) => go());
    });
    await until(page, () => window.sent > 0);
    assert.equal(await sent(), 1, 'sent by itself when nothing must be fixed any more, and once');
    assert.equal(await notice(), '');
  }
});

test('cancelling a check lifts no block: sending begins the check again and waits for it', async () => {
  for (const before of [bad, undefined]) {
    await page.evaluateOnNewDocument(stuck);
    await open(form('<port-check attach policy="block" server=""></port-check>'));
    await choosePorting();
    await active(true);
    if (before) {
      await attach(before, scan);
      await verdict('blocked');
    }
    await page.evaluate(() => (window.stall = []));
    await attach(fine, scan);
    await until(page, () => window.stall.length > 0);
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
    await page.evaluate(() => {
      const stalled = window.stall;
      window.stall = undefined;
      stalled.forEach((go) => go());
    });
    await until(page, () => window.sent > 0);
    assert.equal(await sent(), 1);
  }
});

// A pause of typing that never ends here.
const untypable = () => {
  const slow = window.setTimeout;
  window.setTimeout = (work, ms, ...args) => slow(work, ms === 100 || ms === 250 ? 1e8 : ms, ...args);
};

test('what was typed is judged when its field is left, without a pause', async () => {
  await page.evaluateOnNewDocument(untypable);
  await open(form());
  await choosePorting();
  await attach(bad, scan);
  await verdict('blocked');
  const reports = await page.evaluate(() => window.reports);
  await page.type('[name=description]', 'Please port.');
  await until(page, () => document.querySelector('port-check').ticket.description === 'Please port.');
  assert.equal(await page.evaluate(() => window.reports), reports, 'somebody is typing');
  await page.focus('[name=subject]');
  await until(page, (count) => window.reports > count, reports);
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

test('a reset forgets, a disabled fieldset switches off, a page come back from the history is read again', async () => {
  await open(form('<fieldset><port-check attach policy="block"></port-check></fieldset>'));
  await choosePorting();
  await attach(bad, scan);
  await verdict('blocked');
  await send();
  assert.notEqual(await notice(), '');
  await page.$eval('form', (element) => element.reset());
  await active(false);
  assert.equal(await page.evaluate(() => document.querySelector('port-check').files.length), 0);
  assert.equal(await page.$eval('form', (element) => element.checkValidity()), true);
  await choosePorting();
  await attach(bad, scan);
  await verdict('blocked');
  await page.$eval('fieldset', (element) => { element.disabled = true; });
  await until(page, () => !document.querySelector('port-check').shadowRoot.querySelector('.panel'));
  assert.equal(await page.$eval('form', (element) => element.checkValidity()), true);
  await page.$eval('fieldset', (element) => { element.disabled = false; });
  await verdict('blocked');
  bodies.set('away', 'Another page');
  await page.goto(`${server.url}/host?name=away&bare`);
  await page.goBack();
  await until(page, () => document.querySelector('port-check')?.active);
  assert.deepEqual(await page.evaluate(() => document.querySelector('port-check').ticket.reason), 'Number Management');
});

test('looks as the host wants it, by properties and parts alone: no style leaks in or out', async () => {
  const host = `
    * { margin: 7px; padding: 3px; letter-spacing: 4px; text-transform: uppercase; }
    p, h2, li, button { font-size: 40px; color: rgb(1, 2, 3); background: rgb(200, 0, 200); }
    .verdict, .panel { display: none; }
    port-check { all: initial; display: block; --port-check-accent: rgb(0, 90, 0); --port-check-surface: rgb(250, 250, 240); }
    port-check::part(verdict) { text-decoration: underline; }`;
  const dress = () => page.evaluate((css) => document.adoptedStyleSheets.push(Object.assign(new CSSStyleSheet(), { css })) && document.adoptedStyleSheets.at(-1).replaceSync(css), host);
  const outside = () => page.evaluate(() => [...document.querySelectorAll('input, textarea, select, form > button')].map((one) => JSON.stringify(['color', 'fontSize', 'margin', 'background', 'display'].map((name) => getComputedStyle(one)[name]))));
  bodies.set('bare', form(''));
  await page.goto(`${server.url}/host?name=bare&bare`);
  await dress();
  const before = await outside();
  await open(form());
  await dress();
  await choosePorting();
  await attach(bad, scan);
  await verdict('blocked');
  assert.deepEqual(await outside(), before, 'nothing outside looks otherwise');
  const inside = await page.evaluate(() => {
    const root = document.querySelector('port-check').shadowRoot;
    const style = (selector, name) => getComputedStyle(root.querySelector(selector))[name];
    return {
      shown: root.querySelector('.verdict').checkVisibility(),
      size: style('.checklist li .text', 'fontSize'),
      case: style('.verdict', 'textTransform'),
      spacing: style('.verdict', 'letterSpacing'),
      surface: style('.panel', 'backgroundColor'),
      underlined: style('.verdict', 'textDecorationLine'),
    };
  });
  assert.ok(parseFloat(inside.size) < 20, inside.size);
  delete inside.size;
  assert.deepEqual(inside, { shown: true, case: 'none', spacing: 'normal', surface: 'rgb(250, 250, 240)', underlined: 'underline' });
});

test('works inside a shadow tree, where a form keeps its events to itself', async () => {
  await open('<div id="shell"></div>');
  await page.evaluate((html) => {
    const root = document.querySelector('#shell').attachShadow({ mode: 'open' });
    root.innerHTML = html;
    root.addEventListener('submit', (event) => { event.preventDefault(); window.sent = (window.sent ?? 0) + 1; });
    const pick = (name, value) => Object.assign(root.querySelector(`[name=${name}]`), { value });
    pick('reason', 'Number Management');
    pick('sub_category', 'Porting Numbers');
  }, form('<port-check attach policy="warn"></port-check>'));
  const inside = await page.evaluateHandle(() => document.querySelector('#shell').shadowRoot.querySelector('input[type=file]'));
  await inside.uploadFile(bad, scan);
  await until(page, () => document.querySelector('#shell').shadowRoot.querySelector('port-check').report?.verdict === 'blocked');
  const click = () => page.evaluate(() => document.querySelector('#shell').shadowRoot.querySelector('button').click());
  await click();
  assert.equal(await sent(), 0);
  await click();
  assert.equal(await sent(), 1);
});

test('puts a corrected file into the form in the place of the other', async () => {
  await open(form());
  await choosePorting();
  await attach(bad, scan);
  await verdict('blocked');
  const put = await page.evaluate(() => {
    const check = document.querySelector('port-check');
    const file = new File(['Number to Port,Campaign_url\n2127365014,https://acme.invoca.net/campaigns/1\n'], 'numbers.fixed.csv');
    return check.attachFile(file, check.files[0]);
  });
  assert.equal(put, true);
  await until(page, () => document.querySelector('port-check').files.some((file) => file.name === 'numbers.fixed.csv'));
  assert.deepEqual(await page.$eval('input[type=file]', (input) => [...input.files].map((file) => file.name).sort()), ['letter.pdf', 'numbers.fixed.csv']);
  await until(page, () => document.querySelector('port-check').report?.verdict !== 'blocked');
});
