// What a help-desk, a proxy or a network says that no HTTP server should: the ticket gets its note all the same, once.
import assert from "node:assert/strict";
import { test } from "node:test";

import { Zammad } from "./lib/desks/zammad.mjs";
import { Server, eventually } from "./lib/server.mjs";
import { letterFile, numbersFile } from "./lib/tickets.mjs";

const files = [numbersFile, letterFile].map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes, "latin1") }));
const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const say = (text) => ({ raw: (socket) => socket.end(text) });

const faults = {
  "500 with a page": () => ({ status: 500, body: "<h1>Sorry</h1>" }),
  "200 with a page for people": () => ({ status: 200, body: "<html>We are down for maintenance.</html>" }),
  "silence": () => ({ raw: () => {} }),
  "hanging up at once": () => ({ raw: (socket) => socket.resetAndDestroy() }),
  "half-closing without an answer": () => ({ raw: (socket) => socket.end() }),
  "less than it announced": () => say(`${head}Content-Length: 10000\r\n\r\n{"id":`),
  "more than it announced": () => say(`${head}Content-Length: 5\r\n\r\n{"id":1234567890}`),
  "a length that is none": () => say(`${head}Content-Length: -1\r\n\r\n{}`),
  "two lengths": () => say(`${head}Content-Length: 2\r\nContent-Length: 7\r\n\r\n{}`),
  "chunks that do not end": () => say(`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"id"\r\n`),
  "a chunk larger than the world": () => say(`${head}Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}`),
  "no HTTP at all": () => say("220 mail.example.com ESMTP\r\n"),
  "headers without end": () => ({
    raw: (socket) => {
      socket.on("error", () => {});
      const more = () => {
        while (!socket.destroyed && socket.write(`X-Filler: ${"x".repeat(4000)}\r\n`));
      };
      socket.on("drain", more);
      socket.write("HTTP/1.1 200 OK\r\n");
      more();
    },
  }),
};

test("a desk that fails in every way there is: one note each when it is well again", async (t) => {
  const desk = await Zammad.start(t);
  const server = await Server.start(t, { config: { demo_desk: { enabled: false }, desks: { desk: { ...desk.settings, request_timeout: "300ms", file_timeout: "1s", concurrency: 16 } } } });
  await fetch(`${server.url}/healthz`);
  const before = await server.memory();
  const names = Object.keys(faults);
  const ids = names.map(() => desk.create({ files }));
  const left = new Map(ids.map((id, i) => [id, { name: names[i], times: 3, fault: faults[names[i]] }]));
  const met = new Set();
  desk.fault = ({ method, path }) => {
    const id = /(?:by_ticket|tickets|ticket_attachment)\/(\d+)/.exec(path)?.[1];
    const one = left.get(id);
    // Each kind of request in turn: reading, listing, fetching a file, writing.
    const kind = `${id} ${method} ${path.replace(/\d+/g, "N")}`;
    if (!one || one.times === 0 || met.has(kind)) return undefined;
    met.add(kind);
    --one.times;
    return one.fault();
  };
  for (const id of ids) assert.equal((await desk.deliver(server, id)).status, 202);
  await eventually(() => ids.every((id) => desk.notes(id).length > 0), "every ticket has its note");
  await eventually(async () => (await server.metric('portcheck_queue_jobs{state="pending"}')) + (await server.metric('portcheck_queue_jobs{state="leased"}')) === 0, "the queue is empty");
  for (const id of ids) {
    const { name, times } = left.get(id);
    assert.equal(times, 0, `${name}: met it`);
    assert.equal(desk.notes(id).length, 1, name);
  }
  assert.equal(await server.metric('portcheck_queue_jobs{state="dead"}'), 0);
  assert.ok((await server.memory("VmHWM")) - before < 128 << 20, "bounded memory");
});
