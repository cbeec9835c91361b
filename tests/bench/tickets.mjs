// What a ticket costs: from its webhook to the finished note, with the parts, and how many small ones a processor checks.
//   node tests/bench/tickets.mjs [--rows 10000] [--rounds 5] [--bin build/release] [--bench build/bench/portcheck_ticket_bench]
// The first part is a real server with the demo desk: a sheet of so many numbers (XLSX) and the letters that list them all,
// sent with the contact form; times from the server's own log and metrics, medians of the rounds. The second is the engine
// in one thread on a sheet of 200 numbers and its letter, by the thread's processor time.
import { execFileSync, spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { loadavg } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "10000" },
    rounds: { type: "string", default: "5" },
    bin: { type: "string", default: path.join(root, "build/release") },
    bench: { type: "string", default: path.join(root, "build/bench/portcheck_ticket_bench") },
  },
});
await mkdir(path.join(root, "build/bench"), { recursive: true });
const folder = await mkdtemp(path.join(root, "build/bench/tickets-"));
const portcheck = path.join(values.bin, "portcheck");
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

const letterHolds = 5000;

// `rows` different numbers with an address each, and the letter for them.
async function files(rows) {
  const number = (i) => `(212) ${200 + Math.floor(i / 10_000)}-${String(i % 10_000).padStart(4, "0")}`;
  const head = "Number to Port,Campaign_url,Media Type,Destination Number";
  const lines = Array.from({ length: rows }, (_, i) => `${number(i)},https://acme.invoca.net/campaigns/${i % 500},Paid Search,(646) 736-0143`);
  const write = async (name, part) => {
    const file = path.join(folder, `${rows}.${name}.csv`);
    await writeFile(file, `${head}\r\n${part.join("\r\n")}\r\n`);
    return file;
  };
  const run = (...args) => {
    try {
      execFileSync(portcheck, args, { stdio: ["ignore", "ignore", "inherit"] });
    } catch (error) {
      if (error.status !== 1) throw error; // 1: something should be looked at
    }
  };
  const sheet = path.join(folder, `${rows}.xlsx`);
  run("fix", await write("all", lines), "-o", sheet);
  const letters = [];
  for (let from = 0; from < rows; from += letterHolds) {
    const letter = path.join(folder, `${rows}.${from}.pdf`);
    run("loa", "--sheet", await write(from, lines.slice(from, from + letterHolds)), "--company", "Acme Media LLC", "--address", "350 Fifth Avenue\nNew York, NY 10118", "--carrier", "Lumen", "--account", "0012345678", "--btn", number(from), "--name", "Ann Lee", "--title", "Owner", "--date", new Date().toISOString().slice(0, 10), "-o", letter);
    letters.push(letter);
  }
  return { sheet, letters };
}

function parse(text) {
  const sums = new Map();
  for (const [, name, value] of text.matchAll(/^(portcheck_\S+_sum(?:\{.*\})?) (\S+)$/gm)) sums.set(name, Number(value));
  return sums;
}
const parts = {
  "acknowledged, on disk": /^portcheck_webhook_ack_duration_seconds_sum/,
  "reading the ticket": /desk_call_duration_seconds_sum\{.*operation="read"/,
  "fetching the files": /desk_call_duration_seconds_sum\{.*operation="download"/,
  "reading and judging them": /check_duration_seconds_sum\{source="webhook"/,
  "writing the note": /desk_call_duration_seconds_sum\{.*operation="annotate"/,
};

async function webhookToNote(rows, rounds) {
  const { sheet, letters } = await files(rows);
  const config = path.join(folder, "portcheckd.jsonc");
  await writeFile(config, JSON.stringify({ server: { port: 0 }, queue: { coalesce_delay: "0ms" }, worker: { missing_files_grace: "0ms" }, demo_desk: { enabled: true, api_token: "benchmark-api-token" } }));
  const server = spawn(path.join(values.bin, "portcheckd"), ["--config", config, "--data", folder], { stdio: ["ignore", "ignore", "pipe"] });
  const lines = [];
  let rest = "", look = () => undefined;
  server.stderr.setEncoding("utf8").on("data", (piece) => {
    const got = (rest + piece).split("\n");
    rest = got.pop();
    lines.push(...got.map((line) => JSON.parse(line)));
    look();
  });
  const logged = (fits) =>
    new Promise((resolve) => {
      look = () => {
        const found = lines.find(fits);
        if (found) resolve(found);
      };
      look();
    });
  try {
    const { port } = await logged((line) => line.event === "server.listening");
    const url = `http://127.0.0.1:${port}`;
    const metrics = async () => parse(await (await fetch(`${url}/metrics`)).text());
    const results = [];
    for (let i = 0; i < rounds; ++i) {
      const before = await metrics();
      const form = new FormData();
      for (const [name, value] of Object.entries({ name: "Ann Lee", email: "ann@acme.example", subject: "Port our numbers", description: "Please.", reason: "Number Management", sub_category: "Porting Numbers" })) form.append(name, value);
      form.append("attachments", new Blob([await readFile(sheet)]), "numbers.xlsx");
      for (const [n, letter] of letters.entries()) form.append("attachments", new Blob([await readFile(letter)]), `letter-${n + 1}.pdf`);
      const { id } = await (await fetch(`${url}/portal/tickets`, { method: "POST", headers: { accept: "application/json" }, body: form })).json();
      const of = (event) => (line) => line.event === event && line.ticket === String(id);
      const accepted = await logged(of("webhook.accepted"));
      const finished = await logged((line) => of("job.finished")(line) && line.outcome === "annotated");
      await new Promise((resolve) => setTimeout(resolve, 300)); // the webhook of our own note
      const after = await metrics();
      const one = { verdict: finished.verdict, total: new Date(finished.time) - new Date(accepted.time), job: finished.duration_ms };
      for (const [part, pattern] of Object.entries(parts)) {
        one[part] = [...after].reduce((sum, [name, value]) => (pattern.test(name) ? sum + value - (before.get(name) ?? 0) : sum), 0) * 1000;
      }
      results.push(one);
    }
    const size = async (list) => `${((await Promise.all(list.map(async (file) => (await readFile(file)).length))).reduce((a, b) => a + b) / 1e6).toFixed(2)} MB`;
    console.log(`\nWebhook to finished note: ${rows} rows (XLSX of ${await size([sheet])}, ${letters.length} letters of ${await size(letters)}), verdict ${results[0].verdict}, median of ${rounds}, load ${loadavg()[0].toFixed(1)}\n`);
    console.log("| part | ms |\n|---|---:|");
    const row = (name, value) => console.log(`| ${name} | ${value.toFixed(1)} |`);
    for (const part of Object.keys(parts)) row(part, median(results.map((one) => one[part])));
    row("the rest of the attempt: note, reply, queue", median(results.map((one) => one.job - Object.keys(parts).slice(1).reduce((sum, part) => sum + one[part], 0))));
    row("**webhook accepted to note written**", median(results.map((one) => one.total)));
  } finally {
    server.kill("SIGTERM");
    await new Promise((resolve) => server.on("exit", resolve));
  }
}

try {
  await webhookToNote(Number(values.rows), Number(values.rounds));
  const { sheet, letters } = await files(200);
  console.log(`\n${execFileSync(values.bench, [sheet, letters[0], values.rounds]).toString().trim()}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
