// Chromium for the tests, with a fresh profile and no traffic of its own. The page's complaints (console errors, CSP
// violations, uncaught exceptions) are collected in `page.complaints`.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const { default: puppeteer } = await import(require.resolve('puppeteer-core'));

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export async function openBrowser() {
  if (!existsSync(executablePath)) throw new Error(`${executablePath} is missing: apt-get install chromium`);
  const profile = mkdtempSync(join(tmpdir(), 'portcheck-chromium-'));
  const browser = await puppeteer.launch({
    executablePath,
    userDataDir: profile,
    headless: true,
    protocolTimeout: 60_000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    browser,
    async newPage({ width = 1280, height = 900, dark = false, features = [] } = {}) {
      const page = await browser.newPage();
      await page.setViewport({ width, height });
      // Past puppeteer's own call, which does not know forced-colors.
      const devtools = await page.createCDPSession();
      page.look = (isDark, more = []) =>
        devtools.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: isDark ? 'dark' : 'light' }, ...more] });
      await page.look(dark, features);
      page.complaints = [];
      page.on('console', (message) => {
        if (['error', 'warn'].includes(message.type())) page.complaints.push(message.text());
      });
      page.on('pageerror', (error) => page.complaints.push(String(error)));
      return page;
    },
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

// Waits until `probe` (run in the page) is truthy and returns what it gave.
export async function until(page, probe, ...args) {
  const handle = await page.waitForFunction(probe, { timeout: 30_000, polling: 20 }, ...args);
  return handle.jsonValue();
}
