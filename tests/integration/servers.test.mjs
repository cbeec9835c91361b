// Several servers on one PostgreSQL, and a database that goes and comes back.
import assert from "node:assert/strict";
import { test } from "node:test";

import { TicketApi } from "./lib/desk.mjs";
import { Postgres } from "./lib/postgres.mjs";
import { Server, eventually, run, sleep, temporaryFolder } from "./lib/server.mjs";
import { event, signed } from "./lib/webhook.mjs";

const rounds = Number(process.env.PORTCHECK_SERVER_ROUNDS ?? 1);
const ticketsPerRound = 150;
const senders = 9;

async function post(server, id) {
  const body = event(id);
  const response = await fetch(`${server.url}/webhooks/demo`, { method: "POST", headers: signed(body, { id: `msg_${id}` }), body, signal: AbortSignal.timeout(3_000) });
  return { status: response.status, retryAfter: response.headers.get("retry-after"), body: await response.text() };
}

const writes = (desk, id) => desk.tickets.get(String(id)).writes;

test("three servers, one killed and one paused: every acknowledged id has one note", { timeout: 3_600_000 }, async (t) => {
  const database = await Postgres.start(t);
  const desk = await TicketApi.start(t);
  desk.delay = 5;
  const config = { queue: { postgres: database.connection, lease: "1s" }, worker: { threads: 4 }, demo_desk: { base_url: desk.url, request_timeout: "2s" } };
  const folders = await Promise.all([1, 2, 3].map(() => temporaryFolder(t)));
  const start = (i) => Server.start(t, { data: folders[i], config });
  const servers = await Promise.all([0, 1, 2].map(start)); // at once, on an empty database
  const acknowledged = new Set();
  let last = 0;

  for (let round = 0; round < rounds; ++round) {
    const left = Array.from({ length: ticketsPerRound }, () => ++last);
    for (const id of left) desk.add(id);
    const [killed, paused] = [round % 3, (round + 1) % 3];
    const send = async (_, i) => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) {
        const answer = await post(servers[(id + i) % 3], id).catch(() => null);
        if (answer?.status === 202) acknowledged.add(id);
      }
    };
    const sending = Array.from({ length: senders }, send);
    await sleep(20 + Math.random() * 150);
    servers[paused].process.kill("SIGSTOP");
    await sleep(Math.random() * 100);
    await servers[killed].kill();
    await Promise.all(sending);
    await sleep(1_500); // the frozen server's leases run out
    servers[paused].process.kill("SIGCONT");
    servers[killed] = await start(killed);
  }

  await eventually(() => [...acknowledged].every((id) => writes(desk, id) > 0), "every acknowledged ticket has its note", 300_000);
  const others = Array.from({ length: last }, (_, i) => i + 1).filter((id) => !acknowledged.has(id));
  for (const id of others) assert.equal((await post(servers[id % 3], id)).status, 202);
  await eventually(() => others.every((id) => writes(desk, id) > 0), "what was sent again has its note");
  await eventually(async () => (await database.sql("SELECT count(*) FROM portcheck.jobs")) === "0", "the queue is empty");
  for (const [id, ticket] of desk.tickets) assert.equal(ticket.writes, 1, `ticket ${id}`);
  const shares = await Promise.all(servers.map((server) => server.metric('portcheck_jobs_total{desk="demo",outcome="annotated"}')));
  t.diagnostic(`${acknowledged.size} of ${last} acknowledged in ${rounds} rounds, ${others.length} sent again; one note each; since their last start the servers did ${shares}`);
});

test("the database gone and back: 503 meanwhile, nothing lost, nothing doubled", async (t) => {
  const database = await Postgres.start(t);
  const desk = await TicketApi.start(t);
  desk.delay = 20;
  const config = { queue: { postgres: database.connection, lease: "2s" }, worker: { threads: 4 }, demo_desk: { base_url: desk.url } };
  const server = await Server.start(t, { config });
  for (let id = 1; id <= 60; ++id) desk.add(id);
  const refused = [];
  for (let id = 1; id <= 30; ++id) assert.equal((await post(server, id)).status, 202);
  await database.stop(); // while jobs run
  for (let id = 31; id <= 40; ++id) {
    const answer = await post(server, id);
    assert.equal(answer.status, 503);
    assert.ok(Number(answer.retryAfter) > 0);
    refused.push(id);
  }
  const ready = await fetch(`${server.url}/readyz`);
  assert.equal(ready.status, 503);
  assert.deepEqual((await ready.json()).reasons, ["the queue's database does not answer"]);
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  assert.equal((await fetch(`${server.url}/metrics`)).status, 200);
  await server.log((line) => line.event === "queue.database_gone");

  await database.start();
  await eventually(async () => (await fetch(`${server.url}/readyz`)).status === 200, "ready again");
  for (const id of [...refused, 41, 42]) assert.equal((await post(server, id)).status, 202);
  const sent = Array.from({ length: 42 }, (_, i) => i + 1);
  await eventually(() => sent.every((id) => writes(desk, id) > 0), "every ticket has its note");
  await eventually(async () => (await database.sql("SELECT count(*) FROM portcheck.jobs")) === "0", "the queue is empty");
  for (const id of sent) assert.equal(writes(desk, id), 1);
});

test("a ticket that one server gave up is replayed by another", async (t) => {
  const database = await Postgres.start(t);
  const desk = await TicketApi.start(t);
  desk.add(1);
  desk.fail = (request) => (request.method === "PUT" ? { status: 400 } : null);
  const config = { queue: { postgres: database.connection }, demo_desk: { base_url: desk.url } };
  const first = await Server.start(t, { config });
  const second = await Server.start(t, { config });
  assert.equal((await post(first, 1)).status, 202);
  await eventually(async () => (await second.metric('portcheck_queue_jobs{state="dead"}')) === 1, "a dead letter, seen by the other");
  desk.fail = () => null;
  const admin = { authorization: "Bearer integration-admin-token" };
  const { body } = await second.json("/api/v1/dead-letters", { headers: admin });
  assert.equal(body.dead_letters[0].ticket, "1");
  await second.json(`/api/v1/dead-letters/${body.dead_letters[0].id}/replay`, { method: "POST", headers: admin });
  await eventually(() => writes(desk, 1) === 1, "the note is written");
});

test("a database that cannot be used is named at the start, without its password", async (t) => {
  const result = await run(["--data", await temporaryFolder(t), "--port", "0"], { PORTCHECK_QUEUE_POSTGRES: "host=/nowhere dbname=portcheck user=portcheck password=hunter2" });
  assert.equal(result.code, 3);
  assert.match(result.stderr, /the queue's database \(queue\.postgres\) cannot be used: .*\/nowhere/);
  assert.doesNotMatch(result.stderr, /hunter2/);
});
