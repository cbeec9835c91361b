// <port-check attach> on forms of others: found, followed, never changed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from './browser.mjs';
import { eachOnItsHost, active, attach, bad, bodies, choosePorting, fine, form, notice, open, page, scan, send, sent, server, verdict } from './host_page.mjs';

eachOnItsHost();

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
