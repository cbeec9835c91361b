// The real portcheckd with the built pages, and what the tests do on them again and again.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from '../integration/lib/server.mjs';
import { until } from './browser.mjs';

const webRoot = fileURLToPath(new URL('../../web/dist/', import.meta.url));

// Stops with close(): `after` of node:test would stop it after a single test.
export async function openSite() {
  const cleanups = [];
  const server = await Server.start({ after: (work) => cleanups.unshift(work) }, { config: { server: { web_root: webRoot } } });
  return {
    url: server.url,
    server,
    async close() {
      for (const work of cleanups) await work();
    },
  };
}

export function openFolder() {
  const path = mkdtempSync(join(tmpdir(), 'portcheck-web-'));
  return {
    file(name, content) {
      const at = join(path, name);
      writeFileSync(at, content);
      return at;
    },
    // A workbook as XlsxWriter saves it: one header row and `rows` lines from the generator's text.
    workbook(name, rows, wrongEvery) {
      const at = join(path, name);
      const script = `
import sys, xlsxwriter
out, rows, wrong = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
book = xlsxwriter.Workbook(out)
sheet = book.add_worksheet("Numbers")
sheet.write_row(0, 0, ["Number to Port", "Campaign_url", "description", "media_type"])
for row in range(1, rows + 1):
    number = str(2127200000 + row * 13)
    if row % wrong == 0: number = number[:9]
    sheet.write_row(row, 0, [number, "https://acme.invoca.net/a_campaigns/terms/11", "Row %d" % row, "Online: Display"])
book.close()
`;
      execFileSync('/usr/bin/python3', ['-c', script, at, String(rows), String(wrongEvery)]);
      return at;
    },
    path,
    close: () => rmSync(path, { recursive: true, force: true }),
  };
}

// A scan: one page that is a picture. Nothing but a person can say what it says.
export const letter = readFileSync(new URL('../data/scan.pdf', import.meta.url), 'latin1');

const good = 'https://acme.invoca.net/a_campaigns/terms/11';
export const sheet = (...numbers) => `Number to Port,Campaign_url\n${numbers.map((one) => `${one},${good}\n`).join('')}`;

const filledIn = {
  name: 'Dana Reyes',
  email: 'dana@example.com',
  reason: 'Number Management',
  sub_category: 'Porting Numbers',
  subject: 'Request to port-in phone numbers',
  description: 'Please move the numbers of the attached sheet to our account.',
};

export async function openPortal(page, url, { porting = true } = {}) {
  await page.goto(`${url}/portal`);
  await page.waitForFunction(() => customElements.get('port-check') !== undefined);
  if (!porting) return;
  // At once: a hundred keys are a hundred trips to the browser. The journeys and keyboard.test.mjs type.
  await page.evaluate((values) => {
    for (const [id, value] of Object.entries(values)) {
      const field = document.getElementById(id);
      field.value = value;
      for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }, filledIn);
}

export async function attach(page, ...paths) {
  const input = await page.$('#attachments');
  await input.uploadFile(...paths);
}

// What a person sees in the panel. `settled` waits for the check of what is attached now.
export function panel(page) {
  return page.evaluate(() => {
    const root = document.querySelector('port-check').shadowRoot;
    const text = (element) => (element && !element.hidden ? element.textContent.trim() : '');
    return {
      tone: root.querySelector('.panel').dataset.tone,
      verdict: text(root.querySelector('.verdict span:last-child')),
      hint: text(root.querySelector('.hint')),
      said: text(root.querySelector('[role=status]')),
      where: text(root.querySelector('footer p')),
      items: Object.fromEntries(
        [...root.querySelectorAll('.checklist li')].map((item) => [
          item.dataset.item,
          { state: item.dataset.state, text: text(item.querySelector('.text')) },
        ]),
      ),
      groups: [...root.querySelectorAll('.groups .group')].map((group) => ({
        rule: group.dataset.rule,
        severity: group.dataset.severity,
        count: text(group.querySelector('.count')),
        rows: [...group.querySelectorAll('.rows li')].map((row) => row.innerText.replace(/\s+/g, ' ').trim()),
        more: text(group.querySelector('.more')),
      })),
    };
  });
}

// Runs `action` and waits for the check that it causes.
export async function checked(page, action) {
  await page.evaluate(() => {
    window.checks = window.checks ?? 0;
    if (!window.counting) document.addEventListener('port-check', () => window.checks++);
    window.counting = true;
    window.checksBefore = window.checks;
  });
  await action();
  await until(page, () => window.checks > window.checksBefore);
  return panel(page);
}

// Presses the button in the panel that says so; the first one that can be pressed.
export async function press(page, text) {
  const button = await page.waitForFunction(
    (wanted) => [...document.querySelector('port-check').shadowRoot.querySelectorAll('button')].find((one) => one.textContent.trim() === wanted && one.checkVisibility() && !one.disabled),
    { timeout: 20_000, polling: 20 },
    text,
  );
  await button.evaluate((element) => element.click());
}

// The text of something in the panel.
export const box = (page, selector) => page.evaluate((wanted) => document.querySelector('port-check').shadowRoot.querySelector(wanted)?.innerText ?? '', selector);
