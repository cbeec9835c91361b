// The demo desk as customers and its API's users see it.
import { readFileSync } from "node:fs";
import { apiToken, eventually } from "./server.mjs";

export const sheet =
  "Number to Port,Campaign_url\r\n(212) 736-0143,https://acme.invoca.net/campaigns/1\r\n(212) 736-0144,https://acme.invoca.net/campaigns/1\r\n";

// A scan: one page that is a picture. Nothing but a person can say what it says.
export const letter = readFileSync(new URL("../../data/scan.pdf", import.meta.url), "latin1");

export const numbersFile = { name: "numbers.csv", bytes: sheet };
export const letterFile = { name: "letter.pdf", bytes: letter };

export const porting = { reason: "Number Management", sub_category: "Porting Numbers" };

function form(fields, files) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  for (const file of files) data.append("attachments", new Blob([file.bytes]), file.name);
  return data;
}

// Sends the contact form; { id, key }.
export async function submit(server, files = [], fields = {}) {
  const body = form(
    {
      name: "Pat Doe",
      email: "pat@customer.example",
      subject: "Request to port-in phone numbers",
      description: "Please port these numbers.",
      ...porting,
      ...fields,
    },
    files,
  );
  const response = await fetch(`${server.url}/portal/tickets`, {
    method: "POST",
    headers: { accept: "application/json" },
    body,
  });
  if (response.status !== 201) throw new Error(`the form was answered ${response.status}: ${await response.text()}`);
  const { id, url } = await response.json();
  return { id, key: new URL(url, server.url).searchParams.get("key") };
}

export async function addFiles(server, ticket, files) {
  const response = await fetch(`${server.url}/portal/requests/${ticket.id}/attachments`, {
    method: "POST",
    headers: { accept: "application/json" },
    body: form({ key: ticket.key, message: "Here they are." }, files),
  });
  if (response.status !== 201) throw new Error(`the files were answered ${response.status}: ${await response.text()}`);
}

const api = (server, path) => server.json(`/desk/api/tickets/${path}`, { headers: { authorization: `Bearer ${apiToken}` } });

export async function read(server, id) {
  const { body } = await api(server, id);
  return body.ticket;
}

export async function notes(server, id) {
  const { body } = await api(server, `${id}/comments`);
  return body.comments.filter((comment) => comment.internal);
}

// Waits for the job of this ticket to end as `outcome`, looking at log lines from `from` on.
export const finished = (server, id, outcome, from = 0) =>
  server.log((line) => line.event === "job.finished" && line.ticket === String(id) && line.outcome === outcome, undefined, from);

export const annotated = (server, id) =>
  eventually(async () => (await read(server, id)).custom_fields.porting_result, `ticket ${id} has a result`);
