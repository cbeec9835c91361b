// Where worker, modules and texts are fetched from. Each default is spelled out, because bundlers find, copy and rename
// files by exactly this form.

import type { AssetName } from './engines';
import type { Language } from './words';

export type OtherLanguage = Exclude<Language, 'en'>;

export interface AssetSettings {
  assets?: string | URL; // a folder that holds all of them, under their own names
  worker?: string | URL; // default: worker.js in `assets`, else beside this module
  wasm?: string | URL; // portcheck.wasm, likewise
  lettersWasm?: string | URL; // default: portcheck-letters.wasm beside a given `wasm`, else as above
  sheetsWasm?: string | URL; // portcheck-sheets.wasm, likewise
  pdfWasm?: string | URL; // portcheck-pdf.wasm, likewise
  texts?: string | URL | false; // the language file, portcheck.en.txt, likewise; false: messages are the rules' ids
  otherTexts?: Partial<Record<OtherLanguage, string | URL>>; // default: portcheck.es.txt and so on, beside the English one
}

export interface AssetUrls {
  worker: string;
  wasm: string;
  lettersWasm: string;
  sheetsWasm: string;
  pdfWasm: string;
  texts: string; // '' for none
  otherTexts: Record<OtherLanguage, string>;
}

const beside = (name: 'worker.js' | AssetName): URL => {
  switch (name) {
    case 'worker.js':
      return new URL('./worker.js', import.meta.url);
    case 'portcheck.wasm':
      return new URL('./portcheck.wasm', import.meta.url);
    case 'portcheck-letters.wasm':
      return new URL('./portcheck-letters.wasm', import.meta.url);
    case 'portcheck-sheets.wasm':
      return new URL('./portcheck-sheets.wasm', import.meta.url);
    case 'portcheck-pdf.wasm':
      return new URL('./portcheck-pdf.wasm', import.meta.url);
    case 'portcheck.en.txt':
      return new URL('./portcheck.en.txt', import.meta.url);
    case 'portcheck.es.txt':
      return new URL('./portcheck.es.txt', import.meta.url);
    case 'portcheck.fr-CA.txt':
      return new URL('./portcheck.fr-CA.txt', import.meta.url);
  }
};

export function assetUrls(settings: AssetSettings): AssetUrls {
  const page = (url: string | URL) => new URL(String(url), document.baseURI);
  const folder = settings.assets === undefined ? undefined : page(String(settings.assets).replace(/\/?$/, '/'));
  const usual = (name: Parameters<typeof beside>[0]) => (folder ? new URL(name, folder) : beside(name));
  const wasm = settings.wasm === undefined ? undefined : page(settings.wasm);
  const other = (given: string | URL | undefined, name: Parameters<typeof beside>[0]) =>
    (given !== undefined ? page(given) : wasm ? new URL(name, wasm) : usual(name)).href;
  const english = other(settings.texts || undefined, 'portcheck.en.txt');
  // Beside the English one where that is not beside this module.
  const language = (name: OtherLanguage): string => {
    const given = settings.otherTexts?.[name];
    if (given !== undefined) return page(given).href;
    return folder || wasm || settings.texts ? new URL(`portcheck.${name}.txt`, english).href : beside(`portcheck.${name}.txt`).href;
  };
  return {
    worker: settings.worker === undefined ? usual('worker.js').href : page(settings.worker).href,
    wasm: (wasm ?? usual('portcheck.wasm')).href,
    lettersWasm: other(settings.lettersWasm, 'portcheck-letters.wasm'),
    sheetsWasm: other(settings.sheetsWasm, 'portcheck-sheets.wasm'),
    pdfWasm: other(settings.pdfWasm, 'portcheck-pdf.wasm'),
    texts: settings.texts === false ? '' : english,
    otherTexts: {
      es: language('es'),
      'fr-CA': language('fr-CA'),
    },
  };
}
