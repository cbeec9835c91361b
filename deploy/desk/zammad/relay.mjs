// node relay.mjs: takes the form of form.html and makes a Zammad ticket of it, with all its files, which Zammad's own web
// form cannot. Node 18 or newer, nothing else. Behind a TLS-terminating proxy that limits requests per address.
//   ZAMMAD_URL     https://zammad.example.com
//   ZAMMAD_TOKEN   an access token of an agent with ticket.agent
//   ZAMMAD_GROUP   the group that reads port requests (default: Users)
//   PORT           on 127.0.0.1 (default: 8090)
//   WEB            a folder with form.html and portcheck/ to serve beside it (default: none)
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const { ZAMMAD_URL, ZAMMAD_TOKEN, ZAMMAD_GROUP = 'Users', PORT = '8090', WEB = '' } = process.env;
if (!ZAMMAD_URL || !ZAMMAD_TOKEN) {
  console.error('relay: set ZAMMAD_URL and ZAMMAD_TOKEN');
  process.exit(2);
}
const mostBytes = 30_000_000;
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.wasm': 'application/wasm', '.txt': 'text/plain; charset=utf-8' };

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > mostBytes) throw Object.assign(new Error('These files are too large to be sent at once.'), { status: 413 });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function makeTicket(form) {
  const text = (name) => String(form.get(name) ?? '');
  const files = form.getAll('attachments').filter((file) => file.size > 0);
  const attachments = await Promise.all(
    files.map(async (file) => ({ filename: file.name, data: Buffer.from(await file.arrayBuffer()).toString('base64'), 'mime-type': file.type || 'application/octet-stream' })),
  );
  const response = await fetch(new URL('/api/v1/tickets', ZAMMAD_URL), {
    method: 'POST',
    headers: { Authorization: `Token token=${ZAMMAD_TOKEN}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({
      title: text('subject'),
      group: ZAMMAD_GROUP,
      customer_id: `guess:${text('email')}`,
      article: { type: 'web', sender: 'Customer', content_type: 'text/plain', from: `${text('name')} <${text('email')}>`, subject: text('subject'), body: text('message'), internal: false, attachments },
    }),
    redirect: 'error',
    signal: AbortSignal.timeout(30_000),
  });
  if (!response.ok) throw Object.assign(new Error('The help-desk does not take requests at the moment. Please try again later.'), { status: 502, detail: `${response.status} ${(await response.text()).slice(0, 300)}` });
  return (await response.json()).number;
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://relay');
  if (request.method === 'POST' && pathname === '/tickets') {
    const body = await bodyOf(request);
    const form = await new Response(body, { headers: { 'Content-Type': request.headers['content-type'] ?? '' } }).formData().catch(() => {
      throw Object.assign(new Error('This is not a form.'), { status: 400 });
    });
    const number = await makeTicket(form);
    response.writeHead(201, { 'Content-Type': 'text/plain; charset=utf-8' });
    return response.end(`Thank you. Your request has the number ${number}.\n`);
  }
  const name = pathname === '/' ? 'form.html' : normalize(pathname).replace(/^[/.]+/, '');
  const file = WEB && request.method === 'GET' ? await readFile(join(WEB, name)).catch(() => undefined) : undefined;
  if (!file) throw Object.assign(new Error('There is no such page.'), { status: 404 });
  response.writeHead(200, { 'Content-Type': types[extname(name)] ?? 'application/octet-stream', 'X-Content-Type-Options': 'nosniff' });
  response.end(file);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    if (!error.status || error.detail) console.error(`relay: ${error.detail ?? error.stack}`);
    response.writeHead(error.status ?? 500, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
    response.end(`${error.status ? error.message : 'This could not be sent. Please try again later.'}\n`);
  });
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`relay: http://127.0.0.1:${server.address().port}`));
