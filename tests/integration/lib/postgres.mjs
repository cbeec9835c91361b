// A PostgreSQL of the test's own (tests/postgres.sh), which goes with it.
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { eventually } from "./server.mjs";

const script = fileURLToPath(new URL("../../postgres.sh", import.meta.url));
const run = promisify(execFile);

export class Postgres {
  static async start(t) {
    const database = new Postgres();
    database.folder = await mkdtemp(path.join(tmpdir(), "portcheck-postgres-"));
    database.connection = `host=${database.folder} dbname=portcheck user=portcheck`;
    t.after(async () => {
      await database.stop();
      await rm(database.folder, { recursive: true, force: true });
    });
    await database.start();
    return database;
  }

  async start() {
    this.process = spawn(script, [this.folder], { stdio: "ignore" });
    this.exited = new Promise((resolve) => this.process.on("exit", resolve));
    await eventually(() => this.sql("SELECT 1").catch(() => false), "PostgreSQL answers");
  }

  // At once: SIGQUIT is its word for that.
  async stop(signal = "SIGQUIT") {
    this.#signal("SIGCONT");
    this.process.kill(signal);
    await this.exited;
  }

  freeze() {
    this.#signal("SIGSTOP");
  }
  thaw() {
    this.#signal("SIGCONT");
  }
  #signal(signal) {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const { pid } = this.process;
    for (const one of [pid, ...readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean)]) {
      try {
        process.kill(Number(one), signal);
      } catch (error) {
        if (error.code !== "ESRCH") throw error; // a backend that has ended since the list was read
      }
    }
  }

  async sql(text) {
    const { stdout } = await run("psql", ["-h", this.folder, "-U", "portcheck", "-d", "portcheck", "-XAtqc", text]);
    return stdout.trim();
  }
}

// What a test runs over: every queue there is, as a piece of configuration made by `make(t)`.
export const queues = [
  { name: "SQLite", make: async () => ({}) },
  { name: "PostgreSQL", make: async (t) => ({ postgres: (await Postgres.start(t)).connection }) },
];
