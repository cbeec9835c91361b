// The main job: a customer's form becomes exactly one internal note, a result and tags.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Server, eventually } from "./lib/server.mjs";
import { addFiles, annotated, finished, letterFile, notes, numbersFile, read, submit } from "./lib/tickets.mjs";
import { deliver, event } from "./lib/webhook.mjs";

describe("a ticket with a sheet and a letter", () => {
  test("gets one note, a result and a tag", async (t) => {
    const server = await Server.start(t);
    const { id } = await submit(server, [numbersFile, letterFile]);
    const result = await annotated(server, id);
    assert.ok(["ready", "needs_attention", "blocked"].includes(result));
    const ticket = await read(server, id);
    assert.deepEqual(ticket.tags, [`porting_${result}`]);
    const written = await notes(server, id);
    assert.equal(written.length, 1);
    assert.match(written[0].body, /numbers\.csv/);
    assert.equal(ticket.attachments.length, 2);
  });

  test("keeps one note whatever else happens to it, and our own note starts no check", async (t) => {
    const server = await Server.start(t);
    const { id } = await submit(server, [numbersFile, letterFile]);
    await annotated(server, id);
    await eventually(async () => (await server.metric('portcheck_demo_desk_webhooks{state="waiting"}')) === 0, "all webhooks are out");
    await eventually(async () => (await server.metric('portcheck_queue_jobs{state="pending"}')) === 0, "the queue is empty");
    const ignored = await server.metric('portcheck_webhooks_total{desk="demo",outcome="ignored"}');
    assert.ok(ignored >= 1, "the webhook of our own note was ignored");

    const { version } = await read(server, id);
    for (let i = 0; i < 5; ++i) {
      const from = server.lines.length;
      assert.equal((await deliver(server, event(id))).body, '{"accepted":1}\n');
      await finished(server, id, "annotated", from);
    }
    assert.equal((await read(server, id)).version, version, "an unchanged verdict writes nothing");
    assert.equal((await notes(server, id)).length, 1);
  });
});

test("silence while nothing is attached, then a note when the files arrive", async (t) => {
  const server = await Server.start(t);
  const ticket = await submit(server, []);
  await finished(server, ticket.id, "quiet");
  assert.equal((await notes(server, ticket.id)).length, 0);
  assert.equal((await read(server, ticket.id)).tags.length, 0);

  await addFiles(server, ticket, [numbersFile]);
  await annotated(server, ticket.id);
  const first = await read(server, ticket.id);
  assert.equal(first.custom_fields.porting_result, "blocked", "the letter is missing");

  await addFiles(server, ticket, [letterFile]);
  await eventually(async () => (await read(server, ticket.id)).custom_fields.porting_result !== "blocked", "the letter is seen");
  assert.equal((await notes(server, ticket.id)).length, 1);
  assert.equal((await read(server, ticket.id)).tags.length, 1);
});

test("missing files are judged after the grace period, by itself", async (t) => {
  const server = await Server.start(t, { config: { worker: { missing_files_grace: "2s" } } });
  const { id } = await submit(server, [numbersFile]);
  const first = await annotated(server, id);
  assert.notEqual(first, "blocked");
  await eventually(async () => (await read(server, id)).custom_fields.porting_result === "blocked", "the letter is missed");
  assert.equal((await notes(server, id)).length, 1);
});

test("another category is left alone", async (t) => {
  const server = await Server.start(t);
  const { id } = await submit(server, [numbersFile], { reason: "Billing", sub_category: "Invoice" });
  await finished(server, id, "skipped");
  assert.equal((await notes(server, id)).length, 0);
});
