// A form of somebody else with <port-check attach> in it, anew for every test, under the portal's policy.
import { until } from './browser.mjs';
import { eachOnItsPage, folder, page, server } from './page_each.mjs';
import { letter, sheet } from './site.mjs';
import { csp, serveDist } from './static_server.mjs';

export { page, server };

// Runs in the page. `send` counts what really leaves the form.
const pageScript = `
addEventListener('submit', (event) => { event.preventDefault(); window.sent = (window.sent ?? 0) + 1; window.entries = [...new FormData(event.target)].map(([name, value]) => name + '=' + (value.name ?? value)); });
document.addEventListener('port-check', ({ report }) => { window.reports = (window.reports ?? 0) + 1; window.last = report; });
document.addEventListener('port-check-hold', (event) => { window.asked = (window.asked ?? 0) + 1; if (window.letGo) event.preventDefault(); });
`;

export const fields = `
  <input name="subject" value="Port my numbers"><textarea name="description"></textarea>
  <select name="reason"><option value="">-</option><option>Number Management</option><option>Billing</option></select>
  <select name="sub_category"><option value="">-</option><option>Porting Numbers</option></select>
  <input type="file" name="files" multiple>`;
export const form = (check = '<port-check attach></port-check>', inside = fields) => `<form action="/nowhere">${inside}${check}<button>Send</button></form>`;

export let bad, fine, scan;
export const bodies = new Map();

const answer = (type, text) => (request, response) => {
  response.setHeader('Content-Type', type);
  response.end(text());
};
function serve() {
  bad = folder.file('numbers.csv', sheet('212736014', '2127365015'));
  fine = folder.file('fine.csv', sheet('2127365014'));
  scan = folder.file('letter.pdf', letter);
  return serveDist({
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
}

// Call it once in a test file.
export const eachOnItsHost = () => eachOnItsPage(undefined, serve);

export async function open(body) {
  bodies.set('x', body);
  await page.goto(`${server.url}/host?name=x`);
  await page.waitForFunction(() => customElements.get('port-check') !== undefined);
}
export const choosePorting = async () => {
  await page.select('[name=reason]', 'Number Management');
  await page.select('[name=sub_category]', 'Porting Numbers');
};
export const attach = async (...paths) => (await page.$('input[type=file]')).uploadFile(...paths);
export const settled = () => page.evaluate(() => document.querySelector('port-check').settled().then((report) => report?.verdict));
export async function verdict(wanted) {
  await until(page, (word) => document.querySelector('port-check').report?.verdict === word, wanted);
  await settled(); // nothing moves any more
}
export const active = (wanted) => until(page, (is) => document.querySelector('port-check').active === is, wanted);
export const sent = () => page.evaluate(() => window.sent ?? 0);
export const notice = () => page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.hold')?.textContent ?? '');
export const send = () => page.click('form button');
