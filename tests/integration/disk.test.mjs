// A disk that is full: webhooks are refused, not lost; when there is room again the server goes on by itself.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { TicketApi } from "./lib/desk.mjs";
import { Server, eventually } from "./lib/server.mjs";
import { deliver, event } from "./lib/webhook.mjs";

const run = promisify(execFile);

// Fills the disk with events until one is refused and the server says that it is not ready; then makes room. Before that, a shorter
// write of a worker may still have found room behind a refused event: then the server was ready again, and rightly so.
async function fill(t, start, makeRoom) {
  const desk = await TicketApi.start(t);
  const server = await start({ demo_desk: { base_url: desk.url } });
  const acknowledged = [];
  let ready;
  let id = 1;
  for (let tries = 1; ready?.status !== 503; ++tries) {
    assert.ok(tries < 20_000, "the disk is never full");
    if (!desk.tickets.has(String(id))) desk.add(id);
    const answer = await deliver(server, event(id), { id: `msg_${id}_${"x".repeat(400)}` });
    if (answer.status === 202) {
      acknowledged.push(id++);
      continue;
    }
    assert.equal(answer.status, 503);
    assert.ok(Number(answer.headers.get("retry-after")) > 0);
    ready = await fetch(`${server.url}/readyz`);
  }
  const refused = { id };
  assert.deepEqual((await ready.json()).reasons, ["the queue cannot be written to disk"]);
  assert.equal((await fetch(`${server.url}/healthz`)).status, 200);

  await makeRoom(server);
  await eventually(async () => (await deliver(server, event(refused.id), { id: `msg_${refused.id}_${"x".repeat(400)}` })).status === 202, "the same event is taken");
  await eventually(() => [...acknowledged, refused.id].every((id) => desk.tickets.get(String(id)).writes > 0), "every ticket has its note");
  await eventually(async () => (await fetch(`${server.url}/readyz`)).status === 200, "ready again");
  for (const [id, ticket] of desk.tickets) assert.equal(ticket.writes, 1, `ticket ${id}`);
  t.diagnostic(`${acknowledged.length} events before the disk was full`);
}

test("a file that may not grow (ulimit -f)", async (t) => {
  await fill(
    t,
    (config) => Server.start(t, { config, via: ["prlimit", "--fsize=500000:unlimited"] }),
    (server) => run("prlimit", ["--pid", String(server.process.pid), "--fsize=unlimited:unlimited"]),
  );
});

test("a file system without room", async (t) => {
  const data = await mkdtemp(path.join(tmpdir(), "portcheck-test-"));
  try {
    await run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", data]);
  } catch {
    await rm(data, { recursive: true });
    return t.skip("no right to mount a small file system here");
  }
  t.after(() => run("umount", ["--lazy", data]).then(() => rm(data, { recursive: true })));
  const ballast = path.join(data, "ballast");
  await writeFile(ballast, Buffer.alloc(500_000));
  await fill(
    t,
    (config) => Server.start(t, { config, data }),
    () => rm(ballast),
  );
});
