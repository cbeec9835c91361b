// What a web developer would use instead, bundled for a page.
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const sheetPeers = [
  { name: 'xlsx SheetJS 0.20.3 dense + libphonenumber-js/max', packages: ['@e965/xlsx', 'libphonenumber-js/max'] },
  { name: 'xlsx fflate + hand bytes (fastest JS here)', packages: ['fflate'] },
];

const { build } = await import(createRequire(new URL('../../web/package.json', import.meta.url)).resolve('esbuild'));

// One peer as a worker: its file comes from the page, its other packages are left out. `folder` holds peers.mjs and its node_modules.
export async function bundlePeer(folder, { name, packages }) {
  const source = `import { PEERS } from './peers.mjs';
    let check;
    onmessage = async ({ data }) => {
      globalThis.peerFile = new Uint8Array(await data.arrayBuffer());
      check ??= await PEERS[${JSON.stringify(name)}]();
      postMessage((await check('')).errors.length);
    };`;
  const onlyWanted = {
    name: 'only-wanted',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
        if (path === 'node:fs') return { path, namespace: 'given-file' };
        const inPeers = importer.endsWith('peers.mjs') || importer.endsWith('common.mjs');
        return inPeers && !packages.includes(path) ? { path, namespace: 'empty' } : undefined;
      });
      onLoad({ filter: /.*/, namespace: 'given-file' }, () => ({
        contents: 'export default { readFileSync: () => globalThis.peerFile };',
      }));
      onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
    },
  };
  const built = await build({
    stdin: { contents: source, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    define: { global: 'globalThis', 'import.meta.url': '""', 'import.meta.resolve': 'String' },
    external: ['fs', 'crypto', 'stream'],
    plugins: [onlyWanted],
    logLevel: 'error',
  });
  return Buffer.from(built.outputFiles[0].contents);
}

// pdf.js as it is meant to be used: its interface in the page, its reader in its own worker.
export async function bundlePdfJs(folder) {
  const built = await build({
    stdin: {
      contents: `import { getDocument, GlobalWorkerOptions } from 'pdfjs-dist/build/pdf.mjs';
        GlobalWorkerOptions.workerSrc = '/pdf-worker.mjs';
        export async function check(blob) {
          const task = getDocument({ data: new Uint8Array(await blob.arrayBuffer()), verbosity: 0 });
          const pdf = await task.promise;
          let words = 0;
          for (let page = 1; page <= pdf.numPages; page++) {
            const { items } = await (await pdf.getPage(page)).getTextContent();
            words += items.map((item) => item.str).join(' ').split(/\\s+/).length;
          }
          await task.destroy();
          return words;
        }`,
      resolveDir: folder,
    },
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    external: ['fs', 'module', 'url', 'node:*'],
    logLevel: 'error',
  });
  const worker = await build({
    entryPoints: [join(folder, 'node_modules/pdfjs-dist/build/pdf.worker.mjs')],
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  return [built, worker].map((one) => Buffer.from(one.outputFiles[0].contents));
}
