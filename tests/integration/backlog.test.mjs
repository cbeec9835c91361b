// Many events that wait: on disk, not in memory. PORTCHECK_BACKLOG=50000 for a long run.
import assert from "node:assert/strict";
import { test } from "node:test";

import { TicketApi } from "./lib/desk.mjs";
import { queues } from "./lib/postgres.mjs";
import { Server, eventually } from "./lib/server.mjs";
import { deliver, event } from "./lib/webhook.mjs";

const events = Number(process.env.PORTCHECK_BACKLOG ?? 400);
const senders = 48;

for (const { name, make } of queues) {
  test(`${events} events wait for a desk that is down, queue in ${name}: bounded memory, and all are done when it is back`, { timeout: 3_600_000 }, async (t) => {
    const desk = await TicketApi.start(t);
    desk.fail = () => ({ status: 503 });
    const server = await Server.start(t, { config: { queue: await make(t), worker: { threads: 4 }, demo_desk: { base_url: desk.url } } });
    for (let id = 1; id <= events; ++id) desk.add(id);
    let last = 0;
    const send = async () => {
      while (last < events) {
        const one = event(++last);
        // As a help-desk does: the connection may have been idle too long just then, and an id counts once.
        const answer = await deliver(server, one).catch((error) => (error.cause?.code === "UND_ERR_SOCKET" ? deliver(server, one) : Promise.reject(error)));
        assert.equal(answer.status, 202);
      }
    };
    const begun = Date.now();
    await Promise.all(Array.from({ length: senders }, send));
    const sent = Date.now();
    const peak = await server.memory("VmHWM");
    const waiting = async () => (await server.metric('portcheck_queue_jobs{state="pending"}')) + (await server.metric('portcheck_queue_jobs{state="leased"}'));
    await eventually(async () => (await waiting()) === events, "every event is a job; one may change its state between the two questions");
    assert.ok(peak < 96 << 20, `${peak >> 20} MiB`);
    desk.fail = () => null;
    await eventually(() => [...desk.tickets.values()].every((ticket) => ticket.writes === 1), "every ticket has its note", 3_000_000);
    const after = await server.memory("VmHWM");
    assert.ok(after < 160 << 20, `${after >> 20} MiB`);
    assert.equal(await server.metric('portcheck_queue_jobs{state="dead"}'), 0);
    t.diagnostic(`${events} events in ${((sent - begun) / 1000).toFixed(1)} s; peak RSS ${(peak / 2 ** 20).toFixed(1)} MiB while they waited, ${(after / 2 ** 20).toFixed(1)} MiB when all were done, ${((Date.now() - sent) / 1000).toFixed(1)} s later`);
  });
}
