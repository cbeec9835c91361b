// Freshdesk as its API reference describes it: conversations by page, private notes that can be edited, tags that are
// replaced as a whole, files at addresses that are signed themselves.
import { FakeDesk, customer, formParts, me, page, secret } from "./fake_desk.mjs";

export class Freshdesk extends FakeDesk {
  kind = "freshdesk";
  edits = true;
  takesFiles = true;
  ownSettings = {};

  authorized(headers) {
    return headers.authorization === `Basic ${Buffer.from("integration-token:X").toString("base64")}`;
  }

  #files(files) {
    return files.map((file) => ({ id: Number(file.id), name: file.name, content_type: "application/octet-stream", size: file.bytes.length, attachment_url: `${this.files}/signed/${file.id}` }));
  }

  #ticket(t) {
    return {
      id: Number(t.id),
      subject: t.subject,
      description_text: t.description,
      status: 2,
      tags: t.tags,
      created_at: t.created,
      updated_at: t.updated,
      custom_fields: { cf_case_reason: t.reason, cf_sub_category: t.sub, cf_porting_validation: t.result || null, cf_other: null },
      attachments: this.#files(t.comments[0].files),
      requester: { id: Number(customer), email: "pat@customer.example" },
    };
  }

  answer({ method, path, query, json, headers, body }) {
    if (path === "/api/v2/agents/me") return { json: { id: Number(me) } };
    if (path === "/api/v2/ticket_fields") return { json: ["cf_case_reason", "cf_sub_category", "cf_porting_validation"].map((name) => ({ name })) };
    if (path === "/api/v2/tickets" && method === "GET") {
      const changed = [...this.tickets.values()].filter((t) => t.updated >= query.get("updated_since")).sort((a, b) => (a.updated < b.updated ? -1 : 1));
      return { json: page(changed, Number(query.get("page")), 100).map((t) => this.#ticket(t)) };
    }
    const note = /^\/api\/v2\/conversations\/(\d+)$/.exec(path);
    if (note) return this.#edit(note[1], json, headers, body);
    const dropped = /^\/api\/v2\/attachments\/(\d+)$/.exec(path);
    if (dropped && method === "DELETE") {
      for (const one of [...this.tickets.values()].flatMap((t) => t.comments)) one.files = one.files.filter((file) => file.id !== dropped[1]);
      return { status: 204 };
    }
    const [, id, rest] = /^\/api\/v2\/tickets\/(\d+)(\/conversations|\/notes)?$/.exec(path) ?? [];
    const ticket = this.tickets.get(id);
    if (!ticket) return undefined;
    if (rest === "/conversations") {
      const all = ticket.comments.slice(1).map((c) => ({ id: Number(c.id), body: c.body, private: c.internal, incoming: c.author === customer, user_id: Number(c.author), attachments: this.#files(c.files) }));
      return { json: page(all, Number(query.get("page")), 100) };
    }
    if (rest === "/notes") {
      const { text, internal, files } = this.#note(json, headers, body);
      const comment = this.comment(id, { author: me, internal, body: text, files });
      return { status: 201, json: { id: Number(comment.id) } };
    }
    if (method === "PUT") {
      const unknown = Object.keys(json.custom_fields ?? {}).filter((name) => name !== "cf_porting_validation");
      if (unknown.length) return { status: 400, json: { description: "Validation failed", errors: unknown.map((field) => ({ field })) } };
      if (json.custom_fields) ticket.result = json.custom_fields.cf_porting_validation ?? "";
      if (json.tags) ticket.tags = json.tags;
      this.touch(ticket);
    }
    return { json: this.#ticket(ticket) };
  }

  #note(json, headers, body) {
    if (json) return { text: json.body, internal: json.private === true, files: [] };
    const parts = formParts(headers, body);
    return {
      text: parts.find((part) => part.name === "body").bytes.toString(),
      internal: parts.some((part) => part.name === "private" && part.bytes.toString() === "true"),
      files: parts.filter((part) => part.name === "attachments[]").map((part) => ({ name: part.filename, bytes: part.bytes })),
    };
  }

  #edit(id, json, headers, body) {
    for (const ticket of this.tickets.values()) {
      const comment = ticket.comments.find((one) => one.id === id);
      if (!comment) continue;
      const { text, files } = this.#note(json, headers, body);
      comment.body = text;
      comment.files.push(...files.map((file) => this.keep(file)));
      this.touch(ticket);
      return { json: { id: Number(id) } };
    }
    return undefined;
  }

  webhook(ticket, { key = secret }) {
    const body = JSON.stringify({ freshdesk_webhook: { ticket_id: Number(ticket.id), ticket_subject: ticket.subject, triggered_event: "{note_type:customer}" } });
    return { headers: { "content-type": "application/json", "x-portcheck-secret": key }, body };
  }
}
