// The processes that read customers' files, in the real server: killed, stopped, without their zygote.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Server } from "./lib/server.mjs";
import { numbersFile, letterFile, submit, annotated } from "./lib/tickets.mjs";

const childrenOf = (pid) => {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    return tasks.flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number));
  } catch {
    return [];
  }
};
const zygoteOf = (server) =>
  childrenOf(server.process.pid).find((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--reader-zygote"));

// Sends the first reader that appears a signal, and says how many there were while it looked.
async function hunt(server, signal) {
  const zygote = zygoteOf(server);
  for (;;) {
    const [reader] = childrenOf(zygote);
    if (reader !== undefined) return process.kill(reader, signal);
    await setImmediate();
  }
}

const bigSheet = `Number to Port,Campaign_url\n${"212-736-0143,https://acme.invoca.net/a_campaigns/terms/11\n".repeat(200_000)}`;
const check = (server) => {
  const form = new FormData();
  form.append("files", new Blob([bigSheet]), "numbers.csv");
  return server.json("/api/v1/check", { method: "POST", body: form });
};
const failures = (server, reason) => server.metric(`portcheck_reader_failures_total{reason="${reason}"}`);

test("a reader that is killed, or stands still, is replaced, and nobody notices", async (t) => {
  const server = await Server.start(t, { config: { worker: { check_time: "3s" } } });
  for (const [signal, reason] of [["SIGKILL", "crashed"], ["SIGSEGV", "crashed"], ["SIGSTOP", "timed_out"]]) {
    const before = await failures(server, reason);
    const [answer] = await Promise.all([check(server), hunt(server, signal)]);
    assert.equal(answer.status, 200, signal);
    assert.equal(answer.body.request.numbers, 200_000);
    assert.ok(!answer.body.findings.some(({ rule }) => rule === "FIL-012"), signal);
    assert.equal((await failures(server, reason)) - before, 1, signal);
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  }
});

// No system call that some format needs is missing from the list.
test("every letter and sheet of the cases is read as the terminal program reads it", async (t) => {
  const server = await Server.start(t);
  const root = new URL("../../", import.meta.url).pathname;
  const folders = ["tests/cases/loa", "tests/data"].map((folder) => root + folder);
  const files = folders.flatMap((folder) => readdirSync(folder, { withFileTypes: true }).filter((one) => one.isFile())
    .map(({ name }) => `${folder}/${name}`)).filter((file) => !/\.(md|json|py)$/.test(file));
  const today = "2026-11-22";
  for (let at = 0; at < files.length; at += 60) {
    const some = files.slice(at, at + 60);
    const form = new FormData();
    form.append("request", JSON.stringify({ today }));
    for (const file of some) form.append("files", new Blob([readFileSync(file)]), basename(file));
    const answer = await fetch(`${server.url}/api/v1/check`, { method: "POST", body: form });
    const own = spawnSync(`${root}build/release/portcheck`, ["check", "--today", today, "--format", "json", ...some], { maxBuffer: 64 << 20 });
    assert.equal(await answer.text(), own.stdout.toString().trimEnd());
  }
});

test("a zygote that is killed has a successor before the next ticket", async (t) => {
  const server = await Server.start(t);
  for (let i = 0; i < 3; ++i) {
    process.kill(zygoteOf(server), "SIGKILL");
    const { id } = await submit(server, [numbersFile, letterFile]);
    await annotated(server, id);
  }
});

test("the zygote knows no secret, and ends with the server however that ends", async (t) => {
  const server = await Server.start(t);
  const zygote = zygoteOf(server);
  if (process.getuid() === 0) assert.equal(readFileSync(`/proc/${zygote}/environ`, "utf8"), "");
  server.process.kill("SIGKILL");
  await server.exited;
  for (let i = 0; i < 500 && readdirSync("/proc").includes(String(zygote)); ++i) await new Promise((go) => setTimeout(go, 10));
  assert.ok(!readdirSync("/proc").includes(String(zygote)));
});
