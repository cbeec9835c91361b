// kill -9 at any moment: what was answered 202 is not lost, and no ticket gets a second note.
import assert from "node:assert/strict";
import { test } from "node:test";

import { TicketApi } from "./lib/desk.mjs";
import { Server, eventually, sleep, temporaryFolder } from "./lib/server.mjs";
import { deliver, event } from "./lib/webhook.mjs";

const rounds = 5;
const ticketsPerRound = 60;
const senders = 12;

test(`${rounds} kills under load: one note for every acknowledged id`, async (t) => {
  const desk = await TicketApi.start(t);
  desk.delay = 3;
  const data = await temporaryFolder(t);
  const config = { demo_desk: { base_url: desk.url }, worker: { threads: 4 } };
  const acknowledged = new Set();
  let killedWithWork = 0;

  for (let round = 0; round < rounds; ++round) {
    const server = await Server.start(t, { data, config });
    const left = Array.from({ length: ticketsPerRound }, (_, i) => 1 + round * ticketsPerRound + i);
    for (const id of left) desk.add(id);
    const send = async () => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) {
        const answer = await deliver(server, event(id), { id: `msg_${id}` }).catch(() => null);
        if (answer?.status !== 202) return;
        acknowledged.add(id);
      }
    };
    const sending = Array.from({ length: senders }, send);
    await sleep(20 + Math.random() * 250);
    await server.kill();
    await Promise.all(sending);
    const written = [...acknowledged].filter((id) => desk.tickets.get(String(id)).writes > 0).length;
    if (written < acknowledged.size) ++killedWithWork;
  }

  assert.ok(acknowledged.size > 0);
  assert.ok(killedWithWork > 0, "at least one kill came between an acknowledgement and its note");
  const server = await Server.start(t, { data, config });
  const has = (id) => desk.tickets.get(String(id)).writes > 0;
  await eventually(() => [...acknowledged].every(has), "every acknowledged ticket has its note, without being sent again");
  for (const id of acknowledged) assert.equal((await deliver(server, event(id), { id: `msg_${id}` })).body, '{"accepted":0}\n');
  // A sender that got no answer sends again, under the same id.
  const unanswered = [...desk.tickets.keys()].map(Number).filter((id) => !acknowledged.has(id));
  for (const id of unanswered) assert.equal((await deliver(server, event(id), { id: `msg_${id}` })).status, 202);
  await eventually(() => unanswered.every(has), "every other ticket has its note");
  await eventually(async () => (await server.metric('portcheck_queue_jobs{state="pending"}')) === 0, "the queue is empty");
  for (const [id, ticket] of desk.tickets) assert.equal(ticket.writes, 1, `ticket ${id}`);
  t.diagnostic(`${acknowledged.size} of ${rounds * ticketsPerRound} acknowledged before a kill; ${killedWithWork} kills left work behind`);
});
