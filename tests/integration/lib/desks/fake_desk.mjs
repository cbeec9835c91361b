// What the stand-ins for vendors' help-desks share: tickets in memory, an API that insists on its credentials, and a
// second host for files that refuses requests with credentials, as the vendors' do. Each vendor's shapes are in a file
// of its own beside this one, written from its documentation.
import { createHmac } from "node:crypto";
import http from "node:http";
import https from "node:https";

export const secret = "integration-secret-of-the-desk";
export const me = "9001"; // our account
export const customer = "7";

const listen = (server, host) =>
  new Promise((resolve) => server.listen(0, host, () => resolve(`http://${host}:${server.address().port}`)));

export class FakeDesk {
  tickets = new Map();
  requests = []; // { method, path, headers, body } of the API
  fetched = []; // paths of the file host
  deliveries = 0;
  #ids = 100;
  #files = new Map();
  #clock = Date.now() - 3_600_000;

  // (request) => { status, headers, body } to answer instead, { drop: true } to do what was asked and then hang up,
  // or { raw: (socket) => … } for what no HTTP server would say.
  fault = () => undefined;
  pageSize = 100;
  delay = 0; // ms before each answer

  // `tls`: { key, cert } for an API behind TLS.
  static async start(t, { tls } = {}) {
    const desk = new this();
    const serve = (request, response) => desk.#serve(request, response);
    desk.api = tls ? https.createServer(tls, serve) : http.createServer(serve);
    desk.cdn = http.createServer((request, response) => desk.#file(request, response));
    desk.url = await listen(desk.api, "127.0.0.1");
    if (tls) desk.url = desk.url.replace("http:", "https:");
    desk.files = await listen(desk.cdn, "127.0.0.2");
    t.after(() => {
      for (const server of [desk.api, desk.cdn]) {
        server.closeAllConnections();
        server.close();
      }
    });
    return desk;
  }

  get settings() {
    return {
      kind: this.kind,
      base_url: this.url,
      token: "integration-token",
      webhook_secrets: [secret],
      file_hosts: ["127.0.0.2"],
      private_addresses: true,
      plain_http: true,
      request_timeout: "2s",
      sweep_every: "0ms",
      ...this.ownSettings,
    };
  }

  id() {
    return String(++this.#ids);
  }
  now() {
    this.#clock += 1000;
    return new Date(this.#clock).toISOString();
  }

  create({ files = [], reason = "Number Management", sub = "Porting Numbers", ...more } = {}) {
    const id = this.ticketId(this.id());
    const at = this.now();
    this.tickets.set(id, { id, subject: "Port our numbers", description: "Please.", reason, sub, result: "", tags: ["vip"], created: at, updated: at, comments: [], ...more });
    this.comment(id, { author: customer, internal: false, body: "Please.", files });
    return id;
  }
  ticketId(id) {
    return id;
  }

  comment(ticketId, { author, internal, body, files = [] }) {
    const ticket = this.tickets.get(ticketId);
    const comment = { id: this.id(), author, internal, body, created: this.now(), files: files.map((file) => this.keep(file)) };
    ticket.comments.push(comment);
    this.touch(ticket);
    return comment;
  }
  keep(file) {
    const kept = { id: this.id(), ...file };
    this.#files.set(kept.id, kept);
    return kept;
  }
  kept(id) {
    return this.#files.get(id);
  }
  touch(ticket) {
    ticket.updated = this.now();
  }

  // --- what tests look at ---
  notes(id) {
    return this.tickets.get(id).comments.filter((comment) => comment.internal && comment.author === me);
  }
  published(id) {
    return this.tickets.get(id).comments.filter((comment) => !comment.internal && comment.author === me);
  }

  // --- HTTP ---
  async #serve(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url, this.url);
    const seen = { method: request.method, path: url.pathname, query: url.searchParams, headers: request.headers, body };
    this.requests.push(seen);
    if (this.delay) await new Promise((resolve) => setTimeout(resolve, this.delay));
    const fault = this.fault(seen);
    if (fault?.raw) return fault.raw(request.socket);
    if (fault && !fault.drop) {
      response.writeHead(fault.status, fault.headers ?? {});
      response.end(fault.body ?? "");
      return;
    }
    const json = (request.headers["content-type"] ?? "").includes("json") && body.length ? JSON.parse(body) : undefined;
    const answer = this.open(seen) || this.authorized(request.headers) ? await this.answer({ ...seen, json }) : { status: 401, json: { error: "Couldn't authenticate you" } };
    if (fault?.drop) {
      response.destroy();
      return;
    }
    const { status = 200, headers = {}, json: out, bytes } = answer ?? { status: 404, json: { error: "not found" } };
    const text = bytes ?? (out === undefined ? "" : JSON.stringify(out));
    response.writeHead(status, { ...(out !== undefined && { "content-type": "application/json" }), ...headers });
    response.end(text);
  }
  open() {
    return false;
  }

  #file(request, response) {
    this.fetched.push(request.url);
    if (request.headers.authorization || request.headers.cookie) {
      response.writeHead(403);
      response.end("credentials are not for this host");
      return;
    }
    const kept = this.#files.get(/(\d+)$/.exec(new URL(request.url, this.files).pathname)?.[1]);
    response.writeHead(kept ? 200 : 404);
    response.end(kept?.bytes ?? "");
  }

  // POSTs a webhook as the vendor would; `signal` gives up.
  async deliver(server, ticketId, { signal, ...options } = {}) {
    const { headers, body, query = "" } = this.webhook(this.tickets.get(ticketId) ?? { id: ticketId }, { actor: customer, delivery: `d${++this.deliveries}`, ...options });
    const response = await fetch(`${server.url}/webhooks/desk${query}`, { method: "POST", headers, body, signal });
    return { status: response.status, retryAfter: response.headers.get("retry-after"), body: await response.text() };
  }
}

export const hmac = (digest, encoding, text, key = secret) => createHmac(digest, key).update(text).digest(encoding);

// The parts of a multipart/form-data body: { name, filename, type, bytes }.
export function formParts(headers, body) {
  const boundary = /boundary=([^;]+)/.exec(headers["content-type"])[1];
  const text = body.toString("latin1");
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const split = part.indexOf("\r\n\r\n");
      const head = part.slice(0, split);
      return {
        name: /name="([^"]*)"/.exec(head)[1],
        filename: /filename="([^"]*)"/.exec(head)?.[1],
        type: /Content-Type: (.*)/.exec(head)?.[1]?.trim(),
        bytes: Buffer.from(part.slice(split + 4, -2), "latin1"),
      };
    });
}

export const page = (items, number, size) => items.slice((number - 1) * size, number * size);
