// node generate.mjs: src/generated/ from shared/rules.json and shared/languages: the rules, and the engine's sentences in
// every language but English, which comes with the module. A sentence that one of them lacks ends this.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

const generator = `${here}../shared/tools/generate_rules.py`;
export const languages = ['es', 'fr-CA'];
export const textsOf = (language) => `${here}src/generated/portcheck.${language}.txt`;

export function generateRules() {
  for (const language of languages) {
    const source = `${here}../shared/languages/${language}.json`;
    execFileSync('/usr/bin/python3', [generator, '--language', source, '--texts', textsOf(language)], { stdio: 'inherit' });
  }
  const out = `${here}src/generated/rules.ts`;
  execFileSync('/usr/bin/python3', [generator, '--ts', out], { stdio: 'inherit' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateRules();
