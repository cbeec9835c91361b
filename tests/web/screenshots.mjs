// node tests/web/screenshots.mjs: takes the pictures of web/images anew, from the real server and pages.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './browser.mjs';
import { attach, checked, letter, openFolder, openPortal, openSite } from './site.mjs';

const images = fileURLToPath(new URL('../../web/images/', import.meta.url));
mkdirSync(images, { recursive: true });

const good = 'https://acme.invoca.net/a_campaigns/terms/11';
const rows = Array.from({ length: 212 }, (_, index) => [`(212) 736-${String(5000 + index * 7)}`, good]);
rows[15][0] = '212736014';
rows[38][0] = rows[10][0];
rows[56][1] = 'acme.invoca.net/a_campaigns/terms/11';
rows[57][1] = 'acme.invoca.net/a_campaigns/terms/11';
const csv = `Number to Port,Campaign_url,description\n${rows.map(([number, url], index) => `${number},${url},Store ${index + 1}\n`).join('')}`;

const site = await openSite();
const chromium = await openBrowser();
const folder = openFolder();
try {
  for (const [name, width, height, dark] of [
    ['portal-1280', 1280, 1230, false],
    ['portal-1280-dark', 1280, 1230, true],
    ['portal-390', 390, 844, false],
    ['portal-390-dark', 390, 844, true],
  ]) {
    const page = await chromium.newPage({ width, height, dark });
    await openPortal(page, site.url);
    await checked(page, () => attach(page, folder.file('numbers.csv', csv), folder.file('Signed letter.pdf', letter.repeat(400))));
    await page.evaluate(() => document.activeElement.blur());
    if (width < 500) await page.evaluate(() => document.querySelector('port-check').scrollIntoView());
    await page.screenshot({ path: `${images}${name}.png`, optimizeForSpeed: false });
    await page.close();
  }
} finally {
  await chromium.close();
  await site.close();
  folder.close();
}
