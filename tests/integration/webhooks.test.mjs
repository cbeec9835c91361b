// What the webhook endpoint takes and refuses.
import assert from "node:assert/strict";
import http from "node:http";
import { describe, test } from "node:test";

import { Server, eventually, sleep } from "./lib/server.mjs";
import { annotated, finished, letterFile, notes, numbersFile, submit } from "./lib/tickets.mjs";
import { deliver, event, signed } from "./lib/webhook.mjs";

const other = "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

describe("webhooks", () => {
  test("a delivery that comes again changes nothing", async (t) => {
    const server = await Server.start(t);
    const { id } = await submit(server, [numbersFile, letterFile]);
    await annotated(server, id);
    const body = event(id);
    const first = await deliver(server, body, { id: "msg_again" });
    assert.deepEqual([first.status, first.body], [202, '{"accepted":1}\n']);
    const headers = signed(body, { id: "msg_again" });
    const replays = await Promise.all(Array.from({ length: 100 }, () => deliver(server, body, { id: "msg_again", headers })));
    for (const replay of replays) assert.deepEqual([replay.status, replay.body], [202, '{"accepted":0}\n']);
    assert.equal((await notes(server, id)).length, 1);
    assert.equal(await server.metric('portcheck_webhook_events_total{desk="demo",outcome="duplicate"}'), 100);
  });

  test("wrong and stale signatures are refused alike; the log tells them apart", async (t) => {
    const server = await Server.start(t);
    const wrong = await deliver(server, event(1), { key: other });
    const stale = await deliver(server, event(1), { age: 301 });
    const early = await deliver(server, event(1), { age: -305 });
    assert.deepEqual([wrong.status, stale.status, early.status], [401, 401, 401]);
    assert.equal(wrong.body, stale.body);
    await server.log((line) => line.event === "webhook.refused" && line.reason === "bad_signature");
    await server.log((line) => line.event === "webhook.refused" && line.reason === "stale");
    assert.equal((await deliver(server, event(1), { age: 290 })).status, 202);
    const changed = await deliver(server, event(2), { headers: signed(event(1)) });
    assert.equal(changed.status, 401);
  });

  test("both secrets work while they are changed", async (t) => {
    const server = await Server.start(t, { config: { demo_desk: { webhook_secrets: [other, "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="] } } });
    assert.equal((await deliver(server, event(1))).status, 202);
    assert.equal((await deliver(server, event(1), { key: other })).status, 202);
  });

  test("what is not of the form is answered with its own status", async (t) => {
    const server = await Server.start(t);
    const status = async (body, options) => (await deliver(server, body, options)).status;
    assert.equal(await status("{not json"), 400);
    assert.equal(await status("[]"), 400);
    assert.equal(await status('{"type":"ticket.created","data":{"ticket_id":"x; DROP TABLE"}}'), 400);
    assert.equal(await status(event(1), { desk: "nobody" }), 404);
    assert.equal(await status(event(1), { headers: { "content-type": "text/plain" } }), 415);
    assert.equal(await status(event(1), { headers: { "content-encoding": "gzip" } }), 415);
    assert.equal(await status(event(1), { headers: { "webhook-timestamp": "soon" } }), 400);
    assert.equal(await status('{"type":"invoice.paid","data":{}}'), 202);
    assert.equal((await fetch(`${server.url}/webhooks/demo`)).status, 405);
  });

  test("a ticket that does not exist is closed quietly", async (t) => {
    const server = await Server.start(t);
    assert.equal((await deliver(server, event(424242))).status, 202);
    await finished(server, 424242, "gone");
    await eventually(async () => (await server.metric('portcheck_queue_jobs{state="dead"}')) === 0, "no dead letter");
  });

  test("a body of 100 MB is refused before it is read, in flat memory", async (t) => {
    const server = await Server.start(t);
    await fetch(`${server.url}/healthz`);
    const before = await server.memory();
    const size = 100 << 20;
    const piece = Buffer.alloc(1 << 16, 0x20);
    const result = await new Promise((resolve, reject) => {
      const request = http.request(`${server.url}/webhooks/demo`, {
        method: "POST",
        headers: { ...signed("{}"), "content-length": size },
      });
      let sent = 0;
      request.on("response", (response) => {
        response.resume();
        resolve({ status: response.statusCode, sent });
      });
      request.on("error", reject);
      // One piece per turn of the event loop: a loop of writes that never block would not see the answer.
      const send = () => {
        if (sent >= size || request.destroyed) return;
        sent += piece.length;
        request.write(piece, () => setImmediate(send));
      };
      send();
    });
    assert.equal(result.status, 413);
    assert.ok(result.sent < size, `${result.sent} bytes were taken`);
    assert.ok((await server.memory()) - before < 16 << 20, "memory stays flat");
  });

  test("a chunked body without end is cut at the cap", async (t) => {
    const server = await Server.start(t);
    const result = await new Promise((resolve) => {
      const request = http.request(`${server.url}/webhooks/demo`, {
        method: "POST",
        headers: { ...signed("{}"), "transfer-encoding": "chunked" },
      });
      let sent = 0;
      request.on("response", (response) => {
        response.resume();
        resolve({ status: response.statusCode, sent });
      });
      request.on("error", () => resolve({ status: "reset", sent }));
      const send = async () => {
        while (!request.destroyed && sent < 64 << 20) {
          sent += 1 << 16;
          if (!request.write(Buffer.alloc(1 << 16, 0x20))) await sleep(1);
        }
      };
      void send();
    });
    assert.equal(result.status, 413);
    assert.ok(result.sent < 64 << 20);
  });
});
