// Compiles the kit's Lightning web component with LWC's own compiler, for LWC's own engine. Only what the platform gives is
// given here: the loader of static resources, the resource's address, and Apex, which is a call to the server.
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const require = createRequire(new URL('../../../web/package.json', import.meta.url));
const web = fileURLToPath(new URL('../../../web/', import.meta.url));
const components = fileURLToPath(new URL('../../../deploy/desk/salesforce/force-app/main/default/lwc/', import.meta.url));
const apex = (name) => `export default async (given) => {
  const response = await fetch('/apex/${name}', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(given) });
  if (!response.ok) throw { body: { message: 'Apex answered ' + response.status } };
  return response.json();
};`;
const platform = {
  'lightning/platformResourceLoader': `export const loadScript = (component, url) => new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url; script.onload = resolve; script.onerror = () => reject(new Error(url));
    document.head.append(script);
  });`,
  '@salesforce/resourceUrl/portCheck': "export default '/resource/portCheck';",
  '@salesforce/apex/PortRequestController.createCase': apex('createCase'),
  '@salesforce/apex/PortRequestController.addFile': apex('addFile'),
};
const entry = `import { createElement } from 'lwc';
import PortRequest from 'c/portRequest';
const element = createElement('c-port-request', { is: PortRequest });
for (const [name, value] of new URLSearchParams(location.search)) element[name] = value;
document.querySelector('main').append(element);`;

export async function compile() {
  const root = mkdtempSync(join(tmpdir(), 'portcheck-lwc-'));
  try {
    cpSync(components, join(root, 'modules/c'), { recursive: true });
    symlinkSync(join(web, 'node_modules'), join(root, 'node_modules'));
    writeFileSync(join(root, 'lwc.config.json'), JSON.stringify({ modules: [{ dir: 'modules' }, { npm: 'lwc' }] }));
    writeFileSync(join(root, 'package.json'), '{ "name": "site", "type": "module" }');
    writeFileSync(join(root, 'main.js'), entry);
    const { default: lwc } = await import(pathToFileURL(require.resolve('@lwc/rollup-plugin')));
    const { rolldown } = await import(pathToFileURL(require.resolve('rolldown')));
    const given = {
      name: 'platform',
      resolveId: (id) => (id in platform ? `\0${id}` : undefined),
      load: (id) => platform[id.slice(1)],
    };
    const bundle = await rolldown({
      cwd: root,
      input: join(root, 'main.js'),
      plugins: [given, lwc({ rootDir: root })],
      moduleTypes: { '.html': 'js', '.css': 'js' },
      transform: { define: { 'process.env.NODE_ENV': '"production"' } },
      logLevel: 'silent',
    });
    const { output } = await bundle.generate({ format: 'es' });
    await bundle.close();
    return output[0].code;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
