// Zammad as its documentation describes it: a ticket with plain keys, articles with files, one call for note and field.
import { FakeDesk, customer, hmac, me, page } from "./fake_desk.mjs";

export class Zammad extends FakeDesk {
  kind = "zammad";
  edits = false;
  takesFiles = true;
  ownSettings = {};

  authorized(headers) {
    return headers.authorization === "Token token=integration-token";
  }

  #ticket(t) {
    return { id: Number(t.id), title: t.subject, state: "open", customer: "pat@customer.example", case_reason: t.reason, sub_category: t.sub, porting_validation: t.result, created_at: t.created, updated_at: t.updated };
  }
  #article(t, c) {
    return {
      id: Number(c.id),
      ticket_id: Number(t.id),
      sender: c.author === customer ? "Customer" : "Agent",
      internal: c.internal,
      body: c.body,
      content_type: "text/html",
      created_by_id: Number(c.author),
      attachments: c.files.map((file) => ({ id: Number(file.id), filename: file.name, size: String(file.bytes.length), preferences: { "Content-Type": "application/octet-stream" } })),
    };
  }

  answer({ method, path, query, json }) {
    if (path === "/api/v1/users/me") return { json: { id: Number(me) } };
    if (path === "/api/v1/object_manager_attributes") return { json: ["case_reason", "sub_category", "porting_validation"].map((name) => ({ name })) };
    if (path === "/api/v1/tickets/search") {
      const since = /updated_at:\[(.*) TO \*\]/.exec(query.get("query"))[1];
      const changed = [...this.tickets.values()].filter((t) => t.updated >= since).sort((a, b) => (a.updated < b.updated ? -1 : 1));
      return { json: page(changed, Number(query.get("page")), 100).map((t) => this.#ticket(t)) };
    }
    const file = /^\/api\/v1\/ticket_attachment\/(\d+)\/(\d+)\/(\d+)$/.exec(path);
    if (file) {
      const kept = this.tickets.get(file[1])?.comments.find((c) => c.id === file[2])?.files.find((one) => one.id === file[3]);
      return kept && { bytes: kept.bytes };
    }
    const articles = /^\/api\/v1\/ticket_articles\/by_ticket\/(\d+)$/.exec(path);
    if (articles) {
      const ticket = this.tickets.get(articles[1]);
      return ticket && { json: ticket.comments.map((c) => this.#article(ticket, c)) };
    }
    if (path.startsWith("/api/v1/tags")) return this.#tags(path, query, json);
    const [, id] = /^\/api\/v1\/tickets\/(\d+)$/.exec(path) ?? [];
    const ticket = this.tickets.get(id);
    if (!ticket) return undefined;
    if (method === "PUT") {
      if ("porting_validation" in json) ticket.result = json.porting_validation;
      if (json.article) {
        const files = (json.article.attachments ?? []).map((one) => ({ name: one.filename, bytes: Buffer.from(one.data, "base64") }));
        this.comment(id, { author: me, internal: json.article.internal === true && json.article.type === "note", body: json.article.body, files });
      }
      this.touch(ticket);
    }
    return { json: this.#ticket(ticket) };
  }

  #tags(path, query, json) {
    const ticket = this.tickets.get(String(json?.o_id ?? query.get("o_id")));
    if (!ticket) return undefined;
    if (path.endsWith("/add")) ticket.tags = [...new Set([...ticket.tags, json.item])];
    if (path.endsWith("/remove")) ticket.tags = ticket.tags.filter((tag) => tag !== json.item);
    return { json: path.endsWith("/tags") ? { tags: ticket.tags } : true };
  }

  webhook(ticket, { actor, delivery, key }) {
    const body = JSON.stringify({ ticket: { id: Number(ticket.id), title: ticket.subject }, article: { id: 1, created_by: { id: Number(actor) }, attachments: [] } });
    return { headers: { "content-type": "application/json; charset=utf-8", "x-zammad-trigger": "PortCheck", "x-zammad-delivery": delivery, "x-hub-signature": `sha1=${hmac("sha1", "hex", body, key)}` }, body };
  }
}
