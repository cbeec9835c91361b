// deploy/nginx/portcheck.conf as it stands, with only its addresses and files changed, in Debian's nginx before a real server.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { Server, adminToken, eventually, temporaryFolder } from "./lib/server.mjs";
import { letterFile, numbersFile, porting, read } from "./lib/tickets.mjs";
import { event, signed } from "./lib/webhook.mjs";

const other = "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

async function freePort() {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

function replaced(text, pairs) {
  for (const [from, to] of pairs) {
    assert.ok(text.includes(from), `portcheck.conf has no "${from}"`);
    text = text.replaceAll(from, to);
  }
  return text;
}

async function startNginx(t, server) {
  const folder = await temporaryFolder(t);
  await mkdir(path.join(folder, "logs"));
  execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=porting.example.com", "-addext", "subjectAltName=DNS:porting.example.com,IP:127.0.0.1"], { cwd: folder, stdio: "ignore" });
  const [plain, tls] = [await freePort(), await freePort()];
  const site = replaced(await readFile(new URL("../../deploy/nginx/portcheck.conf", import.meta.url), "utf8"), [
    ["listen 80;", `listen 127.0.0.1:${plain};`],
    ["listen 443 ssl http2;", `listen 127.0.0.1:${tls} ssl http2;`],
    ["server 127.0.0.1:8080;", `server 127.0.0.1:${server.port};`],
    ["/etc/ssl/certs/porting.example.com.pem", path.join(folder, "cert.pem")],
    ["/etc/ssl/private/porting.example.com.key", path.join(folder, "key.pem")],
  ]);
  await writeFile(path.join(folder, "site.conf"), site);
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((one) => `${one}_temp_path ${folder}/${one};`).join("\n");
  await writeFile(path.join(folder, "nginx.conf"), `daemon off;\n${process.getuid() === 0 ? "user root;\n" : ""}worker_processes 1;\npid ${folder}/pid;\nerror_log ${folder}/logs/error.log;\nevents {}\nhttp {\naccess_log off;\n${places}\ninclude ${folder}/site.conf;\n}\n`);
  const nginx = spawn("/usr/sbin/nginx", ["-p", folder, "-c", path.join(folder, "nginx.conf")], { stdio: ["ignore", "ignore", "pipe"] });
  let complaints = "";
  nginx.stderr.on("data", (piece) => (complaints += piece));
  const ended = new Promise((resolve) => nginx.on("exit", resolve));
  t.after(async () => {
    nginx.kill("SIGTERM");
    await ended;
  });
  const ca = await readFile(path.join(folder, "cert.pem"));
  const proxy = { plain, tls, ca };
  await eventually(async () => {
    assert.equal(nginx.exitCode, null, complaints);
    return request(proxy, "GET", "/healthz").then(({ status }) => status === 200, () => false);
  }, "nginx answers");
  return proxy;
}

// Over TLS with a verified certificate, from the loopback address that is to be the customer's.
function request(proxy, method, target, { headers = {}, body, from = "127.0.0.1" } = {}) {
  return new Promise((resolve, reject) => {
    const ask = https.request({ host: "127.0.0.1", port: proxy.tls, servername: "porting.example.com", localAddress: from, ca: proxy.ca, agent: false, method, path: target, headers: { host: `porting.example.com:${proxy.tls}`, ...headers } }, async (response) => {
      const pieces = [];
      for await (const piece of response) pieces.push(piece);
      resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(pieces).toString() });
    });
    ask.on("error", reject);
    ask.end(body);
  });
}

async function multipart(fields, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append("attachments", new Blob([file.bytes]), file.name);
  const made = new Response(form);
  return { headers: { "content-type": made.headers.get("content-type") }, body: Buffer.from(await made.arrayBuffer()) };
}

describe("behind nginx", () => {
  let server, proxy;
  const cleanups = [];
  before(async () => {
    const t = { after: (cleanup) => cleanups.push(cleanup) };
    server = await Server.start(t, { config: { server: { trusted_proxies: ["127.0.0.1"], rate_limit: 1, rate_burst: 20 }, demo_desk: { agent_password: "correct horse" } } });
    proxy = await startNginx(t, server);
  });
  after(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  });
  const webhook = (options = {}, body = event(4242)) => request(proxy, "POST", "/webhooks/demo", { ...options, headers: { ...signed(body, options), ...options.headers }, body });

  test("a signed webhook is accepted through TLS, with its trace", async () => {
    const taken = await webhook({ headers: { traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01" } });
    assert.deepEqual([taken.status, taken.text], [202, '{"accepted":1}\n']);
    await server.log((line) => line.event === "webhook.accepted" && line.trace_id === "4bf92f3577b34da6a3ce929d0e0e4736");
    assert.equal(taken.headers["strict-transport-security"], "max-age=31536000");
    assert.equal(taken.headers["x-content-type-options"], "nosniff");
    assert.equal((await webhook({ age: 400 })).status, 401);
  });

  test("the rate limit is each customer's own, whatever they write into the header", async () => {
    const guess = (_, i) => webhook({ key: other, from: "127.0.0.2", headers: { "x-forwarded-for": `203.0.113.${i}`, forwarded: `for=203.0.113.${i}` } });
    const answers = await Promise.all(Array.from({ length: 40 }, guess));
    assert.deepEqual([...new Set(answers.map((one) => one.status))].sort(), [401, 429]);
    assert.match(answers.find((one) => one.status === 429).headers["retry-after"], /^[1-9]\d*$/);
    assert.equal((await webhook({ key: other, from: "127.0.0.3" })).status, 401);
    assert.equal((await webhook({ from: "127.0.0.2" })).status, 202);
  });

  test("large bodies stop at the proxy, however they are sent", async () => {
    const body = Buffer.alloc((1 << 20) + 1, 0x20);
    for (const headers of [{}, { "transfer-encoding": "chunked" }]) {
      const refused = await webhook({ headers }, body);
      assert.equal(refused.status, 413);
      assert.match(refused.text, /<h1>413/, "by nginx's own page: the server did not see it");
    }
    const form = await request(proxy, "POST", "/api/v1/check", { headers: { "content-type": "multipart/form-data; boundary=b", "content-length": String(65 << 20) } });
    assert.equal(form.status, 413);
    assert.match(form.text, /<h1>413/);
  });

  test("a customer's form with large files reaches the ticket, and the agent answers it", async () => {
    const padded = { name: "numbers.csv", bytes: numbersFile.bytes + "\r\n".repeat(1 << 20) };
    const { headers, body } = await multipart({ name: "Pat Doe", email: "pat@customer.example", subject: "Port", description: "Please.", ...porting }, [padded, letterFile]);
    const made = await request(proxy, "POST", "/portal/tickets", { headers: { accept: "application/json", ...headers }, body, from: "127.0.0.4" });
    assert.equal(made.status, 201, made.text);
    const { id } = JSON.parse(made.text);
    await eventually(async () => (await read(server, id)).custom_fields.porting_result, "the ticket is checked");

    const authorization = `Basic ${Buffer.from("agent:correct horse").toString("base64")}`;
    const page = await request(proxy, "GET", `/agent/tickets/${id}`, { headers: { authorization }, from: "127.0.0.5" });
    assert.equal(page.status, 200);
    assert.match(page.headers["content-security-policy"], /default-src 'none'/);
    assert.equal(page.headers["set-cookie"], undefined, "there is no cookie to steal");
    const reply = (origin) => request(proxy, "POST", `/agent/tickets/${id}/reply`, { headers: { authorization, origin, "content-type": "application/x-www-form-urlencoded" }, body: "body=Thanks&visibility=internal&status=open", from: "127.0.0.5" });
    assert.equal((await reply(`https://porting.example.com:${proxy.tls}`)).status, 303);
    assert.equal((await reply("https://evil.example")).status, 403);
    assert.equal((await request(proxy, "GET", "/agent", { from: "127.0.0.5" })).status, 401);
  });

  test("operators' routes answer this machine alone, and plain HTTP leads to TLS", async () => {
    const authorization = `Bearer ${adminToken}`;
    assert.equal((await request(proxy, "GET", "/metrics")).status, 200);
    assert.equal((await request(proxy, "GET", "/api/v1/dead-letters", { headers: { authorization } })).status, 200);
    for (const target of ["/metrics", "/api/v1/dead-letters", "/api/v1/dead-letters/1/replay"])
      assert.equal((await request(proxy, "GET", target, { headers: { authorization }, from: "127.0.0.6" })).status, 403, target);
    const redirect = await new Promise((resolve) => http.get({ host: "127.0.0.1", port: proxy.plain, path: "/portal?x=1", headers: { host: "porting.example.com" } }, resolve));
    redirect.resume();
    assert.deepEqual([redirect.statusCode, redirect.headers.location], [301, "https://porting.example.com/portal?x=1"]);
  });
});
