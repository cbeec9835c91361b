// node generate.mjs: src/generated/rules.ts from shared/rules.json.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

export function generateRules() {
  const out = `${here}src/generated/rules.ts`;
  execFileSync('/usr/bin/python3', [`${here}../shared/tools/generate_rules.py`, '--ts', out], { stdio: 'inherit' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateRules();
