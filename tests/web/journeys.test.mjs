// One table of journeys, run for real in Chromium, Firefox ESR and WebKitGTK on the demo desk's page. What an engine cannot
// do is named in `cannot`, with the reason.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, test } from 'node:test';
import { engines } from './engines.mjs';
import { openProxy } from './portal_proxy.mjs';
import { letter, openFolder, openSite, sheet } from './site.mjs';

let site, proxy, folder, bad, fine, scan, many, bare;
before(async () => {
  site = await openSite();
  proxy = await openProxy(site.url);
  folder = openFolder();
  bad = folder.file('numbers.csv', sheet('212736014', '2127365015'));
  fine = folder.file('fine.csv', sheet('2127365014'));
  scan = folder.file('letter.pdf', letter);
  bare = folder.file('bare.csv', sheet('2127365014', '2127365015', '2127365016').replaceAll('https://', ''));
  many = folder.file('many.csv', sheet(...Array.from({ length: 100_000 }, (_, index) => (index === 90_000 ? '212' : String(2_127_200_000 + index)))));
});
after(async () => {
  await proxy?.close();
  await site?.close();
  folder?.close();
});
afterEach(() => proxy.reset());

const verdict = (page, ...wanted) => page.until((words) => words.includes(document.querySelector('port-check').report?.verdict), wanted);
const shown = (page) =>
  page.evaluate(() => {
    const root = document.querySelector('port-check').shadowRoot;
    return { verdict: root.querySelector('.verdict span:last-child').textContent, text: root.querySelector('.panel').textContent, tone: root.querySelector('.panel').dataset.tone };
  });
const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.getAttribute('aria-label') || document.activeElement?.textContent.trim());
const silent = async (page) => assert.deepEqual(await page.evaluate(() => window.complaints), []);

async function open(page, { porting = true, typed = false } = {}) {
  await page.goto(`${proxy.url}/portal`);
  await page.until(() => customElements.get('port-check') !== undefined);
  if (!porting) return;
  await page.choose('#reason', 'Number Management');
  await page.choose('#sub_category', 'Porting Numbers');
  const values = { name: 'Dana Reyes', email: 'dana@example.com', subject: 'Request to port-in phone numbers', description: 'Please move the numbers of the attached sheet to our account.' };
  if (typed) for (const [id, text] of Object.entries(values)) await page.fill(`#${id}`, text);
  else {
    await page.evaluate((all) => {
      for (const [id, text] of Object.entries(all)) {
        const field = document.getElementById(id);
        field.value = text;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }, values);
  }
}

// The agent's side, asked over HTTP: the ticket's page once the server has judged it.
async function agentSees(page) {
  const id = await page.until(() => /requests\/(\d+)/.exec(location.href)?.[1]);
  await site.server.log((line) => line.event === 'job.finished' && line.ticket === id);
  const text = await (await fetch(`${site.url}/agent/tickets/${id}`)).text();
  assert.equal(text.match(/PortCheck: /g)?.length, 1, 'one note');
  return text;
}

// Presses a button of the panel, wherever it is, or of a part of it.
async function press(page, label, part = '') {
  const at = await page.until((text, inside) => {
    const buttons = [...document.querySelector('port-check').shadowRoot.querySelectorAll(`${inside} button`)];
    const button = buttons.find((one) => one.textContent.trim() === text && one.checkVisibility());
    if (!button || button.disabled) return undefined;
    button.scrollIntoView({ block: 'center', behavior: 'instant' });
    const { x, y, width, height } = button.getBoundingClientRect();
    return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
  }, label, part);
  await page.mouse(at.x, at.y);
}
const inPanel = (page, selector, pattern) =>
  page.until((path, source) => new RegExp(source).test(document.querySelector('port-check').shadowRoot.querySelector(path)?.textContent ?? ''), selector, pattern.source);

async function tabTo(page, wanted) {
  const passed = [];
  for (let presses = 0; presses < 30; presses++) {
    await page.press('Tab');
    const now = await focused(page);
    if (wanted.test(now)) return;
    passed.push(now);
  }
  assert.fail(`no ${wanted} among ${passed.join(', ')}`);
}

const journeys = {
  'by mouse: errors shown, file replaced, sent, and the agent has one note': async (page) => {
    await open(page, { typed: true });
    await page.setFiles('#attachments', bad, scan);
    await verdict(page, 'blocked');
    assert.equal((await shown(page)).verdict, '1 thing to fix before you send this');
    assert.match((await shown(page)).text, /212736014/);
    await page.click('.files li:first-child button:last-of-type');
    await page.until(() => document.querySelector('port-check').report?.files.length === 1);
    await page.setFiles('#attachments', fine);
    await page.until(() => document.querySelector('port-check').report?.files.some((file) => file.name === 'fine.csv'));
    assert.notEqual((await shown(page)).tone, 'problem');
    await silent(page);
    await page.click('.send button');
    assert.match(await agentSees(page), /fine\.csv/);
  },

  'by keyboard alone': async (page) => {
    await open(page, { porting: false });
    await tabTo(page, /^name$/);
    await page.type('Dana Reyes');
    await tabTo(page, /^email$/);
    await page.type('dana@example.com');
    await tabTo(page, /^reason$/);
    await page.type('Number');
    await tabTo(page, /^sub_category$/);
    await page.type('Porting');
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('select')].map((list) => list.value)), ['Number Management', 'Porting Numbers']);
    await tabTo(page, /^subject$/);
    await page.type('Request to port-in phone numbers');
    await tabTo(page, /^description$/);
    await page.type('Please move these numbers.');
    await tabTo(page, /^attachments$/);
    await page.setFiles('#attachments', bad, scan); // the dialog itself is the system's
    await verdict(page, 'blocked');
    assert.equal(await focused(page), 'attachments', 'the check takes no focus');
    await tabTo(page, /^Remove numbers\.csv$/);
    await page.press('Enter');
    await page.until(() => document.querySelector('port-check').report?.files.length === 1);
    assert.equal(await focused(page), 'Remove letter.pdf', 'the focus goes to the neighbour');
    await tabTo(page, /^Send request$/);
    await silent(page);
    await page.press('Enter');
    await agentSees(page);
  },

  'dropped anywhere on the page': async (page) => {
    await open(page);
    if (page.dropFiles) await page.dropFiles('h1', bad, scan);
    else {
      const files = [bad, scan].map((path) => ({ name: path.split('/').at(-1), text: readFileSync(path).toString('latin1') }));
      await page.evaluate((list) => {
        const dataTransfer = new DataTransfer();
        for (const { name, text } of list) dataTransfer.items.add(new File([Uint8Array.from(text, (one) => one.charCodeAt(0))], name));
        for (const type of ['dragenter', 'dragover', 'drop']) document.querySelector('h1').dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer }));
      }, files);
    }
    await verdict(page, 'blocked');
    assert.deepEqual(await page.evaluate(() => [...document.querySelector('#attachments').files].map((file) => file.name)), ['numbers.csv', 'letter.pdf']);
    await silent(page);
  },

  'dragged in from outside the browser': async (page) => {
    await open(page);
    await page.dropFiles('.drop', bad);
    await verdict(page, 'blocked');
  },

  'a cell is corrected in the grid, and the corrected sheet goes into the form': async (page) => {
    await open(page);
    await page.setFiles('#attachments', bad, scan);
    await verdict(page, 'blocked');
    await press(page, 'Open the sheet');
    await inPanel(page, '.sheet-status', /1 row to fix/);
    await page.until(() => {
      const grid = document.querySelector('port-check').shadowRoot.querySelector('.grid');
      grid.focus();
      return grid.querySelector('.cursor')?.dataset.row === '2';
    });
    await page.type('2127365019');
    await page.press('Enter');
    await inPanel(page, '.sheet-status', /1 changed cell is not attached yet/);
    await press(page, 'Attach the corrected sheet');
    await page.until(() => document.querySelector('port-check').report?.verdict !== 'blocked');
    const names = await page.evaluate(() => [...document.querySelector('#attachments').files].map((file) => file.name));
    assert.equal(names.length, 2);
    await silent(page);
    await page.click('.send button');
    assert.match(await agentSees(page), /numbers/);
  },

  'all repairs of one kind at once, taken back, made again, and attached': async (page) => {
    await open(page);
    await page.setFiles('#attachments', bare, scan);
    await page.until(() => document.querySelector('port-check').report);
    await press(page, 'Open the sheet');
    await inPanel(page, '.sheet-status', /3 rows to look at/);
    await press(page, 'Apply to all 3', '.detail');
    await inPanel(page, '.sheet-status', /Nothing to fix in the rows · 3 changed cells are not attached yet/);
    await press(page, 'Undo');
    await inPanel(page, '.sheet-status', /3 rows to look at/);
    await press(page, 'Redo');
    await inPanel(page, '.sheet-status', /3 changed cells are not attached yet/);
    await press(page, 'Attach the corrected sheet');
    await page.until(() => document.querySelector('port-check').report?.files.some(({ name }) => name === 'bare.corrected.csv'));
    assert.equal(await page.evaluate(() => document.querySelector('port-check').report.counts.by_rule['URL-002'] ?? 0), 0);
    assert.notEqual((await shown(page)).tone, 'look');
    await silent(page);
  },

  'rows copied in one place and pasted as the sheet': async (page) => {
    await open(page);
    const rows = 'Number to Port\tCampaign_url\n2127365014\thttps://acme.invoca.net/a_campaigns/terms/11\n212736501\thttps://acme.invoca.net/a_campaigns/terms/11';
    await page.evaluate((text) => {
      const box = document.querySelector('#description');
      box.value = text;
      box.focus();
      box.select();
    }, rows);
    await page.chord('Control', 'c');
    await press(page, 'Paste rows');
    await page.until(() => {
      const area = document.querySelector('port-check').shadowRoot.querySelector('#paste-area');
      area?.focus();
      return area !== null;
    });
    await page.chord('Control', 'v');
    await press(page, 'Use these rows');
    await verdict(page, 'blocked');
    assert.match((await shown(page)).text, /212736501/);
    await silent(page);
  },

  'a sheet of 100,000 rows opens on its first problem and stays small in the page': async (page) => {
    await open(page);
    await page.setFiles('#attachments', many);
    await verdict(page, 'blocked');
    await press(page, 'Open the sheet');
    await inPanel(page, '.sheet-status', /row.* to fix/);
    await page.until(() => document.querySelector('port-check').shadowRoot.querySelector('.grid .cursor')?.dataset.row === '90002');
    assert.ok((await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelectorAll('.grid-row').length)) < 200);
    await silent(page);
  },

  'a letter is made from the sheet, signed and attached': async (page) => {
    await open(page);
    await page.setFiles('#attachments', fine);
    await page.until(() => document.querySelector('port-check').report);
    await press(page, 'Create the LOA here');
    await inPanel(page, '#maker-numbers', /will list 1 number/);
    const values = { company: 'Acme Plumbing', service_address: '100 Main Street\nNew York, NY 10001', carrier: 'Old Bell', account: '4711889123', btn: '212-736-5000', name: 'Jane Doe', title: 'Owner' };
    await page.evaluate((given) => {
      const root = document.querySelector('port-check').shadowRoot;
      for (const [name, value] of Object.entries(given)) {
        const input = root.querySelector(`#maker-${name}`);
        input.value = value;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }
      root.querySelector('#maker-type').click();
    }, values);
    await page.until(() => document.querySelector('port-check').shadowRoot.querySelector('#maker-typed').value === 'Jane Doe');
    await press(page, 'Preview the letter');
    await page.until(() => document.querySelector('port-check').shadowRoot.querySelector('.maker-box .page text') !== null);
    await press(page, 'Attach the letter');
    await page.until(() => document.querySelector('port-check').report?.files.length === 2 && document.querySelector('port-check').report.verdict !== 'blocked');
    assert.match((await shown(page)).text, /letter-of-authorization\.local\.pdf/);
    await silent(page);
  },

  'held by the form itself until it is fixed, then sent': async (page) => {
    await open(page);
    await page.evaluate(() => {
      document.querySelector('port-check').policy = 'block';
      document.addEventListener('port-check-hold', () => (window.asked = (window.asked ?? 0) + 1));
    });
    await page.setFiles('#attachments', bad, scan);
    await verdict(page, 'blocked');
    assert.deepEqual(await page.evaluate(() => [document.querySelector('.form').checkValidity(), document.querySelector('port-check').matches(':invalid')]), [false, true]);
    await page.evaluate(() => (document.querySelector('port-check').shadowRoot.querySelector('.hold').textContent = ''));
    await page.click('.send button');
    assert.match(await page.until(() => document.querySelector('port-check').shadowRoot.querySelector('.hold')?.textContent), /^Not sent yet/);
    assert.ok((await page.evaluate(() => window.asked)) >= 1);
    assert.match(await page.url(), /\/portal$/);
    await page.click('.files li:first-child button:last-of-type');
    await page.setFiles('#attachments', fine);
    await page.until(() => document.querySelector('port-check').report?.files.length === 2 && document.querySelector('port-check').report.verdict !== 'blocked');
    await page.click('.send button');
    await agentSees(page);
  },

  'without WebAssembly the server checks, and says so': async (page) => {
    proxy.script = 'delete globalThis.WebAssembly;';
    await open(page);
    await page.setFiles('#attachments', bad, scan);
    await verdict(page, 'blocked');
    assert.match((await shown(page)).text, /sent to our server/);
    await silent(page);
  },

  'under a policy with Trusted Types nothing is refused': async (page) => {
    proxy.policy = "require-trusted-types-for 'script'; trusted-types portcheck";
    await open(page);
    await page.setFiles('#attachments', bad, scan);
    await verdict(page, 'blocked');
    assert.match((await shown(page)).text, /Checked on this device/);
    await silent(page);
  },

  'a worker that dies in its first check is replaced, which is said, and the check is made on the device': async (page) => {
    let given = 0;
    proxy.answers['/assets/worker.js'] = () => (given++ === 0 ? "onmessage = ({ data }) => { if (data.type === 'check') throw new Error('killed'); };" : undefined);
    await open(page);
    await page.setFiles('#attachments', bad, scan);
    await verdict(page, 'blocked');
    assert.match((await shown(page)).text, /Checked on this device/);
    assert.equal(given, 2);
    const notice = () => page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.hold')?.textContent ?? '');
    assert.match(await notice(), /started again/);
    await page.setFiles('#attachments', fine);
    await page.until(() => document.querySelector('port-check').report?.files.length === 3);
    assert.equal(await notice(), '', 'said once');
  },

  'offline once the page is there: still checked on the device': async (page) => {
    await open(page);
    await page.setFiles('#attachments', scan);
    await page.until(() => document.querySelector('port-check').report); // every module is loaded
    await proxy.cut();
    try {
      await page.setFiles('#attachments', bad);
      await verdict(page, 'blocked');
      assert.match((await shown(page)).text, /Checked on this device/);
    } finally {
      await proxy.mend();
    }
  },
};

const fromOutside = 'its driver has no files that are dragged from outside; the same events are made in the page by the journey before';
const cannot = {
  firefox: { 'dragged in from outside the browser': fromOutside },
  webkit: { 'dragged in from outside the browser': fromOutside },
};

for (const [engine, start] of Object.entries(engines)) {
  test(`journeys in ${engine}`, async (t) => {
    const browser = await start();
    try {
      for (const [name, journey] of Object.entries(journeys)) {
        await t.test(`${browser.name}: ${name}`, async (one) => {
          const reason = cannot[engine]?.[name];
          if (reason) return one.skip(reason);
          const page = await browser.newPage();
          try {
            await journey(page);
          } catch (error) {
            if (process.env.PORTCHECK_SHOTS) await page.screenshot(`${process.env.PORTCHECK_SHOTS}/failed-${engine}.png`).catch(() => {});
            throw error;
          } finally {
            await page.close();
            proxy.reset();
          }
        });
      }
    } finally {
      await browser.close();
    }
  });
}
