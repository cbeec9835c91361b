// Several servers on one PostgreSQL, and a database that goes and comes back.
import assert from "node:assert/strict";
import { test } from "node:test";

import { TicketApi } from "./lib/desk.mjs";
import { Zendesk } from "./lib/desks/zendesk.mjs";
import { Postgres } from "./lib/postgres.mjs";
import { Server, eventually, run, sleep, temporaryFolder } from "./lib/server.mjs";
import { letterFile, numbersFile } from "./lib/tickets.mjs";
import { deliver, event } from "./lib/webhook.mjs";

const rounds = Number(process.env.PORTCHECK_SERVER_ROUNDS ?? 1);
const ticketsPerRound = 150;
const senders = 9;
const files = [numbersFile, letterFile].map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes, "latin1") }));

const noted = (desk, ids) => [...ids].every((id) => desk.notes(id).length > 0);

test("three servers, one killed and one paused: every acknowledged id has one note", { timeout: 3_600_000 }, async (t) => {
  const database = await Postgres.start(t);
  const desk = await Zendesk.start(t); // appends notes: whatever is written twice is seen twice
  const config = { queue: { postgres: database.connection, lease: "1s" }, demo_desk: { enabled: false }, desks: { desk: { ...desk.settings, concurrency: 4 } } };
  const folders = await Promise.all([1, 2, 3].map(() => temporaryFolder(t)));
  const start = (i) => Server.start(t, { data: folders[i], config });
  const servers = await Promise.all([0, 1, 2].map(start)); // at once, on an empty database
  const acknowledged = new Set();
  const tell = (server, id, signal) => desk.deliver(server, id, { delivery: `delivery-${id}`, signal });

  for (let round = 0; round < rounds; ++round) {
    const left = Array.from({ length: ticketsPerRound }, () => desk.create({ files, created: "2026-01-01T00:00:00Z" }));
    const [killed, paused] = [round % 3, (round + 1) % 3];
    const send = async (_, i) => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) {
        const answer = await tell(servers[(Number(id) + i) % 3], id, AbortSignal.timeout(3_000)).catch(() => null);
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

  await eventually(() => noted(desk, acknowledged), "every acknowledged ticket has its note", 300_000);
  const others = [...desk.tickets.keys()].filter((id) => !acknowledged.has(id));
  for (const id of others) assert.equal((await tell(servers[id % 3], id)).status, 202);
  await eventually(() => noted(desk, others), "what was sent again has its note");
  await eventually(async () => (await database.sql("SELECT count(*) FROM portcheck.jobs")) === "0", "the queue is empty");
  for (const id of desk.tickets.keys()) assert.equal(desk.notes(id).length, 1, `ticket ${id}`);
  const shares = await Promise.all(servers.map((server) => server.metric('portcheck_jobs_total{desk="desk",outcome="annotated"}')));
  t.diagnostic(`${acknowledged.size} of ${desk.tickets.size} acknowledged in ${rounds} rounds, ${others.length} sent again; one note each; since their last start the servers did ${shares}`);
});

test("the database gone and back: 503 meanwhile, nothing lost, nothing doubled", async (t) => {
  const database = await Postgres.start(t);
  const desk = await Zendesk.start(t);
  desk.delay = 20;
  const config = { queue: { postgres: database.connection, lease: "2s" }, demo_desk: { enabled: false }, desks: { desk: { ...desk.settings, concurrency: 4 } } };
  const server = await Server.start(t, { config });
  const ids = Array.from({ length: 42 }, () => desk.create({ files }));
  const tell = (id) => desk.deliver(server, id, { delivery: `delivery-${id}` });
  const [first, refused, later] = [ids.slice(0, 30), ids.slice(30, 40), ids.slice(40)];
  for (const id of first) assert.equal((await tell(id)).status, 202);
  await database.stop(); // while jobs run
  for (const id of refused) {
    const answer = await tell(id);
    assert.equal(answer.status, 503);
    assert.ok(Number(answer.retryAfter) > 0);
  }
  const ready = await fetch(`${server.url}/readyz`);
  assert.equal(ready.status, 503);
  assert.deepEqual((await ready.json()).reasons, ["the queue's database does not answer"]);
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  assert.equal((await fetch(`${server.url}/metrics`)).status, 200);
  await server.log((line) => line.event === "queue.database_gone");

  await database.start();
  await eventually(async () => (await fetch(`${server.url}/readyz`)).status === 200, "ready again");
  for (const id of [...refused, ...later]) assert.equal((await tell(id)).status, 202);
  await eventually(() => noted(desk, ids), "every ticket has its note");
  await eventually(async () => (await database.sql("SELECT count(*) FROM portcheck.jobs")) === "0", "the queue is empty");
  for (const id of ids) assert.equal(desk.notes(id).length, 1);
});

test("a ticket that one server gave up is replayed by another", async (t) => {
  const database = await Postgres.start(t);
  const desk = await TicketApi.start(t);
  desk.add(1);
  desk.fail = (request) => (request.method === "PUT" ? { status: 400 } : null);
  const config = { queue: { postgres: database.connection }, demo_desk: { base_url: desk.url } };
  const first = await Server.start(t, { config });
  const second = await Server.start(t, { config });
  assert.equal((await deliver(first, event(1))).status, 202);
  await eventually(async () => (await second.metric('portcheck_queue_jobs{state="dead"}')) === 1, "a dead letter, seen by the other");
  desk.fail = () => null;
  const admin = { authorization: "Bearer integration-admin-token" };
  const { body } = await second.json("/api/v1/dead-letters", { headers: admin });
  assert.equal(body.dead_letters[0].ticket, "1");
  await second.json(`/api/v1/dead-letters/${body.dead_letters[0].id}/replay`, { method: "POST", headers: admin });
  await eventually(() => desk.tickets.get("1").writes === 1, "the note is written");
});

test("a database that cannot be used is named at the start, without its password", async (t) => {
  const result = await run(["--data", await temporaryFolder(t), "--port", "0"], { PORTCHECK_QUEUE_POSTGRES: "host=/nowhere dbname=portcheck user=portcheck password=hunter2" });
  assert.equal(result.code, 3);
  assert.match(result.stderr, /the queue's database \(queue\.postgres\) cannot be used: .*\/nowhere/);
  assert.doesNotMatch(result.stderr, /hunter2/);
});
