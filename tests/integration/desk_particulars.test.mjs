// What only one help-desk does, and what goes wrong on the way to any: scans, conflicts, hosts, certificates, senders.
import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { describe, test } from "node:test";

import { hmac, me, secret } from "./lib/desks/fake_desk.mjs";
import { Freshdesk } from "./lib/desks/freshdesk.mjs";
import { Salesforce } from "./lib/desks/salesforce.mjs";
import { Zammad } from "./lib/desks/zammad.mjs";
import { Zendesk } from "./lib/desks/zendesk.mjs";
import { Server, adminToken, eventually, run, temporaryFolder } from "./lib/server.mjs";
import { finished, letterFile, sheet } from "./lib/tickets.mjs";

const numbers = { name: "numbers.csv", bytes: Buffer.from(sheet) };
const letter = { name: letterFile.name, bytes: Buffer.from(letterFile.bytes, "latin1") };

const start = (t, desk, more = {}, config = {}) =>
  Server.start(t, { config: { demo_desk: { enabled: false }, desks: { desk: { ...desk.settings, ...more } }, ...config } });
const last = (desk, id) => desk.notes(id).at(-1).body;

describe("Zendesk", () => {
  test("a file is waited for until the malware scan is done; one with malware is not fetched", async (t) => {
    const desk = await Zendesk.start(t);
    const server = await start(t, desk);
    let looks = 0;
    const scanned = { ...numbers, scan: () => (++looks < 4 ? "not_scanned" : "malware_not_found") };
    const infected = { ...letter, scan: () => "malware_found" };
    const id = desk.create({ files: [scanned, infected] });
    await desk.deliver(server, id);
    await finished(server, id, "annotated");
    assert.equal(looks, 4);
    assert.equal(desk.fetched.length, 1);
    assert.match(last(desk, id), /letter\.pdf<\/b> was not read: the help-desk found malware in it/);
    assert.equal(desk.notes(id).length, 1);
  });

  test("a trigger's own body, a closed ticket, and tags by their endpoint", async (t) => {
    const desk = await Zendesk.start(t);
    const server = await start(t, desk, { switches: ["tags_by_endpoint", "no_safe_update"] });
    const trigger = async (ticket, actor) => {
      const body = JSON.stringify({ ticket_id: ticket, actor, updated_at: "now" });
      const time = new Date().toISOString();
      const headers = { "content-type": "application/json", "x-zendesk-webhook-signature-timestamp": time, "x-zendesk-webhook-signature": hmac("sha256", "base64", time + body), "x-zendesk-webhook-invocation-id": `i${ticket}` };
      return (await fetch(`${server.url}/webhooks/desk`, { method: "POST", headers, body })).json();
    };
    const id = desk.create({ files: [numbers] });
    assert.deepEqual(await trigger(id, "7"), { accepted: 1 });
    await finished(server, id, "annotated");
    const updates = desk.requests.filter(({ method, path: target }) => method === "PUT" && target.startsWith("/api/v2/tickets/"));
    assert.ok(updates.some(({ path: target }) => target.endsWith("/tags.json")));
    assert.ok(updates.every(({ body }) => !/safe_update|additional_tags/.test(body)));
    const closed = desk.create({ files: [numbers], status: "closed" });
    await trigger(closed, "7");
    await finished(server, closed, "gone");
  });

  test("files are fetched from the listed host alone, over three redirects at most, and never past the bound", async (t) => {
    const desk = await Zendesk.start(t);
    let asked = 0;
    const foreign = http.createServer((_, response) => (++asked, response.end("secrets")));
    await new Promise((resolve) => foreign.listen(0, "127.0.0.3", resolve));
    t.after(() => foreign.close());
    const server = await start(t, desk, {}, { worker: { file_max: "1MiB" } });
    const to = (location) => ({ status: 302, headers: { location } });
    const answers = {
      "abroad.csv": () => to(`http://127.0.0.3:${foreign.address().port}/x`),
      "metadata.csv": () => to("http://169.254.169.254/latest/meta-data"),
      "file.csv": () => to("file:///etc/passwd"),
      "loop.csv": ({ path: target }) => to(`${desk.url}${target}`),
      "endless.csv": () => ({ status: 200, headers: {}, body: Buffer.alloc(3 << 20, "1") }),
    };
    const files = Object.keys(answers).map((name) => ({ name, bytes: Buffer.from("x") }));
    const id = desk.create({ files: [...files, numbers] });
    const kept = desk.tickets.get(id).comments[0].files;
    desk.fault = (request) => {
      const file = kept.find((one) => request.path === `/attachments/token/${one.id}`);
      return file && answers[file.name]?.(request);
    };
    await desk.deliver(server, id);
    await finished(server, id, "annotated");
    assert.equal(asked, 0);
    const note = last(desk, id);
    assert.match(note, /abroad\.csv<\/b> was not read: not fetched: host 127\.0\.0\.3 is not in file_hosts/);
    assert.match(note, /metadata\.csv<\/b> was not read: not fetched: host 169\.254\.169\.254/);
    assert.match(note, /file\.csv<\/b> was not read: not fetched/);
    assert.match(note, /loop\.csv<\/b> was not read: too many redirects/);
    assert.match(note, /endless\.csv<\/b> \(1\.0 MB\) was not read: it is larger/);
    assert.match(note, /numbers\.csv/);
  });

  test("the draft of a reply is in the customer's language, and customers' texts stay texts", async (t) => {
    const desk = await Zendesk.start(t);
    const server = await start(t, desk);
    const id = desk.create({ files: [{ name: "<img src=x onerror=alert(1)>.csv", bytes: numbers.bytes }] });
    await desk.deliver(server, id);
    await finished(server, id, "annotated");
    assert.match(last(desk, id), /Gracias por su solicitud/);
    assert.doesNotMatch(last(desk, id), /<img/);
  });
});

test("Freshdesk: an edited note has the sheets of its verdict alone", async (t) => {
  const desk = await Freshdesk.start(t);
  const server = await start(t, desk);
  const untidy = { name: "numbers.csv", bytes: Buffer.from("Number to Port,Campaign_url\r\n212.736.0143,acme.invoca.net/campaigns/1\r\n") };
  const id = desk.create({ files: [untidy] });
  await desk.deliver(server, id);
  await finished(server, id, "annotated");
  const [first] = desk.notes(id)[0].files;
  desk.comment(id, { author: "7", internal: false, body: "The letter.", files: [letter] });
  const from = server.lines.length;
  await desk.deliver(server, id);
  await finished(server, id, "annotated", from);
  const { files } = desk.notes(id)[0];
  assert.equal(files.length, 1);
  assert.notEqual(files[0].id, first.id);
});

test("Freshdesk: a note that an agent deleted is written again", async (t) => {
  const desk = await Freshdesk.start(t);
  const server = await start(t, desk);
  const id = desk.create({ files: [numbers] });
  await desk.deliver(server, id);
  await finished(server, id, "annotated");
  const ticket = desk.tickets.get(id);
  ticket.comments = ticket.comments.filter((comment) => comment.author !== me);
  desk.comment(id, { author: "7", internal: false, body: "The letter.", files: [letter] });
  const from = server.lines.length;
  await desk.deliver(server, id);
  await finished(server, id, "annotated", from);
  assert.equal(desk.notes(id).length, 1);
});

describe("Salesforce", () => {
  test("an Outbound Message is acknowledged as it must be, ours or not", async (t) => {
    const desk = await Salesforce.start(t);
    const server = await start(t, desk);
    const id = desk.create({ files: [numbers] });
    const taken = await desk.deliver(server, id);
    assert.equal(taken.status, 200);
    assert.match(taken.body, /<notificationsResponse xmlns="http:\/\/soap\.sforce\.com\/2005\/09\/outbound"><Ack>true<\/Ack><\/notificationsResponse>/);
    await finished(server, id, "annotated");
    const other = await desk.deliver(server, id, { organization: "00Dxx0000009999", delivery: "other" });
    assert.match(other.body, /<Ack>true/);
    assert.equal(await server.metric('portcheck_webhooks_total{desk="desk",outcome="ignored"}'), 1);
  });

  test("Apex signs as Standard Webhooks do; a revoked token is renewed", async (t) => {
    const desk = await Salesforce.start(t);
    const server = await start(t, desk);
    const id = desk.create({ files: [numbers] });
    const tell = (key) => {
      const body = JSON.stringify({ type: "ticket.attachment_added", data: { ticket_id: id, actor: "" } });
      const time = String(Math.floor(Date.now() / 1000));
      const signature = `v1,${hmac("sha256", "base64", `sf_${key}.${time}.${body}`)}`;
      return fetch(`${server.url}/webhooks/desk`, { method: "POST", body, headers: { "content-type": "application/json", "webhook-id": `sf_${key}`, "webhook-timestamp": time, "webhook-signature": signature } });
    };
    assert.equal((await tell("1")).status, 200);
    await finished(server, id, "annotated");
    desk.tokens.clear();
    desk.comment(id, { author: "7", internal: false, body: "", files: [letter] });
    const from = server.lines.length;
    await tell("2");
    await finished(server, id, "annotated", from);
    assert.match(last(desk, id), /letter\.pdf/);
    assert.equal(desk.notes(id).length, 1);
  });

  test("a note that is longer than a comment may be loses whole lines from its end, and says so", async (t) => {
    const desk = await Salesforce.start(t);
    const server = await start(t, desk);
    const cell = '"<b>&""\'</b>{x}[y|z]! Zürich Ünïcode"';
    const rows = Array.from({ length: 60 }, (_, i) => Array(9).fill(`${cell.slice(0, -1)} ${i}"`).join(","));
    const columns = "Number to Port,Campaign_url,Media Type,Destination Number,First Name,Last Name,State,City,Zip";
    const files = Array.from({ length: 8 }, (_, i) => ({ name: `numbers-ä-${i}.csv`, bytes: Buffer.from([columns, ...rows].join("\n")) }));
    const id = desk.create({ files });
    await desk.deliver(server, id);
    await finished(server, id, "annotated");
    const note = last(desk, id);
    assert.ok(Buffer.byteLength(note) <= 3900 && Buffer.byteLength(note) > 3000, `${Buffer.byteLength(note)} bytes`);
    assert.match(note, /^PortCheck: [^]*\nNext: [^]*[.)…"]\n\n… The rest was cut: a note holds no more in this help-desk\.\n\nportcheck:[0-9a-f]{24}\n$/);
  });
});

test("a certificate of one's own authority is taken from ca_file, and no other", async (t) => {
  const folder = await temporaryFolder(t);
  const openssl = (...args) => execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
  openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=desk", "-addext", "subjectAltName=IP:127.0.0.1");
  const read = (name) => readFileSync(path.join(folder, name));
  const desk = await Zammad.start(t, { tls: { key: read("key.pem"), cert: read("cert.pem") } });
  const doctor = async (more) => {
    const config = path.join(folder, "doctor.jsonc");
    await writeFile(config, JSON.stringify({ desks: { desk: { ...desk.settings, plain_http: false, file_hosts: [], ...more } } }));
    return run(["doctor", "--config", config]);
  };
  const known = await doctor({ ca_file: path.join(folder, "cert.pem") });
  assert.equal(known.code, 0, known.stdout);
  const unknown = await doctor({});
  assert.equal(unknown.code, 1);
  assert.match(unknown.stdout, /ca_file/);
});

test("dead letters are listed and tried again from the command line", async (t) => {
  const desk = await Zammad.start(t);
  const server = await start(t, desk);
  const id = desk.create({ files: [numbers] });
  desk.fault = ({ method }) => (method === "PUT" ? { status: 422 } : undefined);
  await desk.deliver(server, id);
  await server.log((line) => line.event === "job.dead");
  const config = path.join(server.data, "operator.jsonc");
  await writeFile(config, JSON.stringify({ server: { admin_token: adminToken, port: server.port } }));
  const list = await run(["dead-letters", "--config", config]);
  assert.equal(list.code, 0, list.stdout);
  const [, letterId] = /^(\d+) {2}desk {2}ticket \d+ .*refused after 1 attempts/m.exec(list.stdout);
  desk.fault = () => undefined;
  const replayed = await run(["replay", letterId, "--config", config]);
  assert.equal(replayed.code, 0, replayed.stdout);
  await finished(server, id, "annotated");
  assert.match((await run(["dead-letters", "--config", config])).stdout, /No ticket was given up/);
  assert.equal((await run(["replay", "--config", config])).code, 2);
  assert.equal((await run(["dead-letters", "--config", config], { PORTCHECK_SERVER_ADMIN_TOKEN: "another-token-of-length" })).code, 1);
});

test("one desk that asks for a pause holds no other up", async (t) => {
  const slow = await Zammad.start(t);
  const quick = await Freshdesk.start(t);
  const server = await Server.start(t, { config: { demo_desk: { enabled: false }, desks: { slow: slow.settings, desk: quick.settings } } });
  slow.fault = () => ({ status: 429, headers: { "retry-after": "30" } });
  for (let i = 0; i < 20; ++i) {
    const id = slow.create({ files: [numbers] });
    const { headers, body } = slow.webhook(slow.tickets.get(id), { actor: "7", delivery: `d${i}` });
    await fetch(`${server.url}/webhooks/slow`, { method: "POST", headers, body });
  }
  const id = quick.create({ files: [numbers] });
  await quick.deliver(server, id);
  await finished(server, id, "annotated");
  await eventually(() => server.lines.some((line) => line.event === "job.retry" && line.desk === "slow"), "the first was asked to wait");
  await eventually(async () => (await server.metric('portcheck_queue_jobs{state="pending"}')) === 20, "all wait");
  assert.ok(slow.requests.length <= 2, `${slow.requests.length} requests went to the desk that asked for a pause`);
});

describe("signatures by other hands", () => {
  test("npm standardwebhooks signs, and openssl does", async (t) => {
    const { Webhook } = await import(new URL("../../web/node_modules/standardwebhooks/dist/index.js", import.meta.url)).then((module) => module.default ?? module);
    const key = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const desk = await Zendesk.start(t);
    const own = { ...desk.settings, kind: "standard-webhooks", account: "us", webhook_secrets: [key], switches: [], user: undefined };
    for (const name of ["user", "reason_field", "sub_category_field", "result_field"]) delete own[name];
    const server = await Server.start(t, { config: { demo_desk: { enabled: false }, desks: { desk: own } } });
    const post = (id, time, signature, body) =>
      fetch(`${server.url}/webhooks/desk`, { method: "POST", body, headers: { "content-type": "application/json", "webhook-id": id, "webhook-timestamp": String(time), "webhook-signature": signature } }).then((answer) => answer.status);
    const body = JSON.stringify({ type: "invoice.paid", text: "Ünïcødé 📞" });
    const now = new Date();
    const time = Math.floor(now / 1000);
    assert.equal(await post("msg_npm", time, new Webhook(key).sign("msg_npm", now, body), body), 202);
    assert.equal(await post("msg_npm", time, new Webhook(`whsec_${Buffer.alloc(32, 9).toString("base64")}`).sign("msg_npm", now, body), body), 401);
    const openssl = (digest, hex, text) =>
      new Promise((resolve, reject) => {
        const child = execFile("openssl", ["dgst", `-${digest}`, "-mac", "HMAC", "-macopt", `hexkey:${hex}`, "-binary"], { encoding: "buffer" }, (error, out) => (error ? reject(error) : resolve(out)));
        child.stdin.end(text);
      });
    const hex = Buffer.from(key.slice(6), "base64").toString("hex");
    const mac = await openssl("sha256", hex, `msg_ssl.${time}.${body}`);
    assert.equal(await post("msg_ssl", time, `v1a,AAAA v1,${mac.toString("base64")}`, body), 202);

    // And ours, read by theirs: what send-test-webhook sends.
    const zendesk = Buffer.from(secret).toString("hex");
    const sample = `2021-03-25T05:09:27Z${body}`;
    assert.equal((await openssl("sha256", zendesk, sample)).toString("base64"), hmac("sha256", "base64", sample), "the stand-ins sign as openssl does");
  });
});
