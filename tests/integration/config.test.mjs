// The configuration as an operator meets it.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";

import { run, temporaryFolder } from "./lib/server.mjs";

async function check(t, text, env) {
  const file = path.join(await temporaryFolder(t), "portcheckd.jsonc");
  await writeFile(file, text);
  return { file, ...(await run(["--config", file, "--check-config"], env)) };
}

test("the printed defaults are a good configuration", async (t) => {
  const { stdout, code } = await run(["--print-default-config"]);
  assert.equal(code, 0);
  const checked = await check(t, stdout);
  assert.deepEqual([checked.code, checked.stdout], [0, "The configuration is good.\n"]);
});

test("every mistake is named with file and line, and nothing starts", async (t) => {
  const text = '{\n  // ports\n  "server": {"port": 99999},\n  "worker": {\n    "thread": 2\n  }\n}\n';
  const checked = await check(t, text, { PORTCHECK_LOG_LEVEL: "loud" });
  assert.equal(checked.code, 2);
  assert.deepEqual(
    checked.stderr.trim().split("\n").filter((line) => line.startsWith("error")),
    [
      `error: ${checked.file}:3: server.port: found 99999; allowed: a whole number from 0 to 65535`,
      `error: ${checked.file}:5: worker.thread: there is no such setting; did you mean "worker.threads"?`,
      'error: environment: PORTCHECK_LOG_LEVEL: found "loud"; allowed: "debug", "info", "warning" or "error"',
    ],
  );
  const started = await run(["--config", checked.file]);
  assert.equal(started.code, 2);
});

test("a file that is not there and options that do not exist", async () => {
  const missing = await run(["--config", "/nowhere/portcheckd.jsonc", "--check-config"]);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /^error: \/nowhere\/portcheckd\.jsonc: cannot read this file/);
  const wrong = await run(["--prot", "1"]);
  assert.equal(wrong.code, 2);
});

test("a wrong word is answered with the right one", async () => {
  for (const [args, words] of [
    [["dead-letter"], /dead-letter; did you mean "dead-letters"\?/],
    [["--verison"], /--verison; did you mean "--version"\?/],
    [["start"], /not expected: start\nportcheckd --help lists/],
    [["replay", "abc"], /"abc" is no id; dead-letters lists them/],
    [["replay"], /needs an id, or --all/],
    [["dead-letters"], /admin_token is not set.* --config names/],
    [["doctor"], /No help-desk is configured.* --config names/],
  ]) {
    const { code, stdout, stderr } = await run(args);
    assert.equal(code, 2, args.join(" "));
    assert.match(stdout + stderr, words);
  }
});

test("--help names the exit codes, --version the version", async () => {
  const help = await run(["--help"]);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /Exit codes: 0 stopped as asked/);
  assert.match((await run(["--version"])).stdout, /^portcheckd \d+\.\d+\.\d+\n$/);
});

test("a demo desk that everybody could read is refused", async (t) => {
  const checked = await check(t, '{"server": {"bind": "0.0.0.0"}, "demo_desk": {"enabled": true}}');
  assert.equal(checked.code, 2);
  assert.match(checked.stderr, /demo_desk\.agent_password: it is empty while server\.bind is "0\.0\.0\.0"/);
});
