// SIGHUP: new secrets without a restart.
import assert from "node:assert/strict";
import { test } from "node:test";

import { secret } from "./lib/desks/fake_desk.mjs";
import { Zammad } from "./lib/desks/zammad.mjs";
import { Server, adminToken, eventually } from "./lib/server.mjs";
import { letterFile, numbersFile } from "./lib/tickets.mjs";

const files = [numbersFile, letterFile].map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes, "latin1") }));

test("SIGHUP takes over new secrets; a mistake keeps the old ones and says what it is", async (t) => {
  const desk = await Zammad.start(t);
  const config = (more, admin = adminToken) => ({ server: { admin_token: admin }, demo_desk: { enabled: false }, desks: { desk: { ...desk.settings, ...more } } });
  const server = await Server.start(t, { config: config({ token: "expired-token" }) });
  const id = desk.create({ files });
  const status = async (key) => (await desk.deliver(server, id, { key })).status;
  const letters = async (token) => (await fetch(`${server.url}/api/v1/dead-letters`, { headers: { authorization: `Bearer ${token}` } })).status;

  assert.equal(await status(secret), 202);
  await server.log((line) => line.event === "job.retry" && line.error === "unauthorized");
  assert.equal(await letters(adminToken), 200);

  const next = "the-next-secret-of-the-desk";
  await server.reload(config({ webhook_secrets: [next] }, "another-admin-token"));
  await server.log((line) => line.event === "config.reloaded");
  await eventually(() => desk.notes(id).length === 1, "the ticket that waited for the right token has its note");
  assert.equal(await status(secret), 401);
  assert.equal(await status(next), 202);
  assert.equal(await letters(adminToken), 401);
  assert.equal(await letters("another-admin-token"), 200);
  assert.equal(server.lines.filter((line) => line.event === "config.restart_needed").length, 0);

  await server.reload('{"desks": {"desk": {"webhook_secrets": ["hunter2"]}}}');
  const wrong = await server.log((line) => line.event === "config.reload_failed");
  assert.match(wrong.detail, /portcheckd\.jsonc:1: desks\.desk\.webhook_secrets/);
  assert.ok(!server.lines.some((line) => JSON.stringify(line).includes("hunter2")));
  await server.reload("{");
  await server.log((line) => line.event === "config.reload_failed", undefined, server.lines.indexOf(wrong) + 1);
  assert.equal(await status(next), 202);
  assert.equal(await letters("another-admin-token"), 200);

  await server.reload({ ...config({ webhook_secrets: [secret] }, ""), worker: { threads: 3 } });
  await server.log((line) => line.event === "config.restart_needed");
  assert.equal(await status(secret), 202);
  assert.equal(await letters("another-admin-token"), 404, "without a token there is no such address");
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
});
