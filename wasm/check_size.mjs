// node check_size.mjs portcheck.wasm [loader.js]: prints raw, gzip and brotli sizes; fails past size_budget.json.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export const budget = JSON.parse(readFileSync(new URL('size_budget.json', import.meta.url), 'utf8'));

export function sizes(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

// Returns the sentences about what is past its cap; empty when all is well.
export function judge(files) {
  const over = [];
  const hold = (name, measured) => {
    for (const [unit, cap] of Object.entries(budget[name] ?? {})) {
      if (measured[unit] > cap) over.push(`${name}: ${measured[unit]} bytes ${unit}, the budget is ${cap}`);
    }
  };
  for (const [name, measured] of Object.entries(files)) hold(name, measured);
  const { 'portcheck.wasm': module, loader } = files;
  if (module && loader) hold('portcheck.wasm + loader', { brotli: module.brotli + loader.brotli });
  return over;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = {};
  for (const path of process.argv.slice(2)) files[basename(path)] = sizes(readFileSync(path));
  for (const [name, size] of Object.entries(files)) {
    console.log(`${name}: ${size.raw} bytes raw, ${size.gzip} gzip, ${size.brotli} brotli`);
  }
  const over = judge(files);
  for (const sentence of over) console.error(sentence);
  process.exit(over.length === 0 ? 0 : 1);
}
