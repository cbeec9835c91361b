// Starts the real portcheckd on a free loopback port with its own data folder, and stops it with the test.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
export const binary = process.env.PORTCHECKD ?? path.join(root, "build/release/portcheckd");
export const secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
export const apiToken = "integration-test-token";
export const adminToken = "integration-admin-token";

// Of our own environment: where programs are, and what a sanitizer is told.
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => name === "PATH" || name.endsWith("SAN_OPTIONS")));

const startBound = 20_000;
const waitBound = 60_000;

export async function temporaryFolder(t) {
  const folder = await mkdtemp(path.join(tmpdir(), "portcheck-test-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const defaults = {
  server: { port: 0, admin_token: adminToken },
  queue: { coalesce_delay: "50ms", retry_first: "50ms", retry_max: "400ms" },
  worker: { missing_files_grace: "0ms", read_scans: false }, // OCR takes seconds: scan.test.mjs has it on
  demo_desk: { enabled: true, api_token: apiToken, webhook_secrets: [secret] },
};

function merged(base, more) {
  const out = { ...base };
  for (const [key, value] of Object.entries(more)) {
    out[key] = typeof value === "object" && !Array.isArray(value) ? merged(base[key] ?? {}, value) : value;
  }
  return out;
}

export class Server {
  #lines = [];
  #waiting = new Set();

  // `env`: more of the environment; `via`: a command that is given the server's, such as prlimit.
  static async start(t, { config = {}, data, env = {}, via = [] } = {}) {
    const server = new Server();
    server.data = data ?? (await temporaryFolder(t));
    const file = path.join(server.data, "portcheckd.jsonc");
    await writeFile(file, JSON.stringify(merged(defaults, config)));
    server.config = file;
    const [program, ...args] = [...via, binary, "--config", file, "--data", server.data];
    server.process = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...inherited, ...env } });
    server.exited = new Promise((resolve) => {
      server.process.on("exit", (code, signal) => resolve({ code, signal }));
    });
    t.after(() => server.kill());
    server.#read();
    const listening = await server.log((line) => line.event === "server.listening", startBound);
    server.url = `http://127.0.0.1:${listening.port}`;
    server.port = listening.port;
    return server;
  }

  #read() {
    let rest = "";
    this.process.stderr.setEncoding("utf8");
    this.process.stderr.on("data", (text) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop();
      for (const line of lines) {
        this.#lines.push(line.startsWith("{") ? JSON.parse(line) : { text: line });
        for (const look of this.#waiting) look();
      }
    });
    this.process.stderr.on("end", () => {
      for (const look of this.#waiting) look(true);
    });
  }

  get lines() {
    return this.#lines;
  }

  // The first line, from `from` on, for which `fits` holds; waits for it.
  log(fits, bound = waitBound, from = 0) {
    return new Promise((resolve, reject) => {
      const done = (settle, value) => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        settle(value);
      };
      const look = (ended) => {
        const line = this.#lines.slice(from).find((one) => fits(one));
        if (line) done(resolve, line);
        else if (ended) done(reject, new Error(`portcheckd ended; its last lines: ${JSON.stringify(this.#lines.slice(-5))}`));
      };
      const timer = setTimeout(
        () => done(reject, new Error(`no such log line within ${bound} ms; the last: ${JSON.stringify(this.#lines.slice(-5))}`)),
        bound,
      );
      this.#waiting.add(look);
      look();
    });
  }

  // Resident memory in bytes: now, or ("VmHWM") the most that there was.
  async memory(which = "VmRSS") {
    const { readFile } = await import("node:fs/promises");
    const status = await readFile(`/proc/${this.process.pid}/status`, "utf8");
    return Number(new RegExp(`${which}:\\s+(\\d+) kB`).exec(status)[1]) * 1024;
  }

  // Writes the configuration anew and tells the server.
  async reload(config) {
    await writeFile(this.config, typeof config === "string" ? config : JSON.stringify(merged(defaults, config)));
    this.process.kill("SIGHUP");
  }

  async kill() {
    this.process.kill("SIGKILL");
    return this.exited;
  }

  async stop() {
    this.process.kill("SIGTERM");
    return this.exited;
  }

  async json(target, options) {
    const response = await fetch(this.url + target, options);
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  async metric(line) {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const found = text.split("\n").find((one) => one.startsWith(`${line} `));
    return found === undefined ? 0 : Number(found.slice(line.length + 1));
  }
}

// Runs portcheckd to its end: { code, stdout, stderr }.
export function run(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(binary, args, { env: { ...inherited, ...env } });
    const out = { stdout: "", stderr: "" };
    child.stdout.on("data", (text) => (out.stdout += text));
    child.stderr.on("data", (text) => (out.stderr += text));
    const timer = setTimeout(() => child.kill("SIGKILL"), startBound);
    child.on("exit", (code) => {
      clearTimeout(timer);
      resolve({ code, ...out });
    });
  });
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Until `probe` returns something true; then that.
export async function eventually(probe, what, bound = waitBound) {
  const end = Date.now() + bound;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new Error(`not within ${bound} ms: ${what}`);
    await sleep(20);
  }
}
