// A real Request Tracker 5 and a real portcheckd, connected by deploy/desk/request-tracker/server/setup.pl as an operator
// would: what customers and agents see of it. About a minute on an idle machine with two processors.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import http from "node:http";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

import { RequestTracker } from "./lib/request_tracker.mjs";
import { Server, eventually, run, secret, temporaryFolder } from "./lib/server.mjs";
import { finished, letterFile, sheet } from "./lib/tickets.mjs";
import { writeFile } from "node:fs/promises";

const setup = fileURLToPath(new URL("../../deploy/desk/request-tracker/server/setup.pl", import.meta.url));
const burst = 200;
const untidy = "Number to Port,Campaign_url\r\n(212) 736-0143,acme.invoca.net/campaigns/1\r\n212.736.0144,https://acme.invoca.net/campaigns/1\r\n";
const porting = { "Case Reason": "Number Management", "Sub-Category": "Porting Numbers" };

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const file = (name, bytes) => ({ FileName: name, FileType: "application/octet-stream", FileContent: Buffer.from(bytes, "latin1").toString("base64") });

// Between portcheckd and Request Tracker: `before(request)` happens before a request goes on; `answered` has what came back.
async function between(t, target) {
  const proxy = { before: async () => {}, answered: [] };
  const server = http.createServer(async (request, response) => {
    await proxy.before(request);
    const onward = http.request(target + request.url, { method: request.method, headers: request.headers }, (answer) => {
      proxy.answered.push(`${request.method} ${request.url} ${answer.statusCode}`);
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => (server.closeAllConnections(), server.close()));
  proxy.url = `http://127.0.0.1:${server.address().port}`;
  return proxy;
}

class Connected {
  static async start(t) {
    const one = new Connected();
    one.port = await freePort();
    one.rt = await RequestTracker.start(t, {
      // Every request with a password or token costs RT a bcrypt: with the usual cost 12 a quarter of a second.
      config: `Set($BcryptCost, 4); Set($PortCheckWebhookURL, 'http://127.0.0.1:${one.port}/webhooks/rt'); Set($PortCheckWebhookSecret, '${secret}'); Set($PortCheckAccount, 'porting-bot');`,
    });
    const prepared = await new Promise((resolve) => {
      const child = spawn("perl", ["-I/usr/share/request-tracker5/lib", setup, "--queue", "Support", "--account", "porting-bot"], { env: one.rt.environment });
      let text = "";
      child.stdout.on("data", (more) => (text += more));
      child.stderr.on("data", (more) => (text += more));
      child.on("exit", (code) => resolve({ code, text }));
    });
    assert.equal(prepared.code, 0, prepared.text);
    one.token = /^token: (.*)$/m.exec(prepared.text)[1];
    one.between = await between(t, one.rt.url);
    one.data = await temporaryFolder(t);
    one.t = t;
    return one;
  }

  get config() {
    return {
      server: { port: this.port },
      queue: { coalesce_delay: "300ms" },
      demo_desk: { enabled: false },
      desks: {
        rt: {
          kind: "request-tracker",
          base_url: this.between.url,
          token: this.token,
          account: "porting-bot",
          webhook_secrets: [secret],
          result_ready: "passed",
          result_needs_attention: "needs-info",
          result_blocked: "failed",
          private_addresses: true,
          plain_http: true,
          sweep_every: "10s",
        },
      },
    };
  }

  async up() {
    this.server = await Server.start(this.t, { config: this.config, data: this.data });
    return this.server;
  }

  create(fields = {}, files = [], who = this.rt.customer) {
    return this.rt
      .rest("POST", "/ticket", { Queue: "Support", Subject: "Port our numbers", Requestor: "customer@example.test", Content: "Please.", CustomFields: porting, Attachments: files, ...fields }, who)
      .then((made) => String(made.id));
  }

  async transactions(id, type, who) {
    const { items } = await this.rt.rest("GET", `/ticket/${id}/history?fields=Type,Creator&per_page=100`, undefined, who);
    return items.filter((item) => item.Type === type);
  }
  comments(id, who) {
    return this.transactions(id, "Comment", who);
  }
  async result(id, who) {
    const { CustomFields: fields } = await this.rt.rest("GET", `/ticket/${id}`, undefined, who);
    return fields.find((field) => field.name === "Porting Validation")?.values[0];
  }
  // Texts and files of the ticket's comments, as agents see them.
  async written(id) {
    const { items } = await this.rt.rest("GET", `/ticket/${id}/attachments?fields=Filename,ContentType,Creator,TransactionId&per_page=100`);
    const ours = items.filter((item) => item.Creator.id === "porting-bot");
    const content = async (item) => Buffer.from((await this.rt.rest("GET", `/attachment/${item.id}`)).Content ?? "", "base64");
    const notes = ours.filter((item) => item.ContentType === "text/html" && !item.Filename);
    return { notes: await Promise.all(notes.map(async (item) => (await content(item)).toString())), files: await Promise.all(ours.filter((item) => item.Filename).map(async (item) => ({ name: item.Filename, bytes: await content(item) }))) };
  }

  // Somebody with a browser: what gives the pages of the session.
  async browser({ name, password }) {
    const jar = new Map();
    const visit = async (target, options = {}) => {
      const response = await fetch(this.rt.url + target, { redirect: "manual", ...options, headers: { referer: `${this.rt.url}/`, cookie: [...jar].map((pair) => pair.join("=")).join("; ") } });
      for (const cookie of response.headers.getSetCookie?.() ?? [response.headers.get("set-cookie")].filter(Boolean)) {
        const [name, ...value] = cookie.split(";")[0].split("=");
        jar.set(name, value.join("="));
      }
      return response;
    };
    await visit("/NoAuth/Login.html", { method: "POST", body: new URLSearchParams({ user: name, pass: password }) });
    return visit;
  }

  async selfService(visit, fields, files) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ Queue: String(this.rt.queueId), id: "new", SubmitTicket: "Create", Requestors: "customer@example.test", ...fields })) form.append(name, value);
    for (const [name, bytes] of files) form.append("Attach", new Blob([bytes]), name);
    const response = await visit("/SelfService/Create.html", { method: "POST", body: form });
    const text = (response.headers.get("location") ?? "") + (await response.text());
    const id = /Ticket (\d+) created|id=(\d+)/.exec(text);
    assert.ok(id, text.replaceAll(/<[^>]*>|\s+/g, " ").slice(0, 600));
    return id[1] ?? id[2];
  }
}

test("Request Tracker", { timeout: 900_000 }, async (t) => {
  const desk = await Connected.start(t);
  const { rt } = desk;
  let server = await desk.up();
  const step = (name, body) => t.test(name, body);
  let first;

  await step("a request made by REST gets a note, the result and a repaired sheet, for agents alone", async () => {
    first = await desk.create({}, [file("numbers.csv", untidy)]);
    await finished(server, first, "annotated");
    assert.equal(await desk.result(first), "failed", "the letter is missing");
    const { notes, files } = await desk.written(first);
    assert.equal(notes.length, 1);
    assert.match(notes[0], /TKT-001/);
    assert.equal(files.length, 1);
    assert.equal(files[0].bytes.subarray(0, 2).toString(), "PK");
    assert.equal((await desk.comments(first)).length, 1);

    assert.equal((await desk.comments(first, rt.customer)).length, 0, "customers see no comment");
    assert.equal(await desk.result(first, rt.customer), undefined, "nor the result");
    const { items } = await rt.rest("GET", `/ticket/${first}/attachments?fields=Filename&per_page=100`, undefined, rt.customer);
    assert.ok(items.every((item) => item.Filename !== files[0].name), "nor the sheet");
    await assert.rejects(async () => {
      const answer = await rt.rest("PUT", `/ticket/${first}`, { CustomFields: { "Porting Validation": "passed" } }, rt.customer);
      if (!/added|changed/.test(JSON.stringify(answer))) throw new Error("refused");
    });
    assert.equal(await desk.result(first), "failed", "a customer cannot set it");
  });

  await step("a letter that comes with a reply replaces the note; our own writing starts nothing", async () => {
    const from = server.lines.length;
    const form = new FormData();
    form.append("JSON", JSON.stringify({ Content: "The letter.", ContentType: "text/plain" }));
    form.append("Attachments", new Blob([Buffer.from(letterFile.bytes, "latin1")]), "Carta é.pdf");
    const { name, password } = rt.customer;
    const sent = await fetch(`${rt.api}/ticket/${first}/correspond`, { method: "POST", body: form, headers: { authorization: `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}` } });
    assert.equal(sent.status, 201);
    await finished(server, first, "annotated", from);
    assert.equal(await desk.result(first), "needs-info");
    const { notes } = await desk.written(first);
    assert.equal(notes.length, 2);
    assert.match(notes[1], /replaces PortCheck&#39;s earlier notes|replaces PortCheck's earlier notes/);
    assert.match(notes[1], /Carta é\.pdf/);
    assert.ok(server.lines.slice(from).filter((line) => line.event === "webhook.accepted").every((line) => line.kind === "ticket.replied"));
  });

  await step("the self-service form", async () => {
    const value = (name, chosen) => ({ [`Object-RT::Ticket--CustomField-${rt.fields[name]}-Values`]: chosen });
    const customer = await desk.browser(rt.customer);
    const id = await desk.selfService(customer, { Subject: "Port", Content: "Please", ...value("Case Reason", "Number Management"), ...value("Sub-Category", "Porting Numbers") }, [["numbers.csv", sheet]]);
    await finished(server, id, "annotated");
    assert.equal(await desk.result(id), "failed", "the letter is missing");
    assert.equal((await desk.comments(id)).length, 1);
    const seen = async (visit, page) => (await (await visit(`${page}?id=${id}`)).text()).replaceAll(/<[^>]*>/g, " ");
    const shown = await seen(customer, "/SelfService/Display.html");
    assert.match(shown, /numbers\.csv/);
    assert.doesNotMatch(shown, /PortCheck|TKT-001|Porting Validation/);
    const agent = await desk.browser(rt.root);
    assert.match(await seen(agent, "/Ticket/Display.html"), /Porting Validation[^]*failed/);
    const history = await seen(agent, "/Ticket/History.html");
    assert.match(history, /PortCheck[^]*TKT-001[^]*Draft of a reply/);
    assert.doesNotMatch(history, /Show quoted text/, "RT folds quotes: the draft of a reply is none");
  });

  await step("an agent who changes the ticket at the same moment loses nothing", async () => {
    let changed = false;
    desk.between.before = async ({ method, url }) => {
      if (method !== "PUT" || changed) return;
      changed = true;
      await rt.rest("PUT", url.replace("/REST/2.0", ""), { Priority: 7, CustomFields: { "Porting Validation": "passed" } });
    };
    const id = await desk.create({}, [file("numbers.csv", sheet)]);
    await finished(server, id, "annotated");
    desk.between.before = async () => {};
    assert.ok(desk.between.answered.includes(`PUT /REST/2.0/ticket/${id} 412`), "the ticket had changed");
    assert.equal(await desk.result(id), "failed");
    assert.equal((await rt.rest("GET", `/ticket/${id}`)).Priority, "7");
    assert.equal((await desk.comments(id)).length, 1);
  });

  await step("a ticket that is filed as something else, and as a port again", async () => {
    const id = await desk.create({ CustomFields: { "Case Reason": "Billing", "Sub-Category": "Buy Numbers" } }, [file("numbers.csv", sheet), file("Content", "see below")]);
    await finished(server, id, "skipped");
    assert.equal((await desk.comments(id)).length, 0);
    let from = server.lines.length;
    await rt.rest("PUT", `/ticket/${id}`, { CustomFields: porting });
    await finished(server, id, "annotated", from);
    assert.equal(await desk.result(id), "failed");
    assert.doesNotMatch((await desk.written(id)).notes[0], /was not read/, "a file may be named as RT's JSON names its bytes");
    from = server.lines.length;
    await rt.rest("PUT", `/ticket/${id}`, { CustomFields: { "Case Reason": "Billing" } });
    await finished(server, id, "skipped", from);
    assert.ok(!(await desk.result(id)), "the result is cleared");
    const { notes } = await desk.written(id);
    assert.match(notes.at(-1), /no longer filed as a porting request/);
  });

  await step("doctor and send-test-webhook agree with it", async () => {
    const config = `${desk.data}/doctor.jsonc`;
    await writeFile(config, JSON.stringify(desk.config));
    const good = await run(["doctor", "--config", config]);
    assert.equal(good.code, 0, good.stdout);
    const from = server.lines.length;
    const sent = await run(["send-test-webhook", "--desk", "rt", "--ticket", first, "--config", config]);
    assert.equal(sent.code, 0, sent.stdout + sent.stderr);
    await finished(server, first, "annotated", from);
  });

  await step("an event that is lost while the server is down is found by the sweep", async () => {
    await server.stop();
    const lost = await desk.create({}, [file("numbers.csv", sheet)]);
    assert.match(await rt.log(), /PortCheck webhook rt_txn_\d+: 500/);
    server = await desk.up();
    await finished(server, lost, "annotated");
    assert.equal((await desk.comments(lost)).length, 1);
  });

  await step(`${burst} tickets at once: one note each`, async () => {
    // RT's own scrips write mails that nobody gets here; they are most of its work.
    await rt.perl(`my $scrips = RT::Scrips->new(RT->SystemUser); $scrips->UnLimit; while (my $one = $scrips->Next) { $one->SetDisabled(1) if $one->Description ne 'PortCheck' } print 'done'`);
    const made = [];
    const left = Array.from({ length: burst }, (_, n) => n);
    const customer = async () => {
      while (left.length > 0) made.push(await desk.create({ Subject: `Port ${left.pop()}` }, [file("numbers.csv", sheet)]));
    };
    await Promise.all([customer(), customer(), customer(), customer()]);
    assert.equal(made.length, burst);
    await eventually(async () => (await server.metric('portcheck_queue_jobs{state="pending"}')) + (await server.metric('portcheck_queue_jobs{state="leased"}')) === 0, "all are checked", 600_000);
    const counted = JSON.parse(await rt.perl(`
      use JSON (); my %notes;
      for my $id (${made.join(",")}) {
        my $ticket = RT::Ticket->new(RT->SystemUser); $ticket->Load($id);
        my $all = $ticket->Transactions; $all->Limit(FIELD => 'Type', VALUE => 'Comment');
        ++$notes{ $all->Count . ' ' . ($ticket->FirstCustomFieldValue('Porting Validation') // '') };
      }
      print JSON::encode_json(\\%notes);
    `));
    assert.deepEqual(counted, { "1 failed": burst });
    assert.equal(await server.metric('portcheck_queue_jobs{state="dead"}'), 0);
  });
});
