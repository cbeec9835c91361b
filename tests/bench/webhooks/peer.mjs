// What a Node developer would write for the same job: fastify, the Standard Webhooks signature checked over the raw body,
// duplicates refused by a unique key, the event on disk (SQLite, WAL, synchronous=FULL) before the answer.
//   node peer.mjs PORT DATABASE SECRET each|batch
// each: a transaction for each webhook, as better-sqlite3 is used. batch: one for all that came within a turn of the event
// loop, answered after it, which is our own group commit in Node.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const [port, file, secret, mode] = process.argv.slice(2);
const modules = createRequire(path.join(process.env.PEER_MODULES ?? fileURLToPath(new URL(".", import.meta.url)), "package.json"));
const Database = modules("better-sqlite3");
const fastify = modules("fastify");

const key = Buffer.from(secret.slice("whsec_".length), "base64");
const tolerance = 300;

const db = new Database(file);
db.pragma("journal_mode = WAL");
db.pragma("synchronous = FULL");
db.exec(`CREATE TABLE IF NOT EXISTS seen (key TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS jobs (id INTEGER PRIMARY KEY, ticket TEXT NOT NULL UNIQUE, due INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS jobs_due ON jobs (due);`);
const see = db.prepare("INSERT OR IGNORE INTO seen (key, at) VALUES (?, ?)");
const add = db.prepare("INSERT INTO jobs (ticket, due) VALUES (?, ?) ON CONFLICT (ticket) DO UPDATE SET due = min(due, excluded.due)");
const store = ({ id, ticket }) => {
  const now = Date.now();
  if (see.run(id, now).changes === 0) return 0;
  add.run(ticket, now + 500);
  return 1;
};
const storeOne = db.transaction(store);
const storeAll = db.transaction((events) => events.map(store));

let waiting = [];
function flush() {
  const batch = waiting;
  waiting = [];
  storeAll(batch.map(({ event }) => event)).forEach((accepted, i) => batch[i].resolve(accepted));
}
const enqueue = (event) =>
  mode === "each"
    ? storeOne(event)
    : new Promise((resolve) => {
        if (waiting.push({ event, resolve }) === 1) setImmediate(flush);
      });

function verified(headers, body) {
  const { "webhook-id": id, "webhook-timestamp": time, "webhook-signature": given } = headers;
  if (!id || !time || !given || !(Math.abs(Date.now() / 1000 - Number(time)) <= tolerance)) return false;
  const wanted = createHmac("sha256", key).update(`${id}.${time}.`).update(body).digest();
  return given.split(" ").some((one) => {
    const got = Buffer.from(one.replace(/^v1,/, ""), "base64");
    return got.length === wanted.length && timingSafeEqual(got, wanted);
  });
}

const app = fastify({ logger: false });
app.addContentTypeParser("application/json", { parseAs: "buffer" }, (_, body, done) => done(null, body));
app.post("/webhooks/demo", async (request, reply) => {
  if (!verified(request.headers, request.body)) return reply.code(401).send({ error: "signature" });
  const ticket = JSON.parse(request.body).data?.ticket_id;
  if (typeof ticket !== "string" || !/^\d{1,18}$/.test(ticket)) return reply.code(400).send({ error: "ticket" });
  const accepted = await enqueue({ id: request.headers["webhook-id"], ticket });
  return reply.code(202).send({ accepted });
});
app.get("/count", () => db.prepare("SELECT count(*) AS n FROM seen").get());
await app.listen({ port: Number(port), host: "127.0.0.1" });
