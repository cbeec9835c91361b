// One help-desk in trouble is no other's trouble.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Freshdesk } from "./lib/desks/freshdesk.mjs";
import { Zammad } from "./lib/desks/zammad.mjs";
import { Server, eventually, sleep } from "./lib/server.mjs";
import { letterFile, numbersFile } from "./lib/tickets.mjs";

const files = [numbersFile, letterFile].map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes, "latin1") }));

async function two(t, { slow: own, ...more } = {}) {
  const slow = await Zammad.start(t);
  const quick = await Freshdesk.start(t);
  const server = await Server.start(t, { config: { demo_desk: { enabled: false }, ...more, desks: { slow: { ...slow.settings, ...own }, quick: quick.settings } } });
  const send = async (desk, name, id) => {
    const { headers, body, query = "" } = desk.webhook(desk.tickets.get(id), { actor: "7", delivery: `d${id}` });
    const answer = await fetch(`${server.url}/webhooks/${name}${query}`, { method: "POST", headers, body });
    assert.equal(answer.status, 202);
  };
  return { slow, quick, server, send };
}

test("a desk that never answers does not keep another's tickets waiting", async (t) => {
  const { slow, quick, send } = await two(t, { slow: { request_timeout: "5min" }, worker: { threads: 2 } });
  slow.fault = () => ({ raw: () => {} }); // for ever
  for (let i = 0; i < 20; ++i) await send(slow, "slow", slow.create({ files }));
  await eventually(() => slow.requests.length > 1, "the slow desk is asked");
  const ids = Array.from({ length: 20 }, () => quick.create({ files }));
  for (const id of ids) await send(quick, "quick", id);
  await eventually(() => ids.every((id) => quick.notes(id).length === 1), "the quick desk's tickets have their notes");
  assert.ok([...slow.tickets.keys()].every((id) => slow.notes(id).length === 0));
});

test("a desk that is down is left alone, and its jobs do not use up their attempts", async (t) => {
  const { slow, quick, server, send } = await two(t, { queue: { max_attempts: 8, retry_max: "100ms" } });
  slow.fault = () => ({ status: 503 });
  const ids = Array.from({ length: 20 }, () => slow.create({ files }));
  for (const id of ids) await send(slow, "slow", id);
  await server.log((line) => line.event === "desk.circuit_opened" && line.desk === "slow");
  assert.equal(await server.metric('portcheck_desk_circuit_open{desk="slow"}'), 1);
  const other = quick.create({ files });
  await send(quick, "quick", other);
  await eventually(() => quick.notes(other).length === 1, "the other desk's ticket has its note");
  assert.equal(await server.metric('portcheck_desk_circuit_open{desk="quick"}'), 0);
  slow.fault = () => undefined;
  await eventually(() => ids.every((id) => slow.notes(id).length === 1), "the tickets have their notes when it is back");
  await server.log((line) => line.event === "desk.circuit_closed");
  assert.equal(await server.metric('portcheck_queue_jobs{state="dead"}'), 0);
});

test("no more tickets of a desk at once than its concurrency, and no more requests than its budget", async (t) => {
  const { slow, send, server } = await two(t, { slow: { concurrency: 1, requests_per_minute: 60 } });
  const begun = new Set();
  let most = 0;
  slow.fault = ({ path }) => {
    const id = /^\/api\/v1\/tickets\/(\d+)$/.exec(path)?.[1];
    if (id) begun.add(id);
    most = Math.max(most, [...begun].filter((one) => slow.notes(one).length === 0).length);
    return undefined;
  };
  const ids = Array.from({ length: 6 }, () => slow.create({ files }));
  for (const id of ids) await send(slow, "slow", id);
  await eventually(() => slow.requests.length >= 10, "a burst's worth of requests");
  await sleep(1_000); // in which more would be sent if nothing bound them
  // What a ticket took beyond the burst of ten is paid back before the next one begins.
  assert.ok(slow.requests.length < 20, `${slow.requests.length} requests at once`);
  assert.ok(ids.some((id) => slow.notes(id).length === 0), "some wait");
  assert.equal(server.lines.filter((line) => line.event === "job.retry").length, 0, "waiting for the budget is no attempt");
  assert.equal(most, 1);
});
