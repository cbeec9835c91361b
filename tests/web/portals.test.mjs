// Each embed kit of deploy/desk in a page of the shape that its portal has, in Chromium, with the check's files on another
// origin where the portal has them there. The code under test is the kit's own, placeholders filled in. Request Tracker
// has a test of its own, in the real one.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openBrowser, until } from './browser.mjs';
import { compile as compileLightning } from './portals/salesforce.mjs';
import { letter, openFolder, sheet } from './site.mjs';
import { Server } from '../integration/lib/server.mjs';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const desks = fileURLToPath(new URL('../../deploy/desk/', import.meta.url));
const dist = fileURLToPath(new URL('../../web/dist/', import.meta.url));
const read = (...names) => readFileSync(join(...names), 'utf8');
const portal = (name) => fileURLToPath(new URL(`portals/${name}`, import.meta.url));

// The portal's own server: pages and answers by "METHOD /path"; what was posted is kept.
async function openPortal() {
  const routes = {};
  const posts = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://x');
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (request.method !== 'GET') posts.push({ method: request.method, path: request.url, headers: request.headers, body });
    const resource = /^\/resource\/portCheck\/([\w.-]+)$/.exec(pathname)?.[1];
    if (resource) {
      response.setHeader('Content-Type', resource.endsWith('.js') ? 'text/javascript' : 'application/octet-stream');
      return response.end(readFileSync(join(dist, resource)));
    }
    const route = routes[`${request.method} ${pathname}`];
    if (!route) return response.writeHead(404).end();
    const [type, text, policy] = route(request, body);
    response.setHeader('Content-Type', type);
    if (policy) response.setHeader('Content-Security-Policy', policy);
    response.end(text);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, routes, posts, close: () => (server.closeAllConnections(), server.close()) };
}

const html = (title, body) => () => ['text/html; charset=utf-8', `<!doctype html><html lang="en"><title>${title}</title><link rel="icon" href="data:,">${body}`];

const cleanups = [];
let own, check, chromium, folder, page, bad, fine, scan;
before(async () => {
  own = await openPortal();
  cleanups.push(() => own.close());
  const config = { server: { web_root: dist, cors_origins: [own.url] } };
  check = await Server.start({ after: (work) => cleanups.push(work) }, { config });
  chromium = await openBrowser();
  cleanups.push(() => chromium.close());
  folder = openFolder();
  cleanups.push(() => folder.close());
  bad = folder.file('numbers.csv', sheet('212736014', '2127365015'));
  fine = folder.file('fine.csv', sheet('2127365014'));
  scan = folder.file('letter.pdf', letter);
});
after(async () => {
  for (const work of cleanups.reverse()) await work();
});
beforeEach(async () => {
  page = await chromium.newPage();
  own.posts.length = 0;
});
afterEach(async () => {
  assert.deepEqual(page.complaints, [], 'the console is silent');
  await page.close();
});

async function verdict(...wanted) {
  await until(page, (words) => words.includes(document.querySelector('port-check').report?.verdict), wanted);
  await page.evaluate(() => document.querySelector('port-check').settled()); // nothing moves any more
}
const names = () => page.evaluate(() => document.querySelector('port-check').files.map((file) => file.name));
const notice = () => page.evaluate(() => document.querySelector('port-check').shadowRoot.querySelector('.hold')?.textContent ?? '');
const shot = (name) => process.env.PORTCHECK_SHOTS && page.screenshot({ path: join(process.env.PORTCHECK_SHOTS, `${name}.png`), fullPage: true });

test('Zendesk Guide: a React form that comes late and uploads on choice and on drop', async () => {
  const { build } = await import(pathToFileURL(require.resolve('esbuild')));
  const bundled = await build({ entryPoints: [portal('zendesk.jsx')], bundle: true, write: false, jsx: 'automatic', define: { 'process.env.NODE_ENV': '"production"' }, nodePaths: [fileURLToPath(new URL('../../web/node_modules', import.meta.url))] });
  const kit = read(desks, 'zendesk/new_request_page.hbs')
    .replace(/\{\{!--[^]*?--\}\}/, '')
    .replace(/\{\{asset '([^']+)'\}\}/g, `${check.url}/assets/$1`)
    .replace('REASON_ID', '360001')
    .replace('SUB_CATEGORY_ID', '360002');
  let token = 0;
  own.routes['GET /hc'] = html('Submit a request', `<div id="new-request-form"></div>${kit}<script src="/portal.js"></script>`);
  own.routes['GET /portal.js'] = () => ['text/javascript', bundled.outputFiles[0].text];
  own.routes['GET /api/v2/users/me.json'] = () => ['application/json', '{"user":{"authenticity_token":"csrf"}}'];
  own.routes['POST /api/v2/uploads.json'] = () => ['application/json', JSON.stringify({ upload: { token: `t${++token}` } })];
  for (const number of [1, 2, 3]) own.routes[`DELETE /api/v2/uploads/t${number}.json`] = () => ['application/json', '{}'];
  own.routes['POST /hc/en-us/requests'] = html('Request', 'Thank you');

  await page.goto(`${own.url}/hc`);
  await page.waitForSelector('[name="request[subject]"]');
  await page.type('[name="request[subject]"]', 'Request to port-in phone numbers');
  const choose = async (label, tag) => {
    await page.click(`[role=combobox][aria-labelledby="${label}"]`);
    await page.click(`[data-tag=${tag}]`);
  };
  await choose('label-360001', 'number_management');
  assert.equal(await page.evaluate(() => document.querySelector('port-check').active), false);
  await choose('label-360002', 'porting_numbers');
  await until(page, () => document.querySelector('port-check').active);

  await (await page.$('input[type=file]')).uploadFile(bad);
  await verdict('blocked');
  await until(page, () => document.querySelector('.dropzone li'));
  // Dropped: the page's own handler and ours both get it.
  const bytes = readFileSync(scan).toString('latin1');
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([Uint8Array.from(text, (one) => one.charCodeAt(0))], 'letter.pdf'));
    document.querySelector('.dropzone').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, composed: true, dataTransfer }));
  }, bytes);
  await until(page, () => document.querySelectorAll('.dropzone li').length === 2 && document.querySelector('port-check').files.length === 2);
  assert.deepEqual(await names(), ['numbers.csv', 'letter.pdf']);
  assert.deepEqual(await page.evaluate(() => document.querySelector('port-check').ticket), { subject: 'Request to port-in phone numbers', description: '', reason: 'Number Management', sub_category: 'Porting Numbers' });
  await page.evaluate(() => document.querySelector('port-check').settled());
  await page.click('[type=submit]');
  assert.match(await notice(), /send again to send it as it is/);
  assert.ok(!own.posts.some((post) => post.path === '/hc/en-us/requests'), 'React has not heard of it');
  await shot('zendesk');

  await page.click('[aria-label="Remove file numbers.csv"]');
  await until(page, () => document.querySelector('port-check').files.length === 1);
  await (await page.$('input[type=file]')).uploadFile(fine);
  await verdict('ready', 'needs_attention');
  await until(page, () => document.querySelectorAll('.dropzone li').length === 2);
  await Promise.all([page.waitForNavigation(), page.click('[type=submit]')]);
  const sent = new URLSearchParams(own.posts.find((post) => post.path === '/hc/en-us/requests').body.toString());
  assert.deepEqual(sent.getAll('request[attachments][]'), ['t2', 't3']);
  assert.equal(sent.get('request[custom_fields][360002]'), 'porting_numbers');
});

test('Freshdesk: inputs that come and go, a rich editor, everything of ours on another origin', async () => {
  const kit = read(desks, 'freshdesk/new_ticket_page.html').replaceAll('https://portcheck.example.com', check.url);
  own.routes['GET /support/tickets/new'] = html('New ticket', read(portal('freshdesk.html')) + kit);
  own.routes['GET /portal.js'] = () => ['text/javascript', read(portal('freshdesk.js'))];
  own.routes['POST /support/tickets'] = html('Ticket', 'Thank you');
  await page.goto(`${own.url}/support/tickets/new`);
  await page.type('#helpdesk_ticket_subject', 'Port');
  await page.type('.editor', 'Please port these.');
  await page.select('[name*=case_reason]', 'Number Management');
  await page.select('[name*=sub_category]', 'Porting Numbers');
  for (const path of [bad, scan]) await (await page.$('input.next')).uploadFile(path);
  await until(page, () => document.querySelector('port-check').files.length === 2);
  await verdict('blocked');
  assert.deepEqual((await names()).sort(), ['letter.pdf', 'numbers.csv']);
  assert.equal(await page.evaluate(() => document.querySelector('port-check').ticket.description), 'Please port these.');
  assert.match(await page.evaluate(() => document.querySelector('port-check').shadowRoot.textContent), /Checked on this device/);
  await page.evaluate(() => [...document.querySelectorAll('.attachments li')].find((row) => row.textContent.startsWith('numbers')).querySelector('a').click());
  await until(page, () => document.querySelector('port-check').files.length === 1);
  await (await page.$('input.next')).uploadFile(fine);
  await verdict('ready', 'needs_attention');
  await Promise.all([page.waitForNavigation(), page.click('[type=submit]')]);
  assert.match(own.posts.at(-1).body.toString('latin1'), /filename="fine\.csv"/);
});

test('Freshdesk: where the engine cannot run, the check is made on the other origin', async () => {
  await page.evaluateOnNewDocument(() => delete globalThis.WebAssembly);
  await page.goto(`${own.url}/support/tickets/new`);
  await page.select('[name*=case_reason]', 'Number Management');
  await page.select('[name*=sub_category]', 'Porting Numbers');
  await (await page.$('input.next')).uploadFile(bad);
  await verdict('blocked');
  assert.match(await page.evaluate(() => document.querySelector('port-check').shadowRoot.textContent), /sent to our server/);
});

test('plain HTML: one script, one element', async () => {
  own.routes['GET /form'] = () => ['text/html', read(desks, 'plain/form.html').replace('<head>', '<head><link rel="icon" href="data:,">').replace('/portcheck/', '/resource/portCheck/')];
  own.routes['POST /tickets'] = html('Sent', 'Thank you');
  await page.goto(`${own.url}/form`);
  await page.type('[name=subject]', 'Port');
  await page.select('[name=reason]', 'Number Management');
  await page.select('[name=sub_category]', 'Porting Numbers');
  await (await page.$('input[type=file]')).uploadFile(bad, scan);
  await verdict('blocked');
  await page.click('button');
  assert.match(await notice(), /Not sent yet/);
  await shot('plain');
  await Promise.all([page.waitForNavigation(), page.click('button')]);
  assert.match(own.posts.at(-1).body.toString('latin1'), /name="portcheck"\r\n\r\nblocked/);
});

// Files of the form as a Lightning component reads them: inside a shadow tree.
async function lightning(query = '') {
  own.routes['GET /site'] = () => [...html('Site', '<main></main><script type="module" src="/portal.js"></script>')(), query.policy];
  own.routes['GET /portal.js'] = () => ['text/javascript', lightning.code];
  own.routes['POST /apex/createCase'] = () => ['application/json', '"500000000000001"'];
  own.routes['POST /apex/addFile'] = () => ['application/json', '"068000000000001"'];
  await page.goto(`${own.url}/site?${query.search ?? ''}`);
  const inside = (selector) => page.waitForSelector(`c-port-request >>> ${selector}`);
  await (await inside('.subject')).type('Port');
  return inside;
}

test('Salesforce: the Lightning component, compiled by LWC, with the check in its page', async () => {
  lightning.code ??= await compileLightning();
  const inside = await lightning();
  await (await inside('.files')).uploadFile(bad, scan);
  const checkOf = () => document.querySelector('c-port-request').shadowRoot.querySelector('port-check');
  await page.waitForFunction(`(${checkOf})()?.report?.verdict === 'blocked'`);
  assert.equal(await page.evaluate(`(${checkOf})().ticket.subject`), 'Port');
  await (await inside('.slds-button')).click();
  await page.waitForFunction(`/send again/.test((${checkOf})().shadowRoot.querySelector('.hold').textContent)`);
  assert.deepEqual(own.posts, []);
  await (await inside('.slds-button')).click();
  await until(page, () => /^Thank you/.test(document.querySelector('c-port-request').shadowRoot.querySelector('.said').textContent));
  const [made, ...files] = own.posts.map((post) => JSON.parse(post.body));
  assert.deepEqual(made, { subject: 'Port', description: '', reason: 'Number Management', subCategory: 'Porting Numbers' });
  assert.deepEqual(files.map((file) => [file.caseId, file.name]), [['500000000000001', 'numbers.csv'], ['500000000000001', 'letter.pdf']]);
  assert.equal(Buffer.from(files[0].base64, 'base64').toString(), readFileSync(bad, 'utf8'));
});

test('Salesforce: the same in a frame, on a site that may run no WebAssembly', async () => {
  lightning.code ??= await compileLightning();
  const policy = `default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:; frame-src ${check.url}`;
  const inside = await lightning({ search: `policy=block&frameUrl=${encodeURIComponent(`${check.url}/frame`)}`, policy });
  assert.equal(await page.evaluate(() => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => 'runs', () => 'forbidden')), 'forbidden');
  page.complaints.length = 0; // which the browser has just told
  const frame = await (await inside('iframe')).contentFrame();
  await frame.waitForFunction(() => customElements.get('port-check') !== undefined);
  await (await inside('.files')).uploadFile(bad, scan);
  await frame.waitForFunction(() => document.querySelector('port-check').report?.verdict === 'blocked');
  assert.equal(await frame.evaluate(() => document.querySelector('port-check').ticket.subject), 'Port');
  await (await inside('.slds-button')).click();
  await until(page, () => /^Not sent yet/.test(document.querySelector('c-port-request').shadowRoot.querySelector('.said').textContent));
  assert.deepEqual(own.posts, []);
  const heights = await page.evaluate(() => [document.querySelector('c-port-request').shadowRoot.querySelector('iframe').clientHeight]);
  assert.ok(Math.abs(heights[0] - (await frame.evaluate(() => document.documentElement.scrollHeight))) <= 2, 'the frame is as high as what it shows');
  await shot('salesforce-frame');
  await (await inside('.files')).uploadFile(fine, scan);
  await frame.waitForFunction(() => ['ready', 'needs_attention'].includes(document.querySelector('port-check').report?.verdict));
  await (await inside('.slds-button')).click();
  await until(page, () => /^Thank you/.test(document.querySelector('c-port-request').shadowRoot.querySelector('.said').textContent));
});

test('the frame lets only pages of known origins hold it', async () => {
  const stranger = await openPortal();
  try {
    stranger.routes['GET /'] = html('Stranger', `<iframe src="${check.url}/frame"></iframe>`);
    await page.goto(stranger.url);
    await until(page, () => document.readyState === 'complete');
    await page.waitForFunction(() => true);
    const frame = page.frames().find((one) => one !== page.mainFrame());
    assert.doesNotMatch(await frame.content(), /port-check/);
    page.complaints = page.complaints.filter((text) => !/frame-ancestors/.test(text));
  } finally {
    stranger.close();
  }
});

test('Zammad: the own page and its relay make a ticket with every file', async () => {
  const web = mkdtempSync(join(tmpdir(), 'portcheck-zammad-'));
  cleanups.push(() => rmSync(web, { recursive: true, force: true }));
  cpSync(join(desks, 'zammad/form.html'), join(web, 'form.html'));
  cpSync(dist, join(web, 'portcheck'), { recursive: true });
  own.routes['POST /api/v1/tickets'] = () => ['application/json', '{"id":7,"number":"31007"}'];
  const relay = spawn(process.execPath, [join(desks, 'zammad/relay.mjs')], { env: { PATH: process.env.PATH, ZAMMAD_URL: own.url, ZAMMAD_TOKEN: 'token', PORT: '0', WEB: web }, stdio: ['ignore', 'pipe', 'inherit'] });
  cleanups.push(() => relay.kill());
  const url = await new Promise((resolve) => relay.stdout.on('data', (text) => resolve(/http:\S+/.exec(text)[0])));
  await page.goto(`${url}/`).catch(() => {});
  await until(page, () => customElements.get('port-check') && document.querySelector('port-check').active, 'a form for port requests alone asks for no category');
  for (const [name, text] of [['name', 'Dana Reyes'], ['email', 'dana@example.com'], ['message', 'Please.']]) await page.type(`[name=${name}]`, text);
  await (await page.$('input[type=file]')).uploadFile(bad, scan);
  await verdict('blocked');
  await page.click('button');
  assert.match(await notice(), /fix the problem below/);
  assert.deepEqual(own.posts, []);
  await (await page.$('input[type=file]')).uploadFile(fine, scan);
  await verdict('ready', 'needs_attention');
  await Promise.all([page.waitForNavigation(), page.click('button')]);
  assert.match(await page.$eval('body', (body) => body.innerText), /number 31007/);
  const { headers, body } = own.posts[0];
  assert.equal(headers.authorization, 'Token token=token');
  const ticket = JSON.parse(body);
  assert.equal(ticket.customer_id, 'guess:dana@example.com');
  assert.deepEqual(ticket.article.attachments.map((one) => one.filename), ['fine.csv', 'letter.pdf']);
  assert.equal(Buffer.from(ticket.article.attachments[0].data, 'base64').toString(), readFileSync(fine, 'utf8'));
  page.complaints = page.complaints.filter((text) => !/favicon|404/.test(text));
});
