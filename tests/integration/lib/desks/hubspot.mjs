// HubSpot's CRM as its API reference describes it: notes associated with tickets, read by batch; files by id, fetched by an
// address that is signed for a short time; webhooks as lists.
import { FakeDesk, hmac, me } from "./fake_desk.mjs";

const named = { case_reason: "reason", sub_category: "sub", porting_validation: "result" };

export class HubSpot extends FakeDesk {
  kind = "hubspot";
  edits = true;
  takesFiles = false;
  ownSettings = { public_url: "https://portcheck.example.com", tags_field: "porting_tags", account: "4242" };

  authorized(headers) {
    return headers.authorization === "Bearer integration-token";
  }

  #properties(t) {
    return { subject: t.subject, content: t.description, createdate: t.created, hs_lastmodifieddate: t.updated, case_reason: t.reason, sub_category: t.sub, porting_validation: t.result, porting_tags: t.tags.join(";") };
  }
  #note(id) {
    for (const ticket of this.tickets.values()) {
      const comment = ticket.comments.find((one) => one.id === id);
      if (comment) return { ticket, comment };
    }
    return {};
  }

  answer({ method, path, query, json }) {
    if (path === "/crm/v3/properties/tickets") return { json: { results: [...Object.keys(named), "porting_tags"].map((name) => ({ name })) } };
    if (path === "/crm/v3/objects/tickets/search") {
      const { filters } = json.filterGroups[0];
      const changed = [...this.tickets.values()].filter((t) => t.updated >= filters[0].value).sort((a, b) => (a.updated < b.updated ? -1 : 1));
      return { json: { total: changed.length, results: changed.slice(Number(json.after), Number(json.after) + json.limit).map((t) => ({ id: t.id, properties: this.#properties(t) })) } };
    }
    const batch = /^\/crm\/v3\/objects\/(notes|emails)\/batch\/read$/.exec(path);
    if (batch) {
      if (json.inputs.length > 100) return { status: 400 };
      const results = json.inputs.map(({ id }) => this.#note(id).comment).filter(Boolean);
      return { json: { results: results.map((c) => ({ id: c.id, properties: { hs_note_body: c.body, hs_timestamp: c.created, hs_attachment_ids: c.files.map((file) => file.id).join(";") || null } })) } };
    }
    const file = /^\/files\/v3\/files\/(\d+)(\/signed-url)?$/.exec(path);
    if (file) {
      const kept = this.kept(file[1]);
      if (!kept) return undefined;
      if (file[2]) return { json: { url: `${this.files}/signed/${kept.id}`, name: kept.name } };
      const dot = kept.name.lastIndexOf(".");
      return { json: { id: kept.id, name: kept.name.slice(0, dot), extension: kept.name.slice(dot + 1), size: kept.bytes.length } };
    }
    const note = /^\/crm\/v3\/objects\/notes(?:\/(\d+))?$/.exec(path);
    if (note) return this.#write(note[1], json);
    const [, id, associations] = /^\/crm\/v3\/objects\/tickets\/(\d+)(\/associations\/notes)?$/.exec(path) ?? [];
    const ticket = this.tickets.get(id);
    if (!ticket) return undefined;
    if (associations) return { json: this.#associated(ticket, Number(query.get("after"))) };
    if (method === "PATCH") {
      for (const [name, value] of Object.entries(json.properties)) {
        if (name === "porting_tags") ticket.tags = value.split(";").filter(Boolean);
        else if (name in named) ticket[named[name]] = value;
        else return { status: 400, json: { category: "VALIDATION_ERROR", message: `Property "${name}" does not exist` } };
      }
      this.touch(ticket);
    }
    return { json: { id, properties: this.#properties(ticket), associations: { notes: this.#associated(ticket, 0) } } };
  }

  // A hundred at once; the next by the cursor.
  #associated(ticket, from) {
    const all = ticket.comments.filter((c) => c.internal || c.files.length).map((c) => ({ id: c.id, type: "ticket_to_note" }));
    const next = from + 100 < all.length && { paging: { next: { after: String(from + 100), link: `https://api.hubapi.com/crm/v3/objects/tickets/${ticket.id}/associations/notes?after=${from + 100}` } } };
    return { results: all.slice(from, from + 100), ...next };
  }

  #write(id, json) {
    if (id) {
      const { ticket, comment } = this.#note(id);
      if (!comment) return undefined;
      comment.body = json.properties.hs_note_body;
      this.touch(ticket);
      return { json: { id } };
    }
    const [association] = json.associations;
    if (!json.properties.hs_timestamp || association.types[0].associationTypeId !== 228) return { status: 400 };
    const comment = this.comment(association.to.id, { author: me, internal: true, body: json.properties.hs_note_body });
    return { status: 201, json: { id: comment.id } };
  }

  webhook(ticket, { actor, delivery, key }) {
    const event = { eventId: delivery, subscriptionId: 5, portalId: 1, occurredAt: Date.now(), subscriptionType: "ticket.propertyChange", attemptNumber: 0, objectId: Number(ticket.id), propertyName: actor === me ? "porting_validation" : "content" };
    const body = JSON.stringify([event, { ...event, eventId: `${delivery}c`, subscriptionType: "contact.creation" }]);
    const timestamp = String(Date.now());
    const signature = hmac("sha256", "base64", `POSThttps://portcheck.example.com/webhooks/desk${body}${timestamp}`, key);
    return { headers: { "content-type": "application/json", "x-hubspot-request-timestamp": timestamp, "x-hubspot-signature-v3": signature }, body };
  }
}
