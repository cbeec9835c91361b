// Acknowledged webhooks per second: PortCheck beside Debian's `webhook` and a Node server, in turns, on the same processors.
//   node tests/bench/webhooks/webhooks.mjs [--rounds 5] [--seconds 4] [--connections 64,8] [--server FILE] [--only NAME,NAME]
// wrk (one thread) sends requests that were signed before the round, each with an id of its own, as fast as they are
// answered. After each round what was answered is compared with what is stored. The best and the median round are printed.
import { spawn, execFile } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import net from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = path.join(here, "../../..");
const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "4" },
    connections: { type: "string", default: "64,8" },
    server: { type: "string", default: path.join(root, "build/release/portcheckd") },
    only: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);
const amount = seconds * 30_000; // more than any of them takes
const key = randomBytes(32);
const secret = `whsec_${key.toString("base64")}`;
const text = key.toString("hex"); // for the server whose keys are texts

await mkdir(path.join(root, "build/bench"), { recursive: true });
const folder = await mkdtemp(path.join(root, "build/bench/webhooks-"));

async function freePort() {
  const probe = net.createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

let serial = 0;
function standardRequest() {
  const id = `msg_${(++serial).toString(36)}_${randomBytes(6).toString("hex")}`;
  const time = String(Math.floor(Date.now() / 1000));
  const body = JSON.stringify({ type: "ticket.updated", timestamp: new Date().toISOString(), data: { ticket_id: String(1e9 + serial), actor: "customer" } });
  const signature = createHmac("sha256", key).update(`${id}.${time}.${body}`).digest("base64");
  return `POST /webhooks/demo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nwebhook-id: ${id}\r\nwebhook-timestamp: ${time}\r\nwebhook-signature: v1,${signature}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}
function hashRequest() {
  const body = JSON.stringify({ type: "ticket.updated", timestamp: new Date().toISOString(), data: { ticket_id: String(1e9 + ++serial), actor: "customer" } });
  const signature = createHmac("sha256", text).update(body).digest("hex");
  return `POST /hooks/demo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nX-Signature: sha256=${signature}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

const count = async (url, pick) => pick(await (await fetch(url)).text());
const programs = {
  portcheck: {
    request: standardRequest,
    // Jobs become due after the round: what is measured is taking webhooks in, as with the others.
    async start(port, place) {
      const file = path.join(place, "portcheckd.jsonc");
      await writeFile(file, JSON.stringify({ server: { port }, queue: { coalesce_delay: "1min" }, demo_desk: { enabled: true, api_token: "benchmark-api-token", webhook_secrets: [secret] } }));
      return [values.server, "--config", file, "--data", place];
    },
    ready: "/healthz",
    stored: (url) => count(`${url}/metrics`, (all) => Number(/portcheck_webhook_events_total\{desk="demo",outcome="new"\} (\d+)/.exec(all)?.[1] ?? 0)),
  },
  ...Object.fromEntries(
    ["each", "batch"].map((mode) => [
      `node-${mode}`,
      {
        request: standardRequest,
        start: async (port, place) => [process.execPath, path.join(here, "peer.mjs"), String(port), path.join(place, "peer.db"), secret, mode],
        ready: "/count",
        stored: (url) => count(`${url}/count`, (all) => JSON.parse(all).n),
      },
    ]),
  ),
  webhook: {
    request: hashRequest,
    async start(port, place) {
      const file = path.join(place, "hooks.json");
      const rule = { match: { type: "payload-hmac-sha256", secret: text, parameter: { source: "header", name: "X-Signature" } } };
      await writeFile(file, JSON.stringify([{ id: "demo", "execute-command": "/bin/true", "trigger-rule": rule }]));
      return ["webhook", "-hooks", file, "-ip", "127.0.0.1", "-port", String(port)];
    },
    ready: "/",
  },
};

async function started(name, place) {
  const program = programs[name];
  const port = await freePort();
  const [command, ...args] = await program.start(port, place);
  const log = await open(path.join(place, "log"), "w");
  const child = spawn(command, args, { stdio: ["ignore", log.fd, log.fd], env: { PATH: process.env.PATH, PEER_MODULES: process.env.PEER_MODULES ?? path.join(root, "build/bench/webhook-peer") } });
  await log.close();
  const ended = new Promise((resolve) => child.on("exit", resolve));
  const url = `http://127.0.0.1:${port}`;
  for (let i = 0; ; ++i) {
    if (await fetch(url + program.ready).then(() => true, () => false)) break;
    if (i > 200 || child.exitCode !== null) throw new Error(`${name} does not start: ${await readFile(path.join(place, "log"), "utf8")}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, pid: child.pid, stop: () => (child.kill("SIGTERM"), ended) };
}

// Seconds of the process and of the children that it has waited for; the system counts in hundredths.
async function processorTime(pid) {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).replace(/^.*\) /, "").split(" ");
  return [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i]), 0) / 100;
}

async function round(name, connections) {
  const place = await mkdtemp(path.join(folder, `${name}-`));
  const server = await started(name, place);
  const requests = path.join(place, "requests");
  const handle = await open(requests, "w");
  for (let done = 0; done < amount; done += 1000) {
    const piece = Array.from({ length: 1000 }, () => programs[name].request());
    await handle.write(piece.map((one) => `${Buffer.byteLength(one)}\n${one}`).join(""));
  }
  await handle.close();
  const wrk = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "30s", "-s", path.join(here, "wrk.lua"), server.url, "--", requests];
  const before = await processorTime(server.pid);
  const { stdout } = await promisify(execFile)("wrk", wrk);
  const result = JSON.parse(/^\{.*\}$/m.exec(stdout)[0]);
  result.cpu_us = ((await processorTime(server.pid)) - before) * 1e6 / result.requests;
  const status = await readFile(`/proc/${server.pid}/status`, "utf8");
  result.rss_mib = Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024);
  if (programs[name].stored) {
    const stored = await programs[name].stored(server.url);
    // What was on its way when the last request had been sent is stored, but its answer was not waited for.
    if (stored < result.requests - result.refused || stored > amount) throw new Error(`${name}: ${result.requests} answered, ${stored} stored`);
  }
  if (result.requests > amount - 1000) throw new Error(`${name}: all requests were sent before the end`);
  if (result.refused || result.broken) throw new Error(`${name}: ${JSON.stringify(result)}`);
  await server.stop();
  await rm(place, { recursive: true });
  return { ...result, rate: result.requests / result.seconds };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
try {
  const names = values.only?.split(",") ?? Object.keys(programs);
  for (const connections of values.connections.split(",").map(Number)) {
    const results = Object.fromEntries(names.map((name) => [name, []]));
    for (let i = 0; i < rounds; ++i) {
      for (const name of names) results[name].push(await round(name, connections));
    }
    console.log(`\n${connections} connections, ${rounds} rounds of ${seconds} s in turns, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}`);
    console.log("| server | acknowledged/s, best | median | p50 ms | p99 ms | p99.9 ms | processor µs for one | peak MiB | PortCheck is ahead, median of pairs |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|");
    for (const name of names) {
      const all = results[name];
      const best = all.reduce((a, b) => (b.rate > a.rate ? b : a));
      const ahead = results.portcheck ? median(all.map((one, i) => results.portcheck[i].rate / one.rate)).toFixed(2) : "";
      const of = (field) => median(all.map((one) => one[field])).toFixed(1);
      console.log(`| ${name} | ${Math.round(best.rate)} | ${Math.round(median(all.map(({ rate }) => rate)))} | ${of("p50_ms")} | ${of("p99_ms")} | ${of("p999_ms")} | ${of("cpu_us")} | ${Math.max(...all.map((one) => one.rss_mib))} | ${ahead} |`);
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
