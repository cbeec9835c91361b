// The native command line and the module in Node, each as (path) => report text with every finding.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from '../../web/dist/node.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = process.env.PORTCHECK ?? join(root, 'build/release/portcheck');
const today = '2026-11-23';

function native(path) {
  const command = ['check', '--today', today, '--format', 'json', '--max-findings', '0', path];
  try {
    return execFileSync(program, command, { encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
  } catch (error) {
    if (![1, 3].includes(error.status)) throw error; // there are findings; a file could not be read
    return error.stdout.trim();
  }
}

async function wasm(path) {
  return (await check([{ name: basename(path), bytes: new Uint8Array(readFileSync(path)) }], { today, maxFindings: 0 })).trim();
}

export const engines = { native, wasm };
