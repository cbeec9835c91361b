// A scanned letter: the server reads it by OCR, says so, and compares it with the sheet. One that nobody can read is handed to a person.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { Server, temporaryFolder } from "./lib/server.mjs";
import { annotated, letterFile, notes, numbersFile, submit } from "./lib/tickets.mjs";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = process.env.PORTCHECK ?? path.join(root, "build/release/portcheck");
const withScans = { config: { worker: { read_scans: true } } };

function run(command, args) {
  const done = spawnSync(command, args, { encoding: "utf8", timeout: 60_000 });
  assert.equal(done.status, 0, done.stderr);
}

async function scannedLetter(t, numbers) {
  const folder = await temporaryFolder(t);
  const file = (name) => path.join(folder, name);
  writeFileSync(file("numbers.csv"), `Number to Port\n${numbers.join("\n")}\n`);
  run(program, ["loa", "--sheet", file("numbers.csv"), "--company", "Acme Media LLC", "--address", "350 Fifth Avenue, New York, NY 10118", "--carrier", "Lumen",
    "--account", "12345", "--btn", "212-736-0143", "--name", "Ann Lee", "--title", "Owner", "-o", file("letter.pdf")]);
  run("pdftoppm", ["-r", "200", "-png", "-singlefile", file("letter.pdf"), file("letter")]);
  return { name: "letter.png", bytes: readFileSync(file("letter.png")) };
}

test("a scan is read, the note says so, and a number that it lacks does not block", async (t) => {
  const server = await Server.start(t, withScans);
  const { id } = await submit(server, [numbersFile, await scannedLetter(t, ["212-736-0143"])]);
  assert.notEqual(await annotated(server, id), "ready");
  const [note] = await notes(server, id);
  assert.match(note.body, /LOA-004/);
  assert.match(note.body, /OCR/);
  assert.match(note.body, /LOA-013[^]*736-0144/);
});

test("a scan without anything on it is left to a person", async (t) => {
  const server = await Server.start(t, withScans);
  const { id } = await submit(server, [numbersFile, letterFile]);
  await annotated(server, id);
  const [note] = await notes(server, id);
  assert.match(note.body, /LOA-004/);
});
