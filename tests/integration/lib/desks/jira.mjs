// Jira Service Management as its REST references describe it: comments by startAt, internal ones by the service desk's API,
// files that redirect to the media host, JQL that knows minutes.
import { FakeDesk, customer, hmac, me } from "./fake_desk.mjs";

export class Jira extends FakeDesk {
  kind = "jira";
  edits = true;
  takesFiles = false;
  ownSettings = { user: "bot@example.com", reason_field: "customfield_1", sub_category_field: "customfield_1", result_field: "customfield_3" };

  authorized(headers) {
    return headers.authorization === `Basic ${Buffer.from("bot@example.com:integration-token").toString("base64")}`;
  }
  ticketId(id) {
    return `SUP-${id}`;
  }

  #fields(t) {
    return {
      summary: t.subject,
      description: t.description,
      status: { name: "Open" },
      reporter: { accountId: customer, emailAddress: "pat@customer.example", locale: "fr_FR" },
      created: t.created.replace("Z", "+0000"),
      updated: t.updated.replace("Z", "+0000"),
      labels: t.tags,
      customfield_1: { value: t.reason, child: { value: t.sub } },
      customfield_3: t.result ? { value: t.result } : null,
      attachment: t.comments.flatMap((c) => c.files.map((file) => ({ id: file.id, filename: file.name, size: file.bytes.length, mimeType: "application/octet-stream", author: { accountId: c.author } }))).reverse(),
    };
  }

  answer({ method, path, query, json }) {
    if (path === "/rest/api/2/myself") return { json: { accountId: me } };
    if (path === "/rest/api/2/field") return { json: ["customfield_1", "customfield_3"].map((id) => ({ id })) };
    if (path === "/rest/api/3/search/jql") {
      const minutes = Number(/updated >= -(\d+)m/.exec(query.get("jql"))[1]);
      const since = new Date(Date.now() - 3_600_000 - minutes * 60_000).toISOString(); // this desk's clock is an hour behind
      const issues = [...this.tickets.values()].filter((t) => t.updated >= since).map((t) => ({ key: t.id, fields: this.#fields(t) }));
      return { json: { issues, isLast: true } };
    }
    const file = /^\/rest\/api\/3\/attachment\/content\/(\d+)$/.exec(path);
    if (file) return { status: 303, headers: { location: `${this.files}/file/${file[1]}` } };
    const internal = /^\/rest\/servicedeskapi\/request\/(SUP-\d+)\/comment$/.exec(path);
    if (internal) {
      if (!this.tickets.has(internal[1])) return undefined;
      const comment = this.comment(internal[1], { author: me, internal: json.public === false, body: json.body });
      return { status: 201, json: { id: comment.id, body: json.body, public: json.public } };
    }
    const [, id, rest, comment] = /^\/rest\/api\/2\/issue\/(SUP-\d+)(\/comment)?(?:\/(\d+))?$/.exec(path) ?? [];
    const ticket = this.tickets.get(id);
    if (!ticket) return undefined;
    if (comment) {
      const found = ticket.comments.find((one) => one.id === comment);
      if (!found) return undefined;
      found.body = json.body;
      this.touch(ticket);
      return { json: { id: comment } };
    }
    if (rest) {
      const from = Number(query.get("startAt"));
      return { json: { startAt: from, total: ticket.comments.length, comments: ticket.comments.slice(from, from + 100).map((c) => ({ id: c.id, author: { accountId: c.author }, body: c.body, jsdPublic: !c.internal })) } };
    }
    if (method === "PUT") {
      if (json.fields) {
        const { customfield_3: value, ...other } = json.fields;
        if (Object.keys(other).length || (value !== null && typeof value !== "object")) return { status: 400, json: { errors: {} } };
        ticket.result = value?.value ?? "";
      }
      for (const change of json.update?.labels ?? []) {
        if (change.add) ticket.tags.push(change.add);
        if (change.remove) ticket.tags = ticket.tags.filter((tag) => tag !== change.remove);
      }
      this.touch(ticket);
      return { status: 204 };
    }
    return { json: { id: "1", key: id, fields: this.#fields(ticket) } };
  }

  webhook(ticket, { actor, delivery, key }) {
    const body = JSON.stringify({ timestamp: 1, webhookEvent: "jira:issue_updated", user: { accountId: actor }, issue: { id: "1", key: ticket.id, fields: { summary: ticket.subject } } });
    return { headers: { "content-type": "application/json", "x-atlassian-webhook-identifier": delivery, "x-hub-signature": `sha256=${hmac("sha256", "hex", body, key)}` }, body };
  }
}
