// The npm package as somebody else gets it: packed, installed into an empty project, and used in Node, in TypeScript, in a
// plain page, and through Vite, built and in development.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openBrowser, until } from './browser.mjs';
import { sheet } from './site.mjs';

const web = fileURLToPath(new URL('../../web/', import.meta.url));
const require = createRequire(new URL('../../web/package.json', import.meta.url));
const manifest = JSON.parse(readFileSync(join(web, 'package.json'), 'utf8'));
const run = (command, args, cwd) => execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 });

let project, packed, chromium;
const installed = (...names) => join(project, 'node_modules/@portcheck/form', ...names);
before(async () => {
  project = mkdtempSync(join(tmpdir(), 'portcheck-package-'));
  [packed] = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', project], web));
  writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "private": true, "type": "module" }');
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(project, packed.filename)], project);
  chromium = await openBrowser();
});
after(async () => {
  await chromium?.close();
  rmSync(project, { recursive: true, force: true });
});

// A folder over HTTP, under a strict policy unless Vite's own development client runs in the page.
async function serve(folder) {
  const types = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm', '.txt': 'text/plain', '.css': 'text/css' };
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://x').pathname;
    response.setHeader('Content-Security-Policy', "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self'; img-src data:");
    try {
      response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
      response.end(readFileSync(join(folder, path)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => (server.closeAllConnections(), server.close()) };
}

const body = '<link rel="icon" href="data:,"><form><input type="file" multiple><port-check attach server=""></port-check></form>';
async function checks(url) {
  const page = await chromium.newPage();
  await page.goto(url);
  await page.waitForFunction(() => customElements.get('port-check') !== undefined);
  const csv = join(project, 'numbers.csv');
  writeFileSync(csv, sheet('212736014'));
  // A workbook in the old format needs the second module, so its address is tried as well.
  const xls = fileURLToPath(new URL('../data/clean.libreoffice.xls', import.meta.url));
  await (await page.$('input')).uploadFile(csv, xls);
  await until(page, () => document.querySelector('port-check').report?.files.length === 2);
  const { report, text } = await page.evaluate(() => ({ report: document.querySelector('port-check').report, text: document.querySelector('port-check').shadowRoot.textContent }));
  assert.ok(report.counts.by_rule['NUM-001'] > 0);
  assert.equal(report.files[1].type, 'xls');
  assert.match(text, /212736014/);
  assert.deepEqual(page.complaints, []);
  return page;
}

test('holds what its exports name, and nothing of the repository beside it', () => {
  const names = packed.files.map((file) => file.path);
  const wanted = Object.values(manifest.exports).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one)));
  for (const path of wanted) assert.ok(names.includes(path.replace('./', '')), `${path} is missing`);
  assert.ok(names.every((name) => /^(dist\/[^/]+\.(js|wasm|txt|json)|dist\/types\/.+\.d\.ts|dist\/LICENSE|README\.md|package\.json|custom-elements\.json)$/.test(name)), names.join(' '));
  assert.ok(!names.some((name) => name.includes('portal')));
  assert.equal(manifest.dependencies, undefined, 'no run-time dependency');
});

test('works in Node, where each export resolves and the browser’s parts load harmlessly', () => {
  const script = `
    import { check } from '@portcheck/form/node';
    import { createChecker } from '@portcheck/form/client';
    import { PortCheckElement } from '@portcheck/form/element';
    import '@portcheck/form/define';
    for (const name of ${JSON.stringify(Object.keys(manifest.exports))}) import.meta.resolve('@portcheck/form' + name.slice(1));
    const report = JSON.parse(await check([{ name: 'a.csv', bytes: new TextEncoder().encode(${JSON.stringify(sheet('212736014'))}) }], { today: '2026-11-22' }));
    console.log(JSON.stringify([report.counts.by_rule['NUM-001'], typeof createChecker, PortCheckElement.tag]));`;
  assert.deepEqual(JSON.parse(run(process.execPath, ['--input-type=module', '-e', script], project)), [1, 'function', 'port-check']);
});

test('has types, for both ways of TypeScript to look modules up', () => {
  writeFileSync(join(project, 'use.ts'), `
    import { PortCheckElement, type Report } from '@portcheck/form';
    import '@portcheck/form/define';
    import { createChecker } from '@portcheck/form/client';
    import { check } from '@portcheck/form/node';
    export async function use(file: File, signal: AbortSignal): Promise<Report['verdict']> {
      const element: PortCheckElement = document.createElement('port-check');
      element.policy = 'block';
      element.addEventListener('port-check', (event) => console.log(event.report.counts.error, event.by));
      element.addEventListener('port-check-hold', (event) => event.preventDefault());
      const report = await createChecker({ assets: '/portcheck/' }).check({ today: '2026-11-22' }, [{ name: file.name, blob: file }], { signal });
      await check([{ name: 'a.csv', bytes: new Uint8Array() }]);
      // @ts-expect-error there is no such policy
      element.policy = 'never';
      return report.verdict;
    }`);
  for (const [module, resolution] of [['ESNext', 'Bundler'], ['NodeNext', 'NodeNext']]) {
    const tsc = join(web, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--target', 'ES2022', '--lib', 'ES2022,DOM,DOM.Iterable', '--types', '', '--module', module, '--moduleResolution', resolution];
    try {
      run(process.execPath, [tsc, ...options, 'use.ts'], project);
    } catch (error) {
      assert.fail(`${resolution}: ${error.stdout}`);
    }
  }
});

test('works in a plain page as one script, whose hash is the one the build printed', async () => {
  const site = join(project, 'plain');
  cpSync(installed('dist'), join(site, 'portcheck'), { recursive: true });
  const { 'port-check.js': hash } = JSON.parse(readFileSync(installed('dist/sri.json'), 'utf8'));
  const html = (integrity) => `<!doctype html><title>Plain</title>${body}<script src="/portcheck/port-check.js" integrity="${integrity}"></script>`;
  writeFileSync(join(site, 'index.html'), html(hash));
  writeFileSync(join(site, 'wrong.html'), html(`sha384-${'A'.repeat(64)}`));
  const server = await serve(site);
  try {
    const page = await checks(`${server.url}/index.html`);
    await page.goto(`${server.url}/wrong.html`);
    assert.equal(await page.evaluate(() => customElements.get('port-check')), undefined, 'another script is refused');
    await page.close();
  } finally {
    server.close();
  }
});

test('works in a plain page as modules, the headless client with cancelling beside the element', async () => {
  const site = join(project, 'modules');
  cpSync(installed('dist'), join(site, 'portcheck'), { recursive: true });
  writeFileSync(join(site, 'index.html'), `<!doctype html><title>Modules</title>${body}<script type="module" src="/portcheck/define.js"></script>`);
  const server = await serve(site);
  try {
    const page = await checks(`${server.url}/index.html`);
    const answers = await page.evaluate(async () => {
      const { createChecker } = await import('/portcheck/client.js');
      const checker = createChecker();
      const file = { name: 'a.csv', blob: new Blob(['Number to Port,Campaign_url\n1,x\n']) };
      const abort = new AbortController();
      const cancelled = checker.check({ today: '2026-11-22' }, [file], { signal: abort.signal }).catch((error) => error.name);
      abort.abort();
      const report = await checker.check({ today: '2026-11-22' }, [file]);
      return [await cancelled, report.verdict];
    });
    assert.deepEqual(answers, ['AbortError', 'blocked']);
    await page.close();
  } finally {
    server.close();
  }
});

test('works through Vite, which copies and renames worker, modules and texts', async () => {
  const root = join(project, 'vite');
  mkdirSync(root);
  writeFileSync(join(root, 'index.html'), `<!doctype html><title>Vite</title>${body}<script type="module" src="/main.js"></script>`);
  writeFileSync(join(root, 'main.js'), "import '@portcheck/form/define';\n");
  const vite = await import(pathToFileURL(require.resolve('vite')));
  await vite.build({ root, logLevel: 'error', configFile: false });
  const copied = readdirSync(join(root, 'dist/assets')).map((name) => name.replace(/-[\w-]{8}(?=\.)/, '')).sort();
  for (const name of ['portcheck-letters.wasm', 'portcheck-pdf.wasm', 'portcheck-sheets.wasm', 'portcheck.wasm', 'portcheck.en.txt', 'worker.js']) assert.ok(copied.includes(name), copied.join(' '));
  const built = await serve(join(root, 'dist'));
  try {
    await (await checks(`${built.url}/index.html`)).close();
  } finally {
    built.close();
  }
  // In development Vite bundles packages into one file, away from what lies beside it, unless it is told not to.
  const server = await vite.createServer({ root, logLevel: 'error', configFile: false, optimizeDeps: { exclude: ['@portcheck/form'] }, server: { port: 0, host: '127.0.0.1', fs: { allow: [project] } } });
  await server.listen();
  try {
    await (await checks(`http://127.0.0.1:${server.httpServer.address().port}/`)).close();
  } finally {
    await server.close();
  }
});

test('custom-elements.json is valid, and names what the element reads, fires and shows', async () => {
  const described = JSON.parse(readFileSync(installed('custom-elements.json'), 'utf8'));
  const { default: Ajv } = await import(pathToFileURL(require.resolve('ajv')));
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(require('custom-elements-manifest/schema.json'));
  assert.ok(validate(described), JSON.stringify(validate.errors));
  const element = described.modules.flatMap((module) => module.declarations ?? []).find((one) => one.tagName === 'port-check');
  const source = readdirSync(join(web, 'src'), { recursive: true }).filter((name) => /\.(ts|css)$/.test(name)).map((name) => readFileSync(join(web, 'src', name), 'utf8')).join('\n');
  const own = readFileSync(join(web, 'src/port-check.ts'), 'utf8');
  for (const { name } of element.attributes) assert.ok(source.includes(`'${name}'`), `attribute ${name}`);
  for (const [, name] of own.matchAll(/(?:get|has|toggle)Attribute\('([\w-]+)'/g)) assert.ok(element.attributes.some((one) => one.name === name), `attribute ${name} is not described`);
  for (const { name } of element.events) assert.ok(source.includes(`type = '${name}'`), `event ${name}`);
  const parts = new Set([...source.matchAll(/part: '([\w-]+)'/g)].map(([, name]) => name));
  assert.deepEqual(element.cssParts.map((one) => one.name).sort(), [...parts].sort());
  const properties = new Set([...source.matchAll(/var\((--port-check-[\w-]+)/g)].map(([, name]) => name));
  assert.deepEqual(element.cssProperties.map((one) => one.name).sort(), [...properties].sort());
  for (const module of described.modules) readFileSync(installed(module.path));
});
