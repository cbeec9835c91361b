// Starting and stopping.
import assert from "node:assert/strict";
import { chmod, writeFile } from "node:fs/promises";
import net from "node:net";
import path from "node:path";
import { describe, test } from "node:test";

import { TicketApi } from "./lib/desk.mjs";
import { Server, eventually, run, temporaryFolder } from "./lib/server.mjs";
import { deliver, event } from "./lib/webhook.mjs";

describe("stopping", () => {
  test("finishes the running job and exits 0", async (t) => {
    const desk = await TicketApi.start(t);
    desk.add(7);
    desk.delay = 300;
    const server = await Server.start(t, { config: { demo_desk: { base_url: desk.url } } });
    await deliver(server, event(7));
    await eventually(() => desk.requests > 0, "the job is running");
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    assert.equal(desk.tickets.get("7").writes, 1);
  });

  test("says so at /readyz, and leaves what hangs for the next start", async (t) => {
    const desk = await TicketApi.start(t);
    desk.add(7);
    desk.delay = 60_000;
    const config = { server: { stop_timeout: "1s" }, demo_desk: { base_url: desk.url } };
    const server = await Server.start(t, { config });
    await deliver(server, event(7));
    await eventually(() => desk.requests > 0, "the job hangs");
    const stopped = server.stop();
    const ready = await eventually(async () => {
      const answer = await fetch(`${server.url}/readyz`);
      return answer.status === 503 && answer.json();
    }, "not ready while stopping");
    assert.deepEqual(ready.reasons, ["the server is stopping"]);
    assert.deepEqual(await stopped, { code: 1, signal: null });
    assert.equal(desk.tickets.get("7").writes, 0);

    desk.delay = 0;
    await Server.start(t, { config, data: server.data });
    await eventually(() => desk.tickets.get("7").writes === 1, "the next start does it");
  });

  test("a second signal ends it at once", async (t) => {
    const desk = await TicketApi.start(t);
    desk.add(7);
    desk.delay = 60_000;
    const server = await Server.start(t, { config: { server: { stop_timeout: "10min" }, demo_desk: { base_url: desk.url } } });
    await deliver(server, event(7));
    await eventually(() => desk.requests > 0, "the job hangs");
    server.process.kill("SIGTERM");
    await server.log((line) => line.event === "server.stopping");
    server.process.kill("SIGINT");
    assert.deepEqual(await server.exited, { code: null, signal: "SIGINT" });
  });
});

describe("not starting", () => {
  test("two servers on one data folder", async (t) => {
    const first = await Server.start(t);
    const second = await run(["--data", first.data, "--port", "0"]);
    assert.equal(second.code, 3);
    assert.match(second.stderr, /another portcheckd is using data_dir/);
  });

  test("a port in use", async (t) => {
    const taken = net.createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.once("listening", resolve));
    t.after(() => taken.close());
    const { port } = taken.address();
    const result = await run(["--data", await temporaryFolder(t), "--port", String(port)]);
    assert.equal(result.code, 3);
    assert.match(result.stderr, new RegExp(`127.0.0.1:${port} is in use by another program`));
  });

  test("a data folder that cannot be made or holds no database", async (t) => {
    const folder = await temporaryFolder(t);
    const file = path.join(folder, "file");
    await writeFile(file, "x");
    const made = await run(["--data", path.join(file, "data"), "--port", "0"]);
    assert.equal(made.code, 3);
    assert.match(made.stderr, /data_dir .* cannot be made: Not a directory/);

    await writeFile(path.join(folder, "queue.db"), "this is not a database\n".repeat(1000));
    const damaged = await run(["--data", folder, "--port", "0"]);
    assert.equal(damaged.code, 3);
    assert.match(damaged.stderr, /queue\.db" cannot be opened: file is not a database/);
  });

  test("a data folder that is not writable", { skip: process.getuid() === 0 && "root may write everywhere" }, async (t) => {
    const folder = await temporaryFolder(t);
    await chmod(folder, 0o500);
    const result = await run(["--data", folder, "--port", "0"]);
    assert.equal(result.code, 3);
    assert.match(result.stderr, /is not writable/);
  });
});
