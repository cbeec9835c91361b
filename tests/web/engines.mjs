// Chromium, Firefox ESR and WebKitGTK behind one small interface, so that a journey is written once. Each starts with a
// profile of its own. Chromium and Firefox are driven by puppeteer-core, WebKitGTK by selenium-webdriver through its own driver.
//
//   const browser = await engines.webkit();
//   const page = await browser.newPage();
//   await page.goto(url); await page.evaluate((a) => …, a); await page.until(() => …);
//   await page.click(selector); await page.type(text); await page.press('Tab'); await page.setFiles(selector, path, …);
//   await page.screenshot(path); page.complaints (console errors; none from WebKitGTK, whose driver does not tell)
//
// A selector may lead into a shadow tree: 'port-check >>> .more'.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBrowser } from './browser.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const boundMs = 30_000;

const find = (selector) => selector.split(' >>> ').reduce((root, part) => (root?.shadowRoot ?? root)?.querySelector(part), document);

// The middle of an element, scrolled into view.
function middle(selector) {
  const element = selector.split(' >>> ').reduce((root, part) => (root?.shadowRoot ?? root)?.querySelector(part), document);
  if (!element) return undefined;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
}

class Page {
  complaints = [];

  async until(probe, ...args) {
    const end = Date.now() + boundMs;
    for (;;) {
      // A page that is being left answers with an error.
      const value = await this.evaluate(probe, ...args).catch((error) => (Date.now() > end ? Promise.reject(error) : undefined));
      if (value) return value;
      if (Date.now() > end) throw new Error(`not within ${boundMs} ms: ${probe}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  async click(selector) {
    const at = await this.evaluate(middle, selector);
    if (!at) throw new Error(`there is no ${selector}`);
    await this.mouse(at.x, at.y);
  }

  async fill(selector, text) {
    await this.click(selector);
    await this.type(text);
  }

  // Choosing in a list by the mouse opens a menu of the system's, which no driver reaches.
  choose(selector, value) {
    return this.evaluate(
      (path, wanted) => {
        const list = document.querySelector(path);
        list.value = wanted;
        for (const type of ['input', 'change']) list.dispatchEvent(new Event(type, { bubbles: true }));
      },
      selector,
      value,
    );
  }
}

class PuppeteerPage extends Page {
  constructor(page, complaints) {
    super();
    this.page = page;
    this.complaints = complaints;
  }
  goto = (url) => this.page.goto(url);
  url = () => this.page.url();
  evaluate = (body, ...args) => this.page.evaluate(body, ...args);
  mouse = (x, y) => this.page.mouse.click(x, y);
  type = (text) => this.page.keyboard.type(text);
  press = (key) => this.page.keyboard.press(key);
  async chord(modifier, key) {
    await this.page.keyboard.down(modifier);
    await this.page.keyboard.press(key);
    await this.page.keyboard.up(modifier);
  }
  async setFiles(selector, ...paths) {
    const handle = await this.page.evaluateHandle(find, selector);
    await handle.asElement().uploadFile(...paths);
  }
  screenshot = (path) => this.page.screenshot({ path });
  close = () => this.page.close();
}

class ChromiumPage extends PuppeteerPage {
  // As if the files were dragged in from another window.
  async dropFiles(selector, ...files) {
    const at = await this.evaluate(middle, selector);
    const data = { items: [], files, dragOperationsMask: 1 };
    await this.page.mouse.dragEnter(at, data);
    await this.page.mouse.dragOver(at, data);
    await this.page.mouse.drop(at, data);
  }
}

async function chromium() {
  const opened = await openBrowser();
  return {
    engine: 'chromium',
    name: await opened.browser.version(),
    pid: opened.browser.process().pid,
    async newPage(size) {
      const page = await opened.newPage(size);
      return new ChromiumPage(page, page.complaints);
    },
    close: opened.close,
  };
}

async function firefox() {
  const executablePath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
  if (!existsSync(executablePath)) throw new Error(`${executablePath} is missing: apt-get install firefox-esr`);
  const { default: puppeteer } = await import(require.resolve('puppeteer-core'));
  const profile = mkdtempSync(join(tmpdir(), 'portcheck-firefox-'));
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: true,
    userDataDir: profile,
    protocolTimeout: 120_000,
    extraPrefsFirefox: { 'layout.css.devPixelsPerPx': '1.0', 'dom.ipc.processCount': 1, 'browser.tabs.remote.separatePrivilegedContentProcess': false },
  });
  return {
    engine: 'firefox',
    name: await browser.version(),
    pid: browser.process().pid,
    async newPage({ width = 1280, height = 900 } = {}) {
      const page = await browser.newPage();
      await page.setViewport({ width, height });
      const complaints = [];
      page.on('console', (message) => {
        if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      return new PuppeteerPage(page, complaints);
    },
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

class SeleniumPage extends Page {
  constructor(driver, keys) {
    super();
    this.driver = driver;
    this.keys = keys;
  }
  goto = (url) => this.driver.get(url);
  url = () => this.driver.getCurrentUrl();
  async evaluate(body, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${body})(...[...arguments].slice(0, -1))).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.driver.executeAsyncScript(script, ...args);
    if (error) throw new Error(error);
    return value ?? undefined;
  }
  mouse = (x, y) => this.driver.actions().move({ x, y }).click().perform();
  type = (text) => this.driver.actions().sendKeys(...text).perform();
  press = (key) => this.driver.actions().sendKeys(this.#key(key)).perform();
  chord = (modifier, key) => this.driver.actions().keyDown(this.#key(modifier)).sendKeys(this.#key(key)).keyUp(this.#key(modifier)).perform();
  #key(name) {
    return { Tab: this.keys.TAB, Enter: this.keys.ENTER, Space: ' ', Control: this.keys.CONTROL, Shift: this.keys.SHIFT, ArrowDown: this.keys.ARROW_DOWN, Escape: this.keys.ESCAPE }[name] ?? name;
  }
  async setFiles(selector, ...paths) {
    const input = await this.driver.executeScript(`return (${find})(arguments[0])`, selector);
    await input.sendKeys(paths.join('\n'));
  }
  async screenshot(path) {
    writeFileSync(path, await this.driver.takeScreenshot(), 'base64');
  }
  close = () => this.driver.get('about:blank');
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// The browser that comes with the library; the driver needs one that lets itself be driven.
function miniBrowser() {
  const libraries = '/usr/lib';
  for (const machine of readdirSync(libraries)) {
    const path = join(libraries, machine, 'webkit2gtk-4.1', 'MiniBrowser');
    if (existsSync(path)) return path;
  }
  throw new Error('MiniBrowser is missing: apt-get install libwebkit2gtk-4.1-0 webkit2gtk-driver');
}

async function webkit() {
  const browser = miniBrowser();
  const { Builder, Capabilities, Key } = require('selenium-webdriver');
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'portcheck-webkit-'));
  for (const name of ['data', 'cache', 'run']) mkdirSync(join(home, name), { mode: 0o700 });
  // Not detached: whoever ends the tests' process group ends these as well.
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const display = await new Promise((resolve, reject) => {
    screen.on('error', () => reject(new Error('Xvfb is missing: apt-get install xvfb')));
    screen.on('exit', () => reject(new Error('Xvfb does not start')));
    screen.stdio[3].once('data', (text) => resolve(`:${String(text).trim()}`));
  });
  const driverProcess = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_CACHE_HOME: join(home, 'cache'), XDG_RUNTIME_DIR: join(home, 'run'), WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
  });
  const stop = async () => {
    for (const one of [driverProcess, screen]) {
      const ended = new Promise((resolve) => one.once('exit', resolve));
      if (one.kill()) await ended;
    }
    rmSync(home, { recursive: true, force: true });
  };
  try {
    for (let attempt = 0; ; attempt++) {
      if (await fetch(`http://127.0.0.1:${port}/status`).then((answer) => answer.ok, () => false)) break;
      if (attempt === 100) throw new Error('WebKitWebDriver does not answer');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const capabilities = new Capabilities({ browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary: browser, args: ['--automation'] } });
    const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
    await driver.manage().setTimeouts({ script: 120_000, pageLoad: 60_000 });
    const version = (await driver.getCapabilities()).get('browserVersion');
    return {
      engine: 'webkit',
      name: `WebKitGTK/${version}`,
      pid: driverProcess.pid,
      // The driver has one page; another one is the same one anew.
      async newPage({ width = 1280, height = 900 } = {}) {
        await driver.get('about:blank');
        await driver.manage().window().setRect({ width, height });
        return new SeleniumPage(driver, Key);
      },
      async close() {
        await driver.quit().catch(() => {});
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

export const engines = { chromium, firefox, webkit };
