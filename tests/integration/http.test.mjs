// The HTTP surface: pages, headers, hostile peers, POST /api/v1/check.
import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import { describe, test } from "node:test";

import { Server, temporaryFolder } from "./lib/server.mjs";
import { letterFile, numbersFile } from "./lib/tickets.mjs";

async function webRoot(t) {
  const root = await temporaryFolder(t);
  await mkdir(path.join(root, "portal"));
  await mkdir(path.join(root, "assets"));
  await writeFile(path.join(root, "portal/index.html"), "<!doctype html><title>x</title>");
  await writeFile(path.join(root, "portal/frame.html"), "<!doctype html><title>frame</title>");
  await writeFile(path.join(root, "assets/a.wasm"), "\0asm");
  await writeFile(path.join(root, "assets/a.js"), "plain");
  await writeFile(path.join(root, "assets/a.js.br"), "packed");
  await writeFile(path.join(root, "secret.txt"), "secret");
  return root;
}

// Sends bytes as they are; everything that came back when the peer closed or `ms` passed.
function raw(server, text, ms = 3000) {
  return new Promise((resolve) => {
    const socket = net.connect(server.port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    const end = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.on("data", (piece) => (answer += piece.toString("latin1")));
    socket.on("close", end);
    socket.on("error", end);
    setTimeout(end, ms).unref();
  });
}

describe("pages", () => {
  test("come with a strict policy, a type and an ETag", async (t) => {
    const server = await Server.start(t, { config: { server: { web_root: await webRoot(t) } } });
    const page = await fetch(`${server.url}/portal`);
    assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
    assert.equal(
      page.headers.get("content-security-policy"),
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
        "require-trusted-types-for 'script'; trusted-types portcheck",
    );
    assert.equal(page.headers.get("x-content-type-options"), "nosniff");
    assert.equal((await fetch(`${server.url}/assets/a.wasm`)).headers.get("content-type"), "application/wasm");
    const etag = page.headers.get("etag");
    const again = await fetch(`${server.url}/portal`, { headers: { "if-none-match": etag } });
    assert.deepEqual([again.status, await again.text()], [304, ""]);
    const home = await fetch(`${server.url}/`, { redirect: "manual" });
    assert.deepEqual([home.status, home.headers.get("location")], [302, "/portal"]);
    const head = await fetch(`${server.url}/portal`, { method: "HEAD" });
    assert.deepEqual([head.status, head.headers.get("content-length"), await head.text()], [200, "31", ""]);
  });

  test("lend their files to every portal, and the frame to those of the configuration", async (t) => {
    const web_root = await webRoot(t);
    const cors_origins = ["https://support.example.com", "https://help.example.com"];
    const server = await Server.start(t, { config: { server: { web_root, cors_origins } } });
    const script = await fetch(`${server.url}/assets/a.js`);
    assert.equal(script.headers.get("access-control-allow-origin"), "*");
    assert.equal(script.headers.get("cross-origin-resource-policy"), "cross-origin");
    const page = await fetch(`${server.url}/portal`);
    assert.equal(page.headers.get("access-control-allow-origin"), null);
    assert.equal(page.headers.get("cross-origin-resource-policy"), "same-origin");
    const policyOf = async (one) => (await fetch(`${one.url}/frame`)).headers.get("content-security-policy");
    const framed = "frame-ancestors https://support.example.com https://help.example.com";
    assert.equal(await policyOf(server), page.headers.get("content-security-policy").replace("frame-ancestors 'none'", framed));
    const alone = await Server.start(t, { config: { server: { web_root } } });
    assert.match(await policyOf(alone), /frame-ancestors 'none'(;|$)/);
  });

  test("are sent packed to those who take it", async (t) => {
    const server = await Server.start(t, { config: { server: { web_root: await webRoot(t) } } });
    const ask = (encoding) => raw(server, `GET /assets/a.js HTTP/1.1\r\nHost: x\r\nAccept-Encoding: ${encoding}\r\nConnection: close\r\n\r\n`);
    assert.match(await ask("gzip, deflate, br"), /Content-Encoding: br[^]*\r\n\r\npacked$/);
    assert.match(await ask("identity"), /\r\n\r\nplain$/);
  });

  test("stay below their folder", async (t) => {
    const root = await webRoot(t);
    await symlink("/etc", path.join(root, "assets/etc"));
    const server = await Server.start(t, { config: { server: { web_root: root } } });
    for (const target of [
      "/assets/../secret.txt", "/assets/%2e%2e/secret.txt", "/assets/..%2fsecret.txt", "/assets//etc/passwd",
      "/assets/%00", "/assets/a.js%00.png", "/assets/", "/assets/.hidden", "/assets/..%5csecret.txt", "/assets/etc/passwd",
    ]) {
      const answer = await raw(server, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 404 /, target);
    }
  });
});

describe("hostile peers", () => {
  const open = (server, text) =>
    new Promise((resolve) => {
      const socket = net.connect(server.port, "127.0.0.1", () => {
        socket.write(text);
        resolve(socket);
      });
      socket.on("error", () => resolve(socket));
    });
  const dripInto = (t, sockets) => {
    const drip = setInterval(() => sockets.forEach((socket) => socket.writable && socket.write("a")), 200);
    t.after(() => {
      clearInterval(drip);
      sockets.forEach((socket) => socket.destroy());
    });
  };
  const healthy = async (server) => (await fetch(`${server.url}/healthz`, { signal: AbortSignal.timeout(30_000) })).status === 200;

  test("slow-loris connections by the hundred do not keep others out", async (t) => {
    const server = await Server.start(t, { config: { server: { threads: 4 } } });
    const head = "POST /webhooks/demo HTTP/1.1\r\nHost: x\r\nX-Slow: ";
    dripInto(t, await Promise.all(Array.from({ length: 800 }, () => open(server, head))));
    for (let i = 0; i < 10; ++i) assert.ok(await healthy(server));
    assert.ok((await server.metric("portcheck_http_connections_evicted_total")) > 0, "the oldest made room");
  });

  test("bodies that come byte by byte give their threads back", async (t) => {
    const server = await Server.start(t, { config: { server: { threads: 4 } } });
    const head = "POST /webhooks/demo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";
    dripInto(t, await Promise.all(Array.from({ length: 8 }, () => open(server, head))));
    assert.ok(await healthy(server));
  });

  test("a hundred callers at once are all answered, with few threads", async (t) => {
    const server = await Server.start(t, { config: { server: { threads: 4 } } });
    const answers = await Promise.all(Array.from({ length: 100 }, () => healthy(server)));
    assert.ok(answers.every(Boolean));
  });

  test("endless headers, odd framing and smuggling are refused", async (t) => {
    const server = await Server.start(t);
    const post = "POST /webhooks/demo HTTP/1.1\r\nHost: x\r\n";
    const status = async (text) => Number((await raw(server, text)).split(" ")[1] ?? 0);
    assert.equal(await status(`GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(40_000)}\r\n\r\n`), 431);
    assert.equal(await status(`GET /healthz HTTP/1.1\r\n${"X: y\r\n".repeat(10_000)}\r\n`), 431);
    assert.equal(await status(`GET /${"a".repeat(3000)} HTTP/1.1\r\nHost: x\r\n\r\n`), 414);
    assert.equal(await status(`${post}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`), 400);
    assert.equal(await status(`${post}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`), 400);
    assert.equal(await status(`${post}Content-Length: -1\r\n\r\n`), 400);
    assert.equal(await status(`${post}Content-Length: 99999999999999999999999\r\n\r\n`), 413);
    assert.equal(await status(`${post}Transfer-Encoding: gzip\r\n\r\n`), 400);
    assert.equal(await status("\0\x01\x02\r\n\r\n"), 400);
    // The refused body must not be read as the next request.
    const smuggled = await raw(server, `${post}Content-Length: 9999999\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`);
    assert.equal(smuggled.match(/HTTP\/1\.1 /g).length, 1);
  });

  test("several requests in one packet are answered in order", async (t) => {
    const server = await Server.start(t);
    const get = (path, more = "") => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
    const answer = await raw(server, get("/healthz") + get("/readyz") + get("/nothing", "Connection: close\r\n"));
    assert.deepEqual([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1]), ["200", "200", "404"]);
  });
});

describe("POST /api/v1/check", () => {
  const post = (server, { request, files = [], headers = {} }) => {
    const form = new FormData();
    if (request !== undefined) form.append("request", typeof request === "string" ? request : JSON.stringify(request));
    for (const file of files) form.append("files", new Blob([file.bytes]), file.name);
    return server.json("/api/v1/check", { method: "POST", body: form, headers });
  };

  test("answers the report, with our day where none is given", async (t) => {
    const server = await Server.start(t);
    const { status, body } = await post(server, {
      request: { ticket: { subject: "Port", reason: "Number Management", sub_category: "Porting Numbers" }, files: [{ name: "a.csv" }, { name: "b.pdf" }] },
      files: [numbersFile, letterFile],
    });
    assert.equal(status, 200);
    assert.equal(body.schema, "portcheck.report/1");
    assert.equal(body.checked_on, new Date().toISOString().slice(0, 10));
    assert.deepEqual(body.files.map((file) => file.name), ["a.csv", "b.pdf"]);
    assert.match(body.files[0].sha256, /^[0-9a-f]{64}$/);
    const dated = await post(server, { request: { today: "2026-02-03" }, files: [numbersFile] });
    assert.equal(dated.body.checked_on, "2026-02-03");
    assert.equal(dated.body.files[0].name, "numbers.csv");
  });

  for (const [what, end] of [["with", "\r\n"], ["without", ""]]) {
    test(`takes a form ${what} a line end after its last boundary`, async (t) => {
      const server = await Server.start(t);
      const part = (name, more, value) => `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
      const csv = "Number to Port,Campaign_url\n212-736-0143,https://acme.invoca.net/a_campaigns/terms/11\n".repeat(3000);
      const text = part("request", "", '{"today":"2026-11-22"}') + part("files", '; filename="a.csv"', csv) + `--b--${end}`;
      const answer = await server.json("/api/v1/check", { method: "POST", body: text, headers: { "content-type": "multipart/form-data; boundary=b" } });
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      assert.equal(answer.body.files[0].size, csv.length);
      assert.equal((await server.json("/healthz")).status, 200);
    });
  }

  test("names what is wrong with the request", async (t) => {
    const server = await Server.start(t);
    const wrong = await post(server, { request: { options: { max_findings: "many" } }, files: [numbersFile] });
    assert.deepEqual([wrong.status, wrong.body.error.where], [400, "options.max_findings"]);
    const broken = await post(server, { request: "{", files: [numbersFile] });
    assert.equal(broken.status, 400);
    const missing = await post(server, { request: { files: [{ name: "a" }, { name: "b" }] }, files: [numbersFile] });
    assert.deepEqual([missing.status, missing.body.error.where], [400, "files"]);
    const json = await server.json("/api/v1/check", { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    assert.equal(json.status, 415);
    const large = await Server.start(t, { config: { server: { upload_max: "1MiB" } } });
    const tooLarge = await post(large, { files: [{ name: "x.csv", bytes: Buffer.alloc(2 << 20, 0x61) }] });
    assert.equal(tooLarge.status, 413);
  });

  test("serves pages of other origins only when they are listed", async (t) => {
    const server = await Server.start(t, { config: { server: { cors_origins: ["https://support.example.com"] } } });
    const from = async (origin) => {
      const { status, headers } = await post(server, { files: [numbersFile], headers: { origin } });
      return [status, headers.get("access-control-allow-origin")];
    };
    assert.deepEqual(await from("https://support.example.com"), [200, "https://support.example.com"]);
    assert.deepEqual(await from("https://evil.example"), [403, null]);
    assert.deepEqual(await from(server.url), [200, null]);
    const preflight = await fetch(`${server.url}/api/v1/check`, { method: "OPTIONS", headers: { origin: "https://support.example.com" } });
    assert.equal(preflight.status, 204);
  });
});

test("health, readiness and metrics answer", async (t) => {
  const server = await Server.start(t);
  assert.deepEqual((await server.json("/healthz")).body, { alive: true });
  assert.deepEqual((await server.json("/readyz")).body, { ready: true });
  const metrics = await fetch(`${server.url}/metrics`);
  assert.match(metrics.headers.get("content-type"), /^text\/plain; version=0\.0\.4/);
  const text = await metrics.text();
  for (const line of text.split("\n")) {
    assert.match(line, /^$|^# (HELP|TYPE) (portcheck|process)_\w+ .+$|^(portcheck|process)_\w+(\{[^{}]*\})? [0-9.e+-]+$/);
  }
});

test("the log holds neither numbers nor names nor secrets", async (t) => {
  const { submit, annotated } = await import("./lib/tickets.mjs");
  const { apiToken, secret, adminToken } = await import("./lib/server.mjs");
  const server = await Server.start(t, { config: { log: { level: "debug" } } });
  const { id, key } = await submit(server, [numbersFile, letterFile], { description: "PIN 471108154711 for 2127360143" });
  await annotated(server, id);
  const log = JSON.stringify(server.lines);
  // Long enough that no random id or time can hold them by chance.
  const numbers = ["736-0143", "736-0144", "7360143", "7360144"];
  for (const text of [...numbers, "471108154711", "Pat Doe", "pat@customer", "numbers.csv", "acme.invoca", key, apiToken, secret.slice(6), adminToken]) {
    assert.ok(!log.includes(text), text);
  }
});
