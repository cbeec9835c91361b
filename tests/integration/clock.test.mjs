// The machine's clock is set while the server works. Leases and delays do not depend on it; signatures and "today" do.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";

import { TicketApi } from "./lib/desk.mjs";
import { Postgres } from "./lib/postgres.mjs";
import { Server, eventually, sleep, temporaryFolder } from "./lib/server.mjs";
import { deliver, event } from "./lib/webhook.mjs";

const year = 365 * 86_400;

// A server whose wall clock is `clock.set(seconds)` away from the time; its monotonic clock is real.
async function withClock(t, options = {}) {
  const file = path.join(await temporaryFolder(t), "clock");
  const clock = { ahead: 0, set: (seconds) => ((clock.ahead = seconds), writeFile(file, `${seconds < 0 ? "" : "+"}${seconds}s\n`)) };
  await clock.set(0);
  const env = {
    LD_PRELOAD: "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
  return { clock, server: await Server.start(t, { env, ...options }) };
}

test("a clock that jumps a year ahead or back hands no job to a second worker and postpones none", async (t) => {
  const desk = await TicketApi.start(t);
  for (const id of [1, 2, 3]) desk.add(id);
  const { clock, server } = await withClock(t, { config: { queue: { lease: "30s" }, worker: { threads: 4 }, demo_desk: { base_url: desk.url } } });
  const send = (id) => deliver(server, event(id), { age: -clock.ahead });

  desk.delay = 300;
  assert.equal((await send(1)).status, 202);
  await eventually(() => desk.requests > 0, "the job runs");
  await clock.set(year);
  await eventually(() => desk.tickets.get("1").writes === 1, "it ends");
  assert.equal((await send(2)).status, 202, "signed with the clock as it is now");
  await eventually(() => desk.tickets.get("2").writes === 1, "the next ticket's too");
  const jobs = () => server.lines.filter((line) => line.event === "job.finished");
  await eventually(() => jobs().length > 1, "both say that they have ended, which is after the note");
  assert.deepEqual(jobs().map((line) => [line.ticket, line.attempt, line.outcome]), [["1", 1, "annotated"], ["2", 1, "annotated"]]);

  desk.delay = 0;
  desk.fail = () => ({ status: 500 });
  assert.equal((await send(3)).status, 202);
  await server.log((line) => line.event === "job.retry");
  await clock.set(-year);
  desk.fail = () => null;
  await eventually(() => desk.tickets.get("3").writes === 1, "a retry is not put off by the years");
  assert.equal((await deliver(server, event(1), { age: 0 })).status, 401, "its signatures follow the clock: too early by a year");
});

test("servers whose clocks disagree share one database without taking each other's jobs", async (t) => {
  const database = await Postgres.start(t);
  const desk = await TicketApi.start(t);
  desk.delay = 400;
  for (let id = 1; id <= 12; ++id) desk.add(id);
  const options = { config: { queue: { postgres: database.connection, lease: "20s" }, demo_desk: { base_url: desk.url } } };
  const right = await Server.start(t, options);
  const { clock, server: wrong } = await withClock(t, options);
  await clock.set(86_400);
  for (let id = 1; id <= 12; ++id) assert.equal((await (id % 2 ? deliver(right, event(id)) : deliver(wrong, event(id), { age: -clock.ahead }))).status, 202);
  await eventually(() => [...desk.tickets.values()].every((ticket) => ticket.writes === 1), "every ticket has its note");
  await sleep(100);
  const jobs = [right, wrong].map((server) => server.lines.filter((line) => line.event === "job.finished"));
  assert.ok(jobs.flat().every((line) => line.attempt === 1 && line.outcome === "annotated"), "each job was one server's");
  assert.ok(jobs[0].length > 0 && jobs[1].length > 0, "both worked");
});
