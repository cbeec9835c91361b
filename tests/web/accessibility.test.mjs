// axe-core over the page's main states, in light and dark, wide and narrow; nothing cut off at 320 px; nothing moves.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { openBrowser, until } from './browser.mjs';
import { letter as makeLetter } from '../../web/dist/node.js';
import { attach, checked, letter, openFolder, openPortal, openSite, press, sheet } from './site.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

let site, chromium, folder, files;
before(async () => {
  site = await openSite();
  chromium = await openBrowser();
  folder = openFolder();
  files = {
    bad: folder.file('numbers with a rather long name for a narrow panel.csv', sheet('212736014', '21273650', '212736', '21273', '2127365015', '8005554123')),
    mixed: folder.file('mixed.csv', sheet('2127365014', '2127365015', '8005554123')),
    good: folder.file('good.csv', sheet('2127365015')),
    letter: folder.file('letter.pdf', letter),
    dirty: folder.file('dirty.csv', 'Phone,Campaign_url\n2127360143.0,acme.invoca.net/a_campaigns/terms/11\n'),
    made: folder.file('made.pdf', Buffer.from((await makeLetter({ kind: 'local', company: 'Acme Plumbing', carrier: 'Old Bell', numbers: ['2127365016'] })).pdf)),
    filled: folder.file('filled.pdf', Buffer.from((await makeLetter({
      kind: 'local', company: 'Acme Plumbing', service_address: '100 Main Street\nNew York, NY 10001', carrier: 'Old Bell', btn: '2127365016', name: 'Jane Doe', title: 'Owner',
      numbers: ['2127365016'],
    })).pdf)),
  };
});
after(async () => {
  await chromium?.close();
  await site?.close();
  folder?.close();
});

async function violations(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async () => {
    // Colours that are on their way to others; what never ends is no such thing.
    await Promise.all(document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity).map((one) => one.finished));
    const { violations } = await window.axe.run(document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary}`).join(' | ')}`);
  });
}

const states = {
  start: async (page) => openPortal(page, site.url, { porting: false }),
  calm: async (page) => openPortal(page, site.url),
  ready: async (page) => {
    await openPortal(page, site.url);
    await checked(page, () => attach(page, files.good, files.letter));
  },
  needed: async (page) => {
    await openPortal(page, site.url);
    await checked(page, () => attach(page, files.good));
  },
  blocked: async (page) => {
    await openPortal(page, site.url);
    await checked(page, () => attach(page, files.bad, files.letter));
    await page.evaluate(() => {
      const root = document.querySelector('port-check').shadowRoot;
      root.querySelector('details').open = true;
      root.querySelector('.more:not([hidden])')?.click();
    });
  },
  failed: async (page) => {
    await page.evaluateOnNewDocument(() => delete globalThis.WebAssembly);
    await page.setRequestInterception(true);
    page.on('request', (request) => (request.url().includes('/api/') ? request.abort() : request.continue()));
    await openPortal(page, site.url);
    await attach(page, files.good);
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('[data-tone=failed]'));
  },
  'sheet in its window': async (page) => {
    await states.blocked(page);
    await press(page, 'Open the sheet');
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.detail li'));
  },
  'sheet in the page': async (page) => {
    await states['sheet in its window'](page);
    await press(page, 'Back into the page');
  },
  paste: async (page) => {
    await openPortal(page, site.url);
    await press(page, 'Paste rows');
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('#paste-area'));
  },
  repair: async (page) => {
    await openPortal(page, site.url);
    await checked(page, () => attach(page, files.dirty, files.letter));
    await press(page, 'Repair what is certain');
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.changes tbody tr'));
  },
  'letter that was read': async (page) => {
    await openPortal(page, site.url);
    await checked(page, () => attach(page, files.good, files.made));
    await press(page, 'See what was read');
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.page text'));
  },
  'letter being made': async (page) => {
    await openPortal(page, site.url);
    await checked(page, () => attach(page, files.good));
    await press(page, 'Create the LOA here');
    await press(page, 'Preview the letter');
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('#maker-signature-error:not([hidden])'));
  },
  'letter that was made': async (page) => {
    await openPortal(page, site.url);
    await checked(page, () => attach(page, files.good, files.filled));
    await press(page, 'Create the LOA here');
    await until(page, () => /will list 1/.test(document.querySelector('port-check').shadowRoot.querySelector('#maker-numbers')?.textContent));
    await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('#maker-type').click());
    await press(page, 'Preview the letter');
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.maker-box .page text'));
  },
  French: async (page) => {
    await openPortal(page, site.url);
    await checked(page, () => attach(page, files.bad, files.letter));
    await page.evaluate(() => {
      const select = document.querySelector('port-check').shadowRoot.querySelector('#language');
      select.value = 'fr-CA';
      select.dispatchEvent(new Event('change'));
    });
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.panel').lang === 'fr-CA');
  },
  held: async (page) => {
    await openPortal(page, site.url);
    await page.evaluate(() => (document.querySelector('port-check').policy = 'block'));
    await checked(page, () => attach(page, files.bad, files.letter));
    await page.click('.send button');
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.hold[data-held=errors]'));
  },
  'checked by the server': async (page) => {
    await page.evaluateOnNewDocument(() => delete globalThis.WebAssembly);
    await states.blocked(page);
  },
  'at work': async (page) => {
    // The worker never hears of the check.
    await page.evaluateOnNewDocument(() => {
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (message, ...rest) {
        if (message.type !== 'check') postMessage.call(this, message, ...rest);
      };
    });
    await openPortal(page, site.url);
    await attach(page, files.good);
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.cancel').checkVisibility());
  },
  'a worker that was started again': async (page) => {
    await page.evaluateOnNewDocument(() => {
      const { postMessage } = Worker.prototype;
      let killed = false;
      Worker.prototype.postMessage = function (message, ...rest) {
        if (killed || message.type !== 'check') return postMessage.call(this, message, ...rest);
        killed = true;
        this.dispatchEvent(new ErrorEvent('error', { message: 'killed' }));
      };
    });
    await openPortal(page, site.url);
    await checked(page, () => attach(page, files.good, files.letter));
    await until(page, () => /started again/.test(document.querySelector('port-check').shadowRoot.querySelector('.hold')?.textContent));
  },
  cancelled: async (page) => {
    await states['at work'](page);
    await press(page, 'Cancel');
  },
  'a cell being edited': async (page) => {
    await states['sheet in its window'](page);
    await press(page, 'Edit');
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.grid-editor'));
  },
  'a mixed list in two sheets': async (page) => {
    await openPortal(page, site.url);
    await checked(page, () => attach(page, files.mixed, files.letter));
    await press(page, 'Make a sheet for each');
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.parts li'));
  },
  'rows that were pasted': async (page) => {
    await states.paste(page);
    await page.evaluate(() => {
      const area = document.querySelector('port-check').shadowRoot.querySelector('#paste-area');
      area.value = '2127365014\thttps://acme.invoca.net/campaigns/1';
      area.dispatchEvent(new Event('input', { bubbles: true }));
    });
  },
  sent: async (page) => {
    await states.ready(page);
    await Promise.all([page.waitForNavigation(), page.click('.send button')]);
  },
};

for (const [name, reach] of Object.entries(states)) {
  test(`${name}: axe finds nothing, in light and in dark`, async () => {
    const page = await chromium.newPage();
    await reach(page);
    assert.deepEqual(await violations(page), [], 'light');
    await page.look(true);
    assert.deepEqual(await violations(page), [], 'dark');
    await page.close();
  });
}

test('axe would find something', async () => {
  const page = await chromium.newPage();
  await openPortal(page, site.url);
  await page.evaluate(() => document.querySelector('label[for=subject]').remove());
  assert.match((await violations(page)).join(), /label/);
  await page.close();
});

test('nothing is cut off at any width from 320 px on', async () => {
  const page = await chromium.newPage();
  await states.blocked(page);
  for (const width of [1280, 768, 390, 320]) {
    await page.setViewport({ width, height: 900 });
    const wide = await page.evaluate(() => {
      const all = [...document.querySelectorAll('*'), ...document.querySelector('port-check').shadowRoot.querySelectorAll('*')];
      return [
        document.documentElement.scrollWidth,
        ...all
          .filter((element) => element.checkVisibility() && !element.closest('.unseen') && element.getBoundingClientRect().right > innerWidth + 0.5)
          .map((element) => element.outerHTML.slice(0, 80)),
      ];
    });
    assert.deepEqual(wide, [width]);
  }
  await page.close();
});

// What scrolls by itself may be wider inside.
async function cutOff(page) {
  return page.evaluate(() => {
    const root = document.querySelector('port-check').shadowRoot;
    return [...root.querySelectorAll('*')]
      .filter((element) => element.checkVisibility() && !element.closest('.unseen') && !element.parentElement?.closest('.grid, .pages, .scroll'))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5 || element.getBoundingClientRect().left < -0.5)
      .map((element) => element.outerHTML.slice(0, 90));
  });
}

for (const name of ['sheet in its window', 'sheet in the page', 'paste', 'repair', 'letter that was read', 'letter being made', 'French']) {
  test(`${name}: nothing is cut off at 320 px, with letters of twice the size, or from right to left`, async () => {
    const page = await chromium.newPage({ width: 320, height: 700 });
    await states[name](page);
    assert.deepEqual(await cutOff(page), [], '320 px');
    // Its languages read from left to right in any page; with a host's own words it is as the page is.
    const direction = await page.evaluate(() => {
      document.documentElement.dir = 'rtl';
      const panel = document.querySelector('port-check').shadowRoot.querySelector('.panel');
      const own = getComputedStyle(panel).direction;
      panel.parentElement.removeAttribute('dir');
      return own;
    });
    assert.equal(direction, 'ltr');
    assert.deepEqual(await cutOff(page), [], 'from right to left');
    await page.evaluate(() => {
      document.documentElement.dir = 'ltr';
      document.documentElement.style.fontSize = '200%';
    });
    await page.setViewport({ width: 640, height: 700 });
    assert.deepEqual(await cutOff(page), [], 'twice the size');
    await page.close();
  });
}

test('the sheet under forced colours: axe finds nothing, problems keep their signs', async () => {
  const page = await chromium.newPage({ features: [{ name: 'forced-colors', value: 'active' }] });
  await states['sheet in its window'](page);
  assert.equal(await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.cursor .grid-sign').textContent), '✕');
  assert.deepEqual(await violations(page), []);
  await page.close();
});

test('switching the check on and the first findings move no field of the form', async () => {
  const page = await chromium.newPage();
  await openPortal(page, site.url, { porting: false });
  const places = () => page.$$eval('.field, .send', (fields) => fields.map((field) => Math.round(field.getBoundingClientRect().top + scrollY)));
  const before = await places();
  await page.select('#reason', 'Number Management');
  await page.select('#sub_category', 'Porting Numbers');
  assert.deepEqual((await places()).slice(0, 6), before.slice(0, 6));
  await checked(page, () => attach(page, files.bad));
  assert.deepEqual((await places()).slice(0, 6), before.slice(0, 6));
  await page.close();
});

test('motion is left out where it is not wanted', async () => {
  for (const [value, moving] of [['no-preference', true], ['reduce', false]]) {
    const page = await chromium.newPage({ features: [{ name: 'prefers-reduced-motion', value }] });
    await openPortal(page, site.url);
    const name = await page.evaluate(() => getComputedStyle(document.querySelector('port-check').shadowRoot.querySelector('progress')).animationName);
    assert.equal(name !== 'none', moving, value);
    await page.close();
  }
});

test('forced colours keep the signs and their words', async () => {
  const page = await chromium.newPage({ features: [{ name: 'forced-colors', value: 'active' }] });
  await states.blocked(page);
  const signs = await page.evaluate(() =>
    [...document.querySelector('port-check').shadowRoot.querySelectorAll('.checklist .sign')].map((sign) => [sign.textContent, getComputedStyle(sign).borderTopStyle]),
  );
  assert.ok(signs.length >= 3 && signs.every(([text, border]) => text !== '' && border !== 'none'));
  assert.deepEqual(await violations(page), []);
  await page.close();
});
