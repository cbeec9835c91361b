// Zendesk Support as its API reference describes it: tickets, comments with cursor pages, uploads, safe updates, content
// addresses that redirect to another host.
import { FakeDesk, customer, hmac, me } from "./fake_desk.mjs";

const fields = { reason: 11, sub: 12, result: 13 };

export class Zendesk extends FakeDesk {
  kind = "zendesk";
  edits = false;
  locks = true;
  takesFiles = true;
  ownSettings = { user: "bot@example.com", reason_field: "11", sub_category_field: "12", result_field: "13" };

  authorized(headers) {
    return headers.authorization === `Basic ${Buffer.from("bot@example.com/token:integration-token").toString("base64")}`;
  }

  #ticket(t) {
    const tag = (text) => text.toLowerCase().replaceAll(" ", "_");
    return {
      id: Number(t.id),
      subject: t.subject,
      description: t.description,
      status: t.status ?? "open",
      tags: t.tags,
      requester_id: Number(customer),
      created_at: t.created,
      updated_at: t.updated,
      custom_fields: [
        { id: fields.reason, value: tag(t.reason) },
        { id: fields.sub, value: tag(t.sub) },
        { id: fields.result, value: t.result || null },
        { id: 99, value: [{ unknown: true }] },
      ],
    };
  }

  answer({ method, path, query, json, body }) {
    if (path === "/api/v2/users/me.json") return { json: { user: { id: Number(me) } } };
    if (path === "/api/v2/ticket_fields.json") return { json: { ticket_fields: Object.values(fields).map((id) => ({ id })) } };
    if (path === "/api/v2/uploads.json") {
      const upload = this.keep({ name: query.get("filename"), bytes: body });
      return { status: 201, json: { upload: { token: upload.id } } };
    }
    if (path === "/api/v2/incremental/tickets/cursor.json") {
      const since = query.get("cursor") ?? new Date(Number(query.get("start_time")) * 1000).toISOString();
      const changed = [...this.tickets.values()].filter((t) => t.updated > since).sort((a, b) => (a.updated < b.updated ? -1 : 1));
      return { json: { tickets: changed.map((t) => this.#ticket(t)), after_cursor: changed.at(-1)?.updated ?? since, end_of_stream: true } };
    }
    const file = /^\/attachments\/token\/(\d+)$/.exec(path);
    if (file) return { status: 302, headers: { location: `${this.files}/signed/${file[1]}` } };
    const [, id, rest] = /^\/api\/v2\/tickets\/(\d+)(\.json|\/comments\.json|\/tags\.json)$/.exec(path) ?? [];
    const ticket = this.tickets.get(id);
    if (!ticket) return undefined;
    if (rest === "/comments.json") return this.#comments(ticket, query);
    if (rest === "/tags.json") {
      const drop = method === "DELETE";
      ticket.tags = drop ? ticket.tags.filter((tag) => !json.tags.includes(tag)) : [...new Set([...ticket.tags, ...json.tags])];
      return { json: { tags: ticket.tags } };
    }
    if (method === "GET") return { json: { ticket: this.#ticket(ticket), users: [{ id: Number(customer), email: "pat@customer.example", locale: "es-MX" }] } };
    return this.#update(ticket, json.ticket);
  }

  #comments(ticket, query) {
    const from = Number(query.get("page[after]") ?? 0);
    const shown = ticket.comments.slice(from, from + this.pageSize);
    const comments = shown.map((comment) => ({
      id: Number(comment.id),
      author_id: Number(comment.author),
      public: !comment.internal,
      html_body: comment.body,
      attachments: comment.files.map((file) => ({
        id: Number(file.id),
        file_name: file.name,
        content_type: "application/octet-stream",
        content_url: `${this.url}/attachments/token/${file.id}`,
        size: file.bytes.length,
        malware_scan_result: file.scan?.() ?? "malware_not_found",
        malware_access_override: false,
      })),
    }));
    const next = from + shown.length;
    return { json: { comments, meta: { has_more: next < ticket.comments.length, after_cursor: String(next) } } };
  }

  #update(ticket, update) {
    if (update.safe_update && update.updated_stamp !== ticket.updated) return { status: 409, json: { error: "UpdateConflict" } };
    for (const field of update.custom_fields ?? []) {
      if (!Object.values(fields).includes(field.id)) return { status: 422, json: { error: "RecordInvalid" } };
      ticket.result = field.value ?? "";
    }
    ticket.tags = [...new Set([...ticket.tags, ...(update.additional_tags ?? [])])].filter((tag) => !(update.remove_tags ?? []).includes(tag));
    if (update.comment) {
      this.comment(ticket.id, {
        author: me,
        internal: update.comment.public === false,
        body: update.comment.html_body,
        files: (update.comment.uploads ?? []).map((token) => this.kept(token)),
      });
    }
    this.touch(ticket);
    return { json: { ticket: this.#ticket(ticket) } };
  }

  webhook(ticket, { actor, delivery, key }) {
    const body = JSON.stringify({
      type: "zen:event-type:ticket.comment_added",
      account_id: 1,
      id: delivery,
      time: this.now(),
      zendesk_event_version: "2022-11-06",
      subject: `zen:ticket:${ticket.id}`,
      detail: { id: String(ticket.id), actor_id: actor, subject: ticket.subject },
      event: {},
    });
    const timestamp = new Date().toISOString().replace(/\.\d+/, "");
    return { headers: { "content-type": "application/json", "x-zendesk-webhook-signature-timestamp": timestamp, "x-zendesk-webhook-signature": hmac("sha256", "base64", timestamp + body, key) }, body };
  }
}
