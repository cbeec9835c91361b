// node tests/web/screenshots.mjs [state…]: takes the pictures of web/images anew, from the real server and pages.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { letter as makeLetter } from '../../web/dist/node.js';
import { openBrowser, until } from './browser.mjs';
import { attach, checked, letter, openFolder, openPortal, openSite, press, sheet } from './site.mjs';

const images = fileURLToPath(new URL('../../web/images/', import.meta.url));
mkdirSync(images, { recursive: true });

const good = 'https://acme.invoca.net/a_campaigns/terms/11';
const rows = Array.from({ length: 212 }, (_, index) => [`(212) 736-${String(5000 + index * 7)}`, good]);
rows[15][0] = '212736014';
rows[38][0] = rows[10][0];
rows[56][1] = 'acme.invoca.net/a_campaigns/terms/11';
rows[57][1] = 'acme.invoca.net/a_campaigns/terms/11';
const csv = `Number to Port,Campaign_url,description\n${rows.map(([number, url], index) => `${number},${url},Store ${index + 1}\n`).join('')}`;

const made = await makeLetter({
  kind: 'local', company: 'Acme Plumbing', service_address: '100 Main Street\nNew York, NY 10001', carrier: 'Old Bell Telephone', account: '4711889123', btn: '2127365000',
  name: 'Jane Doe', title: 'Owner', numbers: ['2127365000', '2127365007', '2127365014'], signed_on: new Date(Date.now() - 4 * 86_400_000).toISOString().slice(0, 10),
});

const site = await openSite();
const chromium = await openBrowser();
const folder = openFolder();
const files = {
  numbers: folder.file('numbers.csv', csv),
  scan: folder.file('Signed letter.pdf', letter.repeat(400)),
  mixed: folder.file('mixed.csv', sheet('2127365014', '2127365015', '8005554123', '8335554124')),
  dirty: folder.file('untidy.csv', `Phone,Campaign_url,media type\n2127360143.0,acme.invoca.net/a_campaigns/terms/11,online display\n+1 (212) 736-0144,${good},Online: Display\n2127360143.0,acme.invoca.net/a_campaigns/terms/11,online display\n`),
  three: folder.file('three numbers.csv', sheet('2127365000', '2127365007', '2127365021')),
  clean: folder.file('clean numbers.csv', sheet('2127365000', '2127365007', '2127365014')),
  made: folder.file('letter.pdf', Buffer.from(made.pdf)),
};
const seen = (page, selector) => until(page, (wanted) => document.querySelector('port-check').shadowRoot.querySelector(wanted), selector);

// Each leads to a state that is worth a picture.
const states = {
  start: async () => {},
  held: async (page) => {
    await page.evaluate(() => (document.querySelector('port-check').policy = 'block'));
    await checked(page, () => attach(page, files.numbers, files.scan));
    await page.click('.send button');
    await seen(page, '.hold[data-held=errors]');
  },
  repair: async (page) => {
    await checked(page, () => attach(page, files.dirty, files.scan));
    await press(page, 'Repair what is certain');
    await seen(page, '.changes tbody tr');
  },
  split: async (page) => {
    await checked(page, () => attach(page, files.mixed, files.scan));
    await press(page, 'Make a sheet for each');
    await seen(page, '.parts li');
  },
  portal: async (page) => checked(page, () => attach(page, files.numbers, files.scan)),
  sheet: async (page) => {
    await states.portal(page);
    await press(page, 'Open the sheet');
    await seen(page, '.detail li');
    await press(page, 'Next problem');
    await press(page, 'Next problem');
    await seen(page, '.detail .buttons');
  },
  letter: async (page) => {
    await checked(page, () => attach(page, files.three, files.made));
    await press(page, 'See what was read');
    await seen(page, '.page text');
    await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.facts .link').click());
  },
  maker: async (page) => {
    await checked(page, () => attach(page, files.three, files.made));
    await press(page, 'Create the LOA here');
    await until(page, () => /will list 3/.test(document.querySelector('port-check').shadowRoot.querySelector('#maker-numbers')?.textContent));
    await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('#maker-type').click());
    await press(page, 'Preview the letter');
    await seen(page, '.maker-box .page text');
  },
  ready: async (page) => checked(page, () => attach(page, files.clean, files.scan)),
  spanish: async (page) => {
    await page.evaluate(() => {
      const select = document.querySelector('port-check').shadowRoot.querySelector('#language');
      select.value = 'es';
      select.dispatchEvent(new Event('change'));
    });
    await until(page, () => document.querySelector('port-check').shadowRoot.querySelector('.panel').lang === 'es');
    await checked(page, () => attach(page, files.numbers, files.made));
  },
};

const wanted = process.argv.slice(2);
try {
  for (const [state, reach] of Object.entries(states)) {
    if (wanted.length > 0 && !wanted.includes(state)) continue;
    for (const [width, dark] of [[1280, false], [1280, true], [390, false], [390, true]]) {
      const narrow = width < 500;
      const page = await chromium.newPage({ width, height: narrow ? 844 : 1230, dark });
      await openPortal(page, site.url);
      await reach(page);
      await page.evaluate(() => document.activeElement.blur());
      await page.mouse.move(0, 0);
      if (narrow) await page.evaluate(() => document.querySelector('port-check').scrollIntoView({ behavior: 'instant' }));
      await page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.bench > .bench-box')?.scrollIntoView({ behavior: 'instant' }));
      await new Promise((resolve) => setTimeout(resolve, 300)); // what moves has come to rest
      await page.screenshot({ path: `${images}${state}-${width}${dark ? '-dark' : ''}.png`, optimizeForSpeed: false });
      await page.close();
    }
  }
} finally {
  await chromium.close();
  await site.close();
  folder.close();
}
