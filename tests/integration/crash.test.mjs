// kill -9 at any moment: what was answered 202 is not lost, and no ticket gets a second note. The desk appends notes and has
// no lock: whatever is written twice is seen twice. PORTCHECK_KILLS=300 for a long run.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Zammad } from "./lib/desks/zammad.mjs";
import { queues } from "./lib/postgres.mjs";
import { Server, eventually, sleep, temporaryFolder } from "./lib/server.mjs";
import { letterFile, numbersFile } from "./lib/tickets.mjs";

const rounds = Number(process.env.PORTCHECK_KILLS ?? 3);
const ticketsPerRound = 60;
const senders = 12;
const files = [numbersFile, letterFile].map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes, "latin1") }));

for (const { name, make } of queues) {
  test(`${rounds} kills under load, queue in ${name}: one note for every acknowledged id`, { timeout: 3_600_000 }, async (t) => {
    const desk = await Zammad.start(t);
    const data = await temporaryFolder(t);
    const config = { queue: await make(t), demo_desk: { enabled: false }, desks: { desk: { ...desk.settings, request_timeout: "30s", concurrency: 4 } } };
    const deliver = (server, id) => desk.deliver(server, id, { delivery: `delivery-${id}` });
    const acknowledged = new Set();
    let killedWithWork = 0;

    for (let round = 0; round < rounds; ++round) {
      const server = await Server.start(t, { data, config });
      const left = Array.from({ length: ticketsPerRound }, () => desk.create({ files, created: "2026-01-01T00:00:00Z" }));
      let first;
      const begun = new Promise((resolve) => (first = resolve));
      const send = async () => {
        for (let id = left.pop(); id !== undefined; id = left.pop()) {
          const answer = await deliver(server, id).catch(() => null);
          if (answer?.status !== 202) return;
          acknowledged.add(id);
          first();
        }
      };
      const sending = Array.from({ length: senders }, send);
      if (round % 4 !== 3) await Promise.race([begun, Promise.all(sending)]); // now and then before anything was acknowledged
      await sleep(Math.random() * 250);
      await server.kill();
      await Promise.all(sending);
      if ([...acknowledged].some((id) => desk.notes(id).length === 0)) ++killedWithWork;
    }

    assert.ok(acknowledged.size > 0);
    assert.ok(killedWithWork > 0, "at least one kill came between an acknowledgement and its note");
    const server = await Server.start(t, { data, config });
    const annotated = (ids, what) => {
      let left = [...ids];
      return eventually(() => (left = left.filter((id) => desk.notes(id).length === 0)).length === 0, what, 600_000);
    };
    await annotated(acknowledged, "every acknowledged ticket has its note, without being sent again");
    for (const id of acknowledged) assert.equal((await deliver(server, id)).body, '{"accepted":0}\n');
    // A sender that got no answer sends again, under the same id.
    const unanswered = [...desk.tickets.keys()].filter((id) => !acknowledged.has(id));
    for (const id of unanswered) assert.equal((await deliver(server, id)).status, 202);
    await annotated(unanswered, "every other ticket has its note");
    await eventually(async () => (await server.metric('portcheck_queue_jobs{state="pending"}')) + (await server.metric('portcheck_queue_jobs{state="leased"}')) === 0, "the queue is empty").catch((error) => {
      throw new Error(`${error.message}; ${JSON.stringify(server.lines.filter((line) => line.level !== "info" || line.attempt > 1).slice(-20))}`);
    });
    for (const id of desk.tickets.keys()) assert.equal(desk.notes(id).length, 1, `ticket ${id}`);
    assert.equal(await server.metric('portcheck_queue_jobs{state="dead"}'), 0);
    t.diagnostic(`${acknowledged.size} of ${desk.tickets.size} acknowledged before a kill; ${killedWithWork} of ${rounds} kills left work behind; every ticket has one note`);
  });
}
