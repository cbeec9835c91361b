// Firefox through puppeteer (WebDriver BiDi) and WebKitGTK through its own WebDriver, with profiles of their own:
// {name, page(url) -> {run(function of the page, argument), close()}, close()}.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { join } from 'node:path';

const require = createRequire(new URL('../../web/package.json', import.meta.url));

export async function openFirefox(folder) {
  const { default: puppeteer } = await import(require.resolve('puppeteer-core'));
  const profile = join(folder, 'firefox');
  mkdirSync(profile);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    userDataDir: profile,
    protocolTimeout: 120_000,
  });
  return {
    name: await browser.version(),
    async page(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return { run: (name, argument) => page.evaluate((f, a) => window[f](a), name, argument), close: () => page.close() };
    },
    close: () => browser.close(),
  };
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

export async function openWebKit(folder) {
  const port = await freePort();
  const home = join(folder, 'webkit');
  mkdirSync(home);
  const driver = spawn('xvfb-run', ['-a', 'WebKitWebDriver', `--port=${port}`], {
    stdio: 'ignore',
    detached: true, // its own group, so that the display server ends with it
    env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, WEBKIT_DISABLE_COMPOSITING_MODE: '1' },
  });
  const ended = new Promise((resolve) => driver.once('exit', resolve));
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebKitWebDriver: ${value.error}: ${value.message}`);
    return value;
  };
  const stop = async () => {
    process.kill(-driver.pid, 'SIGTERM');
    await ended;
  };

  const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] } } };
  let session;
  for (let attempt = 0; session === undefined; attempt++) {
    try {
      session = await call('POST', '/session', { capabilities });
    } catch (error) {
      if (attempt === 50 || !(error instanceof TypeError)) {
        await stop();
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 200)); // not listening yet
    }
  }
  const path = `/session/${session.sessionId}`;
  await call('POST', `${path}/timeouts`, { script: 120_000 });
  return {
    name: `WebKitGTK/${session.capabilities.browserVersion}`,
    async page(url) {
      await call('POST', `${path}/url`, { url });
      return {
        async run(name, argument = null) {
          const script =
            'const done = arguments[2]; window[arguments[0]](arguments[1]).then((value) => done({ value }), (error) => done({ error: String(error) }));';
          const { value, error } = await call('POST', `${path}/execute/async`, { script, args: [name, argument] });
          if (error) throw new Error(error);
          return value;
        },
        close: () => call('POST', `${path}/url`, { url: 'about:blank' }),
      };
    },
    async close() {
      await call('DELETE', path).catch(() => {});
      await stop();
    },
  };
}
