// A help-desk that fails, throttles or refuses.
import assert from "node:assert/strict";
import { test } from "node:test";

import { TicketApi } from "./lib/desk.mjs";
import { Server, adminToken, eventually } from "./lib/server.mjs";
import { deliver, event } from "./lib/webhook.mjs";

async function withDesk(t, config = {}) {
  const desk = await TicketApi.start(t);
  desk.add(7);
  const server = await Server.start(t, { config: { ...config, demo_desk: { base_url: desk.url, ...config.demo_desk } } });
  return { desk, server, ticket: desk.tickets.get("7") };
}

test("a desk that answers 500 for a while gets its note when it recovers", async (t) => {
  const { desk, server, ticket } = await withDesk(t);
  desk.fail = () => ({ status: 500 });
  await deliver(server, event(7));
  await server.log((line) => line.event === "job.retry" && line.attempt >= 4);
  assert.equal(ticket.writes, 0);
  assert.equal((await fetch(`${server.url}/readyz`)).status, 200, "a broken desk does not make the server unready");
  desk.fail = () => null;
  await eventually(() => ticket.writes === 1, "the note is written");
});

test("a desk that asks to wait is left alone for so long", async (t) => {
  const { desk, server, ticket } = await withDesk(t);
  let throttledAt = 0;
  let asked = 0;
  desk.fail = () => {
    ++asked;
    if (throttledAt) return null;
    throttledAt = Date.now();
    return { status: 429, headers: { "retry-after": "2" } };
  };
  await deliver(server, event(7));
  const retry = await server.log((line) => line.event === "job.retry");
  assert.equal(retry.error, "throttled");
  assert.ok(retry.retry_in_ms >= 2000);
  await eventually(() => asked > 1, "it is asked again");
  assert.ok(Date.now() - throttledAt >= 2000, "not before Retry-After");
  await eventually(() => ticket.writes === 1, "the note is written");
});

test("what a desk refuses becomes a dead letter, and can be replayed", async (t) => {
  const { desk, server, ticket } = await withDesk(t);
  desk.fail = (request) => (request.method === "PUT" ? { status: 400 } : null);
  await deliver(server, event(7));
  await server.log((line) => line.event === "job.dead");
  const admin = { headers: { authorization: `Bearer ${adminToken}` } };
  assert.equal((await server.json("/api/v1/dead-letters")).status, 401);
  const { body } = await server.json("/api/v1/dead-letters", admin);
  assert.equal(body.total, 1);
  assert.deepEqual([body.dead_letters[0].ticket, body.dead_letters[0].reason], ["7", "refused"]);

  desk.fail = () => null;
  const replay = (id) => server.json(`/api/v1/dead-letters/${id}/replay`, { method: "POST", ...admin });
  assert.equal((await replay(999)).status, 404);
  assert.equal((await replay(body.dead_letters[0].id)).status, 202);
  await eventually(() => ticket.writes === 1, "the note is written");
  assert.equal((await server.json("/api/v1/dead-letters", admin)).body.total, 0);
});

test("after the last attempt the job waits as a dead letter", async (t) => {
  const { desk, server } = await withDesk(t, { queue: { max_attempts: 3 } });
  desk.fail = () => ({ status: 503 });
  await deliver(server, event(7));
  const dead = await server.log((line) => line.event === "job.dead");
  assert.equal(dead.attempt, 3);
});

test("without an admin token the dead letters have no address", async (t) => {
  const server = await Server.start(t, { config: { server: { admin_token: "" } } });
  assert.equal((await fetch(`${server.url}/api/v1/dead-letters`)).status, 404);
});
