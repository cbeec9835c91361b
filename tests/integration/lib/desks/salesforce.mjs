// Salesforce's REST API as its documentation describes it: OAuth by client credentials, SOQL with pages, files as versions
// of linked documents, comments on cases, If-Unmodified-Since; Outbound Messages as SOAP, with the secret in the address.
import { FakeDesk, me, secret } from "./fake_desk.mjs";

const suffix = (id) => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
  let out = id;
  for (let group = 0; group < 3; ++group) {
    let bits = 0;
    for (let i = 0; i < 5; ++i) if (/[A-Z]/.test(id[group * 5 + i])) bits |= 1 << i;
    out += alphabet[bits];
  }
  return out;
};
const record = (prefix, id) => suffix(prefix + String(id).padStart(12, "0"));
const number = (id) => String(Number(id.slice(3, 15)));

export class Salesforce extends FakeDesk {
  kind = "salesforce";
  edits = true;
  locks = true;
  takesFiles = false;
  tokens = new Set();
  ownSettings = { token: "", client_id: "key", client_secret: "integration-token", tags_field: "Porting_Tags__c", organization: "00Dxx0000001gPFEAY" };

  open({ path }) {
    return path === "/services/oauth2/token";
  }
  authorized(headers) {
    return this.tokens.has(headers.authorization);
  }
  ticketId(id) {
    return record("500", id);
  }

  #case(t) {
    return { Id: t.id, CaseNumber: "1", Subject: t.subject, Description: t.description, Status: "New", ContactEmail: "pat@customer.example", Reason: t.reason, Sub_Category__c: t.sub, Porting_Validation__c: t.result || null, Porting_Tags__c: t.tags.join(";"), CreatedDate: t.created.replace("Z", "+0000"), LastModifiedDate: t.updated.replace("Z", "+0000"), SystemModstamp: t.updated.replace("Z", "+0000"), IsDeleted: false };
  }

  #soql(text) {
    const from = /FROM (\w+)/.exec(text)[1];
    const ids = [...text.matchAll(/'(\w+)'/g)].map((match) => match[1]);
    const tickets = [...this.tickets.values()];
    const files = tickets.flatMap((t) => t.comments.flatMap((c) => c.files.map((file) => ({ file, ticket: t, author: c.author }))));
    const since = /(?:SystemModstamp|CreatedDate) >= (\S+)/.exec(text)?.[1];
    switch (from) {
      case "Case":
        return tickets.filter((t) => t.updated >= since).sort((a, b) => (a.updated < b.updated ? -1 : 1)).map((t) => this.#case(t));
      case "ContentDocumentLink":
        return files.filter((one) => ids.includes(one.ticket.id)).map((one) => ({ ContentDocumentId: record("069", one.file.id) }));
      case "ContentVersion":
        return files
          .filter((one) => since || ids.includes(record("069", one.file.id)))
          .map(({ file, ticket, author }) => ({ Id: record("068", file.id), Title: file.name.replace(/\.\w+$/, ""), FileExtension: file.name.split(".").pop(), ContentSize: file.bytes.length, CreatedById: record("005", author), FirstPublishLocationId: ticket.id }));
      case "CaseComment":
        return tickets.filter((t) => ids.includes(t.id)).flatMap((t) => t.comments.map((c) => ({ Id: record("00a", c.id), CommentBody: c.body, IsPublished: !c.internal, CreatedById: record("005", c.author) })));
      default:
        return [];
    }
  }

  answer({ method, path, query, json, headers, body }) {
    if (path === "/services/oauth2/token") {
      const form = new URLSearchParams(body.toString());
      if (form.get("client_secret") !== "integration-token" || form.get("grant_type") !== "client_credentials") return { status: 400, json: { error: "invalid_client" } };
      const token = `t${this.id()}`;
      this.tokens.add(`Bearer ${token}`);
      return { json: { access_token: token, instance_url: this.url, token_type: "Bearer" } };
    }
    if (path === "/services/oauth2/userinfo") return { json: { user_id: record("005", me) } };
    const rest = path.replace("/services/data/v60.0", "");
    if (rest === "/sobjects/Case/describe") return { json: { fields: ["Reason", "Sub_Category__c", "Porting_Validation__c", "Porting_Tags__c"].map((name) => ({ name })) } };
    if (rest.startsWith("/query")) return this.#page(rest, query);
    const version = /^\/sobjects\/ContentVersion\/(\w{18})\/VersionData$/.exec(rest);
    if (version) return { bytes: this.kept(number(version[1])).bytes };
    const comment = /^\/sobjects\/CaseComment(?:\/(\w{18}))?$/.exec(rest);
    if (comment) return this.#comment(comment[1], json);
    const ticket = this.tickets.get(/^\/sobjects\/Case\/(\w{18})$/.exec(rest)?.[1]);
    if (!ticket) return undefined;
    if (method !== "PATCH") return { json: this.#case(ticket) };
    const unchanged = Date.parse(headers["if-unmodified-since"]);
    if (!Number.isNaN(unchanged) && Math.floor(Date.parse(ticket.updated) / 1000) * 1000 > unchanged) return { status: 412 };
    if ("Porting_Validation__c" in json) ticket.result = json.Porting_Validation__c ?? "";
    if ("Porting_Tags__c" in json) ticket.tags = json.Porting_Tags__c.split(";");
    this.touch(ticket);
    return { status: 204 };
  }

  // Pages of two records, however few there are.
  #page(rest, query) {
    const soql = query.get("q") ?? Buffer.from(rest.split("/")[2].split("-")[0], "base64url").toString();
    const from = Number(rest.split("-")[1] ?? 0);
    const all = this.#soql(soql);
    const next = from + 2 < all.length ? `/services/data/v60.0/query/${Buffer.from(soql).toString("base64url")}-${from + 2}` : undefined;
    return { json: { totalSize: all.length, done: !next, ...(next && { nextRecordsUrl: next }), records: all.slice(from, from + 2) } };
  }

  #comment(id, json) {
    if (Buffer.byteLength(json.CommentBody) > 4000) return { status: 400, json: [{ errorCode: "STRING_TOO_LONG" }] };
    if (id) {
      for (const ticket of this.tickets.values()) {
        const found = ticket.comments.find((one) => record("00a", one.id) === id);
        if (found) found.body = json.CommentBody;
      }
      return { status: 204 };
    }
    const made = this.comment(json.ParentId, { author: me, internal: json.IsPublished === false, body: json.CommentBody });
    return { status: 201, json: { id: record("00a", made.id), success: true } };
  }

  webhook(ticket, { actor, delivery, key = secret, organization = "00Dxx0000001gPF" }) {
    const body = `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body><notifications xmlns="http://soap.sforce.com/2005/09/outbound">
  <OrganizationId>${organization}</OrganizationId><ActionId>04kxx</ActionId><SessionId xsi:nil="true"/>
  <EnterpriseUrl>https://x.example/</EnterpriseUrl><PartnerUrl>https://x.example/</PartnerUrl>
  <Notification><Id>${delivery}</Id><sObject xsi:type="sf:Case" xmlns:sf="urn:sobject.enterprise.soap.sforce.com"><sf:Id>${ticket.id.slice(0, 15)}</sf:Id><sf:LastModifiedById>${record("005", actor).slice(0, 15)}</sf:LastModifiedById></sObject></Notification>
 </notifications></soapenv:Body></soapenv:Envelope>`;
    return { headers: { "content-type": "text/xml; charset=UTF-8", soapaction: '""' }, body, query: `?key=${encodeURIComponent(key)}` };
  }
}
