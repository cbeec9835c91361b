// What one source may ask for. The test is the trusted proxy and so says which source a request is from.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { Server, adminToken } from "./lib/server.mjs";
import { numbersFile } from "./lib/tickets.mjs";
import { deliver, event } from "./lib/webhook.mjs";

const limited = (t, more = {}) => Server.start(t, { config: { server: { trusted_proxies: ["127.0.0.1"], rate_limit: 1, rate_burst: 20, ...more }, demo_desk: { agent_password: "correct horse" } } });
const from = (address) => ({ "x-forwarded-for": address });
const other = "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

describe("a source that asks for too much", () => {
  test("is told when to go on, while others and probes are answered", async (t) => {
    const server = await limited(t);
    const get = (target, headers) => fetch(server.url + target, { headers, redirect: "manual" });
    const flood = (headers) => Promise.all(Array.from({ length: 40 }, () => get("/portal", headers)));
    const refused = (await flood(from("203.0.113.1"))).filter((one) => one.status === 429);
    assert.ok(refused.length >= 10 && refused.length <= 20, `${refused.length} of 40 were refused`);
    assert.match(refused[0].headers.get("retry-after"), /^[1-9]\d*$/);
    assert.match(await refused[0].text(), /Too many requests from this address/);
    assert.equal((await get("/healthz", from("203.0.113.1"))).status, 200);
    assert.notEqual((await get("/portal", from("203.0.113.2"))).status, 429);
    assert.notEqual((await get("/portal", {})).status, 429, "this machine itself is not limited");
    assert.notEqual((await get("/portal", from("203.0.113.1, 203.0.113.3"))).status, 429);
    assert.ok((await flood(from("203.0.113.3, 203.0.113.1"))).some((one) => one.status === 429), "what the sender wrote itself does not count");
    assert.ok((await server.metric('portcheck_http_requests_total{route="none",status="429"}')) >= 10);
  });

  test("still gets its signed webhooks in, but not its guesses", async (t) => {
    const server = await limited(t);
    const headers = from("203.0.113.1");
    const guess = (more) => deliver(server, event(1), { headers, ...more });
    const statuses = [];
    for (let i = 0; i < 30; ++i) statuses.push((await guess({ key: other })).status);
    assert.deepEqual([...new Set(statuses)].sort(), [401, 429]);
    const refused = await guess({ age: 1000 });
    assert.equal(refused.status, 429);
    assert.match(refused.headers.get("retry-after"), /^[1-9]\d*$/);
    for (let i = 0; i < 30; ++i) assert.equal((await guess()).status, 202);
    assert.equal((await deliver(server, event(1), { key: other, headers: from("203.0.113.2") })).status, 401);
    const logged = server.lines.filter((line) => line.event === "webhook.refused").length;
    assert.ok(logged <= statuses.filter((one) => one === 401).length + 1, "a flood does not flood the log");
    assert.ok((await server.metric('portcheck_webhooks_total{desk="demo",outcome="rate_limited"}')) >= 5);
  });

  test("has few guesses at tokens and passwords", async (t) => {
    const server = await Server.start(t, { config: { server: { trusted_proxies: ["127.0.0.1"], rate_limit: 1, rate_burst: 40 }, demo_desk: { agent_password: "correct horse" } } });
    const guesses = async (target, authorization, address) => {
      let count = 0;
      while ((await fetch(server.url + target, { headers: { ...from(address), authorization } })).status === 401) ++count;
      return count;
    };
    const basic = (password) => `Basic ${Buffer.from(`agent:${password}`).toString("base64")}`;
    for (const [target, header, address] of [["/api/v1/dead-letters", "Bearer wrong", "203.0.113.4"], ["/agent", basic("wrong"), "203.0.113.5"], ["/desk/api/tickets", "Bearer wrong", "203.0.113.6"]]) {
      const count = await guesses(target, header, address);
      assert.ok(count >= 3 && count <= 10, `${target}: ${count} guesses`);
    }
    const right = { headers: { ...from("203.0.113.7"), authorization: `Bearer ${adminToken}` } };
    for (let i = 0; i < 20; ++i) assert.equal((await fetch(`${server.url}/api/v1/dead-letters`, right)).status, 200);
  });

  test("has its upload refused unread, and is never believed without a trusted proxy", async (t) => {
    const server = await limited(t);
    await Promise.all(Array.from({ length: 40 }, () => fetch(`${server.url}/portal`, { headers: from("203.0.113.1") })));
    const form = new FormData();
    form.append("files", new Blob([numbersFile.bytes]), "numbers.csv");
    const answer = await fetch(`${server.url}/api/v1/check`, { method: "POST", body: form, headers: from("203.0.113.1") });
    assert.deepEqual([answer.status, answer.headers.get("connection")], [429, "close"]);
    const forwarded = await limited(t, { forwarded_header: "Forwarded", rate_burst: 5 });
    const status = async (headers) => (await fetch(`${forwarded.url}/portal`, { headers })).status;
    const many = async (headers) => Promise.all(Array.from({ length: 20 }, () => status(headers)));
    assert.ok((await many({ forwarded: "for=203.0.113.1" })).includes(429));
    assert.ok(!(await many({ "x-forwarded-for": "203.0.113.1" })).includes(429), "the other header says nothing");
  });
});
