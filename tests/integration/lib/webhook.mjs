// A sender of Standard Webhooks, written from the specification and not from the server's code.
import { createHmac, randomUUID } from "node:crypto";

import { secret } from "./server.mjs";

export function signature(id, timestamp, body, key = secret) {
  const bytes = Buffer.from(key.slice("whsec_".length), "base64");
  return `v1,${createHmac("sha256", bytes).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

export function event(ticket, type = "ticket.updated", actor = "customer") {
  return JSON.stringify({ type, timestamp: new Date().toISOString(), data: { ticket_id: String(ticket), actor } });
}

export function signed(body, { id = `msg_${randomUUID()}`, age = 0, key = secret } = {}) {
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signature(id, timestamp, body, key),
  };
}

export async function deliver(server, body, options = {}) {
  const response = await fetch(`${server.url}/webhooks/${options.desk ?? "demo"}`, {
    method: "POST",
    headers: { ...signed(body, options), ...options.headers },
    body,
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}
