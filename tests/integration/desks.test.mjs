// Every vendor's help-desk, as a stand-in that enforces its documented behaviour over real HTTP: what holds for one holds
// for all. What only one of them does is in desk_particulars.test.mjs.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { me } from "./lib/desks/fake_desk.mjs";
import { Freshdesk } from "./lib/desks/freshdesk.mjs";
import { HubSpot } from "./lib/desks/hubspot.mjs";
import { Jira } from "./lib/desks/jira.mjs";
import { Salesforce } from "./lib/desks/salesforce.mjs";
import { Zammad } from "./lib/desks/zammad.mjs";
import { Zendesk } from "./lib/desks/zendesk.mjs";
import { Server, eventually, run, sleep } from "./lib/server.mjs";
import { finished, letterFile, sheet } from "./lib/tickets.mjs";
import { writeFile } from "node:fs/promises";

// Something to repair: an address without https, and a row twice.
const untidy = { name: "numbers.csv", bytes: Buffer.from("Number to Port,Campaign_url\r\n2127360143,acme.invoca.net/campaigns/1\r\n2127360143,acme.invoca.net/campaigns/1\r\n") };
const tidy = { name: "numbers.csv", bytes: Buffer.from(sheet) };
const letter = { name: letterFile.name, bytes: Buffer.from(letterFile.bytes, "latin1") };

const start = (t, desk, more = {}) =>
  Server.start(t, { config: { demo_desk: { enabled: false }, desks: { desk: { ...desk.settings, ...more } }, ...(more.config ?? {}) } });

const settled = (server, id, outcome = "annotated", from = 0) => finished(server, id, outcome, from);

async function quiet(server) {
  await eventually(async () => (await server.metric('portcheck_queue_jobs{state="pending"}')) + (await server.metric('portcheck_queue_jobs{state="leased"}')) === 0, "the queue is empty");
}

for (const Desk of [Zendesk, Freshdesk, Zammad, Jira, HubSpot, Salesforce]) {
  describe(new Desk().kind, () => {
    test("a webhook leads to one internal note, the result and a tag; nothing is public", async (t) => {
      const desk = await Desk.start(t);
      const server = await start(t, desk);
      const id = desk.create({ files: [untidy, letter] });
      assert.ok([200, 202].includes((await desk.deliver(server, id)).status));
      await settled(server, id);
      const ticket = desk.tickets.get(id);
      assert.match(ticket.result, /^(ready|needs_attention|blocked)$/);
      assert.deepEqual(ticket.tags, ["vip", `porting_${ticket.result}`]);
      const [note, ...others] = desk.notes(id);
      assert.equal(others.length, 0);
      assert.match(note.body, /numbers\.csv/);
      assert.match(note.body, /portcheck:[0-9a-f]{24}/);
      assert.equal(desk.published(id).length, 0);
      if (desk.takesFiles) {
        assert.equal(note.files.length, 1);
        assert.equal(note.files[0].bytes.subarray(0, 2).toString(), "PK");
      }
    });

    test("repeated deliveries, our own changes and other categories write nothing", async (t) => {
      const desk = await Desk.start(t);
      const server = await start(t, desk);
      const id = desk.create({ files: [untidy, letter] });
      await desk.deliver(server, id);
      await settled(server, id);
      const { updated } = desk.tickets.get(id);
      for (let i = 0; i < 10; ++i) await desk.deliver(server, id, { delivery: "the same" });
      await quiet(server);
      if (desk.kind !== "freshdesk") {
        const before = await server.metric('portcheck_webhook_events_total{desk="desk",outcome="new"}');
        assert.ok((await desk.deliver(server, id, { actor: me })).status < 300);
        assert.equal(await server.metric('portcheck_webhook_events_total{desk="desk",outcome="new"}'), before, "our own change starts nothing");
      }
      assert.equal(desk.tickets.get(id).updated, updated);

      const other = desk.create({ files: [tidy], reason: "Billing", sub: "Invoice" });
      await desk.deliver(server, other);
      await settled(server, other, "skipped");
      assert.equal(desk.notes(other).length, 0);
      assert.equal(desk.tickets.get(other).result, "");
    });

    test("a file that comes after two hundred comments is seen, and the note brought up to date", async (t) => {
      const desk = await Desk.start(t);
      const server = await start(t, desk);
      const id = desk.create({ files: [tidy] });
      await desk.deliver(server, id);
      await settled(server, id);
      assert.equal(desk.tickets.get(id).result, "blocked");
      for (let i = 0; i < 200; ++i) desk.comment(id, { author: "8", internal: true, body: `note ${i}` });
      desk.comment(id, { author: "7", internal: false, body: "The letter.", files: [letter] });
      const from = server.lines.length;
      await desk.deliver(server, id);
      await settled(server, id, "annotated", from);
      const notes = desk.notes(id);
      assert.equal(notes.length, desk.edits ? 1 : 2, "edited where the desk can, replaced where it cannot");
      assert.notEqual(desk.tickets.get(id).result, "blocked");
      assert.match(notes.at(-1).body, /letter\.pdf/);
      assert.match(notes.at(-1).body, /Before: blocked on /);
      if (!desk.edits) assert.match(notes.at(-1).body, /replaces PortCheck(?:'|&#39;)s earlier notes/);
      assert.deepEqual(desk.tickets.get(id).tags, ["vip", `porting_${desk.tickets.get(id).result}`]);
    });

    test("hangs up after the note is written: the next attempt writes no second one", async (t) => {
      const desk = await Desk.start(t);
      const server = await start(t, desk);
      const id = desk.create({ files: [tidy, letter] });
      let broken = 0;
      desk.fault = ({ method, path }) =>
        method !== "GET" && !/token|search|batch|uploads/.test(path) && desk.notes(id).length === 0 && broken++ === 0 ? { drop: true } : undefined;
      await desk.deliver(server, id);
      await settled(server, id);
      assert.ok(broken > 0);
      assert.equal(desk.notes(id).length, 1);
      assert.equal(desk.tickets.get(id).tags.length, 2);
    });

    test("asks for a pause: nothing goes out until it is over", async (t) => {
      const desk = await Desk.start(t);
      const server = await start(t, desk);
      const id = desk.create({ files: [tidy, letter] });
      let paused = 0;
      desk.fault = ({ path }) => (path !== "/services/oauth2/token" && paused === 0 ? ((paused = Date.now()), { status: 429, headers: { "retry-after": "2" } }) : undefined);
      await desk.deliver(server, id);
      await eventually(() => paused, "the desk was asked");
      const asked = desk.requests.length;
      await sleep(1200);
      assert.equal(desk.requests.length, asked, "no request during the pause");
      await settled(server, id);
      assert.equal(desk.notes(id).length, 1);
    });

    test("a wrong secret is refused, and what is not of the form", async (t) => {
      const desk = await Desk.start(t);
      const server = await start(t, desk);
      const id = desk.create();
      assert.equal((await desk.deliver(server, id, { key: "another-secret-of-length" })).status, 401);
      const good = desk.webhook(desk.tickets.get(id), { actor: "7", delivery: "x" });
      const post = (body, headers = good.headers) => fetch(`${server.url}/webhooks/desk${good.query ?? ""}`, { method: "POST", headers, body });
      assert.ok([400, 401].includes((await post("{")).status));
      assert.equal((await post(good.body, { ...good.headers, "content-type": "text/csv" })).status, 415);
      assert.equal(desk.requests.length, 0);
    });

    test("500, silence and a gone ticket are survived", async (t) => {
      const desk = await Desk.start(t);
      const server = await start(t, desk, { request_timeout: "300ms" });
      const id = desk.create({ files: [tidy, letter] });
      let failures = 3;
      desk.fault = () => (failures-- > 0 ? { status: 500, body: "oops" } : undefined);
      await desk.deliver(server, id);
      await settled(server, id);
      assert.equal(desk.notes(id).length, 1);
      desk.fault = () => undefined;
      const gone = desk.create();
      const ticket = desk.tickets.get(gone);
      desk.tickets.delete(gone);
      const { headers, body, query = "" } = desk.webhook(ticket, { actor: "7", delivery: "gone" });
      await fetch(`${server.url}/webhooks/desk${query}`, { method: "POST", headers, body });
      await settled(server, gone, "gone");
    });

    test("what webhooks lost is found by the sweep, over a restart too", async (t) => {
      const desk = await Desk.start(t);
      let server = await start(t, desk, { sweep_every: "1s" });
      await eventually(async () => (await server.metric('portcheck_sweeps_total{desk="desk",outcome="done"}')) > 0, "a first sweep");
      await server.stop();
      const lost = desk.create({ files: [tidy, letter] });
      desk.tickets.get(lost).updated = new Date(Date.now() + 1000).toISOString();
      const other = desk.create({ files: [tidy], reason: "Billing" });
      desk.tickets.get(other).updated = new Date(Date.now() + 1000).toISOString();
      server = await Server.start(t, { data: server.data, config: { demo_desk: { enabled: false }, desks: { desk: { ...desk.settings, sweep_every: "1s" } } } });
      await settled(server, lost);
      assert.equal(desk.notes(lost).length, 1);
      assert.equal(desk.notes(other).length, 0);
      assert.ok((await server.metric('portcheck_swept_events_total{desk="desk"}')) >= 1);
    });

    if (new Desk().locks) {
      test("an agent who changes the ticket at the same moment loses nothing, and neither do we", async (t) => {
        const desk = await Desk.start(t);
        const server = await start(t, desk);
        const id = desk.create({ files: [tidy, letter] });
        let writes = 0;
        desk.fault = ({ method }) => {
          if ((method === "PUT" || method === "PATCH") && writes++ === 0) {
            desk.tickets.get(id).tags.push("urgent");
            desk.touch(desk.tickets.get(id));
          }
        };
        await desk.deliver(server, id);
        await settled(server, id);
        assert.equal(writes, 2, "refused once, then written");
        assert.equal(desk.notes(id).length, 1);
        assert.deepEqual(desk.tickets.get(id).tags, ["vip", "urgent", `porting_${desk.tickets.get(id).result}`]);
      });
    }

    test("the webhook that send-test-webhook sends is taken as the desk's own", async (t) => {
      const desk = await Desk.start(t);
      const server = await start(t, desk);
      const id = desk.create({ files: [tidy] });
      const file = `${server.data}/operator.jsonc`;
      await writeFile(file, JSON.stringify({ desks: { desk: desk.settings } }));
      const send = (...more) => run(["send-test-webhook", "--desk", "desk", "--config", file, "--url", server.url, ...more]);
      const sent = await send("--ticket", id);
      assert.equal(sent.code, 0, sent.stdout + sent.stderr);
      assert.match(sent.stdout, /The server took it: HTTP 20[02]/);
      await settled(server, id);
      assert.equal(desk.notes(id).length, 1);
      const wrong = await send("--ticket", "no ticket");
      assert.equal(wrong.code, 2);
      assert.match(wrong.stdout, /is no ticket's id of/);
    });

    test("doctor says that all is well, or what is not and where to click", async (t) => {
      const desk = await Desk.start(t);
      const server = await start(t, desk); // only for a folder
      const config = async (more) => {
        const file = `${server.data}/doctor.jsonc`;
        await writeFile(file, JSON.stringify({ desks: { desk: { ...desk.settings, ...more } } }));
        return run(["doctor", "--desk", "desk", "--config", file]);
      };
      const good = await config({});
      assert.equal(good.code, 0, good.stdout + good.stderr);
      assert.match(good.stdout, /All is well/);
      const field = await config({ result_field: "no_such_field" });
      assert.equal(field.code, 1);
      assert.match(field.stdout, /WRONG {2}result_field "no_such_field" is no field/);
      const token = await config(desk.kind === "salesforce" ? { client_secret: "wrong" } : { token: "wrong" });
      assert.equal(token.code, 1);
      assert.match(token.stdout, /WRONG[\s\S]*(refuses the credentials)/);
      const inside = await config({ private_addresses: false });
      assert.match(inside.stdout, /private_addresses/);
      assert.equal((await run(["doctor", "--desk", "nobody", "--config", `${server.data}/doctor.jsonc`])).code, 2);
    });
  });
}
