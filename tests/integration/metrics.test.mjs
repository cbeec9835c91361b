// What operators see of a server that has done some of everything: metrics, the dashboard's queries, trace ids.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { Zendesk } from "./lib/desks/zendesk.mjs";
import { Server, eventually, temporaryFolder } from "./lib/server.mjs";
import { annotated, finished, letterFile, numbersFile, submit } from "./lib/tickets.mjs";
import { deliver, event } from "./lib/webhook.mjs";

const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
const span = "00f067aa0ba902b7";
const traceparent = `00-${trace}-${span}-01`;

function promtool(args, input = "") {
  return new Promise((resolve, reject) => {
    const child = execFile("promtool", args, (error, stdout, stderr) => {
      if (error?.code === "ENOENT") reject(error);
      else resolve({ code: error?.code ?? 0, text: stdout + stderr });
    });
    child.stdin.end(input);
  });
}

// Sample name -> set of its label names, over all its samples; none for a metric that was never counted.
function samplesOf(text) {
  const samples = new Map([...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => [name, new Set()]));
  for (const [, name, labels = ""] of text.matchAll(/^([a-z_]+)(?:\{(.*)\})? \S+$/gm)) {
    if (!samples.has(name)) samples.set(name, new Set());
    for (const [, label] of labels.matchAll(/([a-z_]+)="/g)) samples.get(name).add(label);
  }
  return samples;
}

const families = /\b((?:portcheck|process)_[a-z_]+)\s*(?:\{([^}]*)\})?/g;

// What a query asks for that `samples` do not have.
function missing(query, samples) {
  const wrong = [];
  const known = new Set();
  for (const [, name, selector = ""] of query.matchAll(families)) {
    if (!samples.has(name)) {
      wrong.push(`${name} does not exist`);
      continue;
    }
    for (const label of samples.get(name)) known.add(label);
    for (const [, label] of selector.matchAll(/([a-z_]+)\s*(?:=~|!~|!=|=)/g)) {
      if (!samples.get(name).has(label)) wrong.push(`${name} has no label ${label}`);
    }
  }
  for (const [, list] of query.matchAll(/\bby \(([^)]*)\)/g)) {
    for (const label of list.split(",").map((one) => one.trim())) {
      if (!known.has(label)) wrong.push(`nothing in it has the label ${label}`);
    }
  }
  return wrong;
}

const dashboard = JSON.parse(readFileSync(new URL("../../deploy/grafana/portcheck.json", import.meta.url), "utf8"));
const panels = dashboard.panels.filter((panel) => panel.type !== "row");
const readme = readFileSync(new URL("../../deploy/grafana/README.md", import.meta.url), "utf8");

describe("a server that has done some of everything", () => {
  let server, text, samples;
  const cleanups = [];
  const t = { after: (cleanup) => cleanups.push(cleanup) };

  before(async () => {
    const desk = await Zendesk.start(t);
    let failed = 0;
    desk.fault = ({ path: target }) => (/^\/api\/v2\/tickets\/\d/.test(target) && ++failed === 1 ? { status: 503 } : undefined);
    server = await Server.start(t, { config: { desks: { desk: { ...desk.settings, sweep_every: "1s" } } } });
    const id = desk.create({ files: [{ name: "numbers.csv", bytes: Buffer.from(numbersFile.bytes) }] });
    await desk.deliver(server, id);
    await finished(server, id, "annotated");
    const ticket = await submit(server, [numbersFile, letterFile]);
    await annotated(server, ticket.id);
    assert.equal((await deliver(server, event(ticket.id), { age: 400 })).status, 401);
    const form = new FormData();
    form.append("files", new Blob([numbersFile.bytes]), "numbers.csv");
    assert.equal((await fetch(`${server.url}/api/v1/check`, { method: "POST", body: form })).status, 200);
    await eventually(async () => (await server.metric('portcheck_sweeps_total{desk="desk",outcome="done"}')) > 0, "a sweep");
    text = await (await fetch(`${server.url}/metrics`)).text();
    samples = samplesOf(text);
  });
  after(async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  });

  test("is read by Prometheus' own tool, which has nothing to say against names and units", async () => {
    assert.deepEqual(await promtool(["check", "metrics"], text), { code: 0, text: "" });
    const wrong = await promtool(["check", "metrics"], text.replaceAll("portcheck_webhooks_total", "portcheck_webhooksMs"));
    assert.notEqual(wrong.code, 0, "the tool does look at names");
  });

  test("has counted what happened", async () => {
    const value = (line) => Number(text.split("\n").find((one) => one.startsWith(`${line} `))?.slice(line.length) ?? 0);
    assert.equal(value('portcheck_jobs_total{desk="desk",outcome="retry"}'), 1);
    assert.equal(value('portcheck_jobs_total{desk="desk",outcome="annotated"}'), 1);
    assert.equal(value('portcheck_desk_call_duration_seconds_count{desk="desk",operation="read",outcome="unavailable"}'), 1);
    assert.equal(value('portcheck_desk_call_duration_seconds_count{desk="desk",operation="annotate",outcome="ok"}'), 1);
    assert.equal(value('portcheck_webhooks_total{desk="demo",outcome="stale"}'), 1);
    assert.ok(value('portcheck_findings_total{source="webhook",desk="desk",family="TKT"}') > 0, "the letter is missing");
    assert.ok(/^portcheck_findings_total\{source="page",desk="",family="[A-Z]+"\} [1-9]/m.test(text));
    assert.equal(value('portcheck_webhook_ack_duration_seconds_count{desk="desk"}'), 1);
    assert.equal(value('portcheck_webhook_ack_duration_seconds_bucket{desk="desk",le="+Inf"}'), 1);
    assert.ok(value("process_resident_memory_bytes") > 1 << 20);
    assert.ok(Math.abs(value("process_start_time_seconds") - Date.now() / 1000) < 600);
  });

  test("has every metric and label that the dashboard asks for", async () => {
    assert.ok(panels.length > 20);
    for (const panel of panels) {
      for (const { expr, legendFormat } of panel.targets) {
        assert.deepEqual(missing(expr, samples), [], `${panel.title}: ${expr}`);
        for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) {
          const grouped = /\bby \(([^)]*)\)/.exec(expr)?.[1] ?? [...samples.get(expr.split(/[{[ ]/)[0])].join(",");
          assert.ok(grouped.split(/, ?/).includes(label), `${panel.title}: the legend's ${label} is not in the result`);
        }
      }
    }
    for (const variable of dashboard.templating.list.filter(({ type }) => type === "query")) {
      const [, name, label] = /^label_values\((\w+), (\w+)\)$/.exec(variable.definition);
      assert.ok(samples.get(name)?.has(label), variable.definition);
    }
    for (const [, query] of readme.matchAll(/\| `([^`]+)` \|/g)) assert.deepEqual(missing(query, samples), [], query);
    assert.deepEqual(missing('sum by (colour) (rate(portcheck_jobs_total{dsek="a"}[5m])) + portcheck_jobs', samples).length, 3, "the test does look");
  });

  test("shows every metric that it has", () => {
    const shown = new Set(panels.flatMap((panel) => panel.targets.flatMap(({ expr }) => [...expr.matchAll(families)].map(([, name]) => name.replace(/_(bucket|count|sum)$/, "")))));
    const all = [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name);
    assert.deepEqual(all.filter((name) => !shown.has(name)), ["portcheck_demo_desk_webhooks"], "which is no operator's business");
  });

  test("has a dashboard whose queries are PromQL", async (context) => {
    const folder = await temporaryFolder(context);
    const filled = (expr) => expr.replaceAll("$__rate_interval", "5m").replaceAll("$desk", ".*");
    const rules = (list) => JSON.stringify({ groups: [{ name: "dashboard", rules: list.map((expr, i) => ({ record: `q:${i}`, expr: filled(expr) })) }] });
    const file = path.join(folder, "rules.yml"); // JSON is YAML
    const queries = [...panels.flatMap((panel) => panel.targets.map(({ expr }) => expr)), ...[...readme.matchAll(/\| `([^`]+)` \|/g)].map(([, query]) => query.replaceAll("\\|", "|"))];
    await writeFile(file, rules(queries));
    const checked = await promtool(["check", "rules", file]);
    assert.equal(checked.code, 0, checked.text);
    await writeFile(file, rules(["sum by (desk (x)"]));
    assert.notEqual((await promtool(["check", "rules", file])).code, 0);
  });
});

test("a request's trace is in its log lines and in those of the job it leads to; a broken one is not", async (t) => {
  const server = await Server.start(t, { config: { log: { level: "debug" } } });
  const { id } = await submit(server, [numbersFile, letterFile]);
  await annotated(server, id);
  const job = async (headers, from = server.lines.length) => {
    assert.equal((await deliver(server, event(id), { headers })).status, 202);
    return { job: await finished(server, id, "annotated", from), lines: server.lines.slice(from) };
  };
  const traced = await job({ traceparent });
  const of = (line) => [line.trace_id, line.span_id];
  assert.deepEqual(of(traced.job), [trace, span]);
  assert.deepEqual(of(traced.lines.find((line) => line.event === "webhook.accepted")), [trace, span]);
  await server.log((line) => line.event === "http.request" && line.route === "webhook" && line.trace_id === trace);
  for (const broken of [`00-${"0".repeat(32)}-${span}-01`, `00-${trace.toUpperCase()}-${span}-01`, '"}\n{"event":"forged'].map((one) => one.replace("\n", " "))) {
    const { lines } = await job({ traceparent: broken });
    assert.ok(lines.filter((line) => line.event === "webhook.accepted").every((line) => line.trace_id === undefined), broken);
  }
});
