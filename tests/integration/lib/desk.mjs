// The other side of the ticket API as a program of its own: counts what is written, keeps tickets in memory, and fails
// on request. The server under test reaches it through demo_desk.base_url.
import http from "node:http";

import { letterFile, numbersFile, porting } from "./tickets.mjs";

export class TicketApi {
  tickets = new Map(); // id -> { note, marker, writes, version }
  requests = 0;
  fail = () => null; // (request) => { status, headers } to answer instead; null: answer normally
  delay = 0; // ms before each answer

  static async start(t) {
    const api = new TicketApi();
    api.http = http.createServer((request, response) => api.#answer(request, response));
    await new Promise((resolve) => api.http.listen(0, "127.0.0.1", resolve));
    api.url = `http://127.0.0.1:${api.http.address().port}`;
    t.after(() => {
      api.http.closeAllConnections();
      api.http.close();
    });
    return api;
  }

  add(id) {
    this.tickets.set(String(id), { note: null, marker: null, writes: 0, version: 1 });
  }

  async #answer(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    ++this.requests;
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    const failure = this.fail(request);
    if (failure) {
      response.writeHead(failure.status, failure.headers ?? {});
      response.end();
      return;
    }
    const [, kind, id, action] = /^\/desk\/api\/(tickets|attachments)\/(\d+)(\/note)?$/.exec(request.url) ?? [];
    if (kind === "attachments") {
      response.end(Number(id) % 2 === 1 ? numbersFile.bytes : letterFile.bytes);
      return;
    }
    const ticket = this.tickets.get(id);
    if (!ticket) {
      response.writeHead(404);
      response.end();
      return;
    }
    if (action) this.#write(ticket, request, JSON.parse(Buffer.concat(chunks)), response);
    else this.#read(id, ticket, response);
  }

  #read(id, ticket, response) {
    const file = ({ name, bytes }, attachment) => ({
      id: String(attachment),
      name,
      content_type: "application/octet-stream",
      size: Buffer.byteLength(bytes),
      sha256: "",
    });
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify({
        ticket: {
          id,
          version: String(ticket.version),
          subject: "Request to port-in phone numbers",
          description: "",
          ...porting,
          status: "open",
          requester: { name: "", email: "pat@customer.example" },
          created_at: "2026-01-01T00:00:00Z",
          attachments: [file(numbersFile, 1), file(letterFile, 2)],
        },
      }),
    );
  }

  #write(ticket, request, note, response) {
    response.setHeader("content-type", "application/json");
    if (request.headers["if-match"] !== `"${ticket.version}"`) {
      response.writeHead(412);
      response.end();
      return;
    }
    const changed = note.marker !== ticket.marker;
    if (changed) {
      ticket.note = note;
      ticket.marker = note.marker;
      ++ticket.writes;
      ++ticket.version;
    }
    response.end(JSON.stringify({ changed }));
  }
}
