// A language that the element speaks: the page's words, and the engine's sentences where the engine does not make them itself.
import type { OtherLanguage } from './asset-urls';
import { rules } from './generated/rules';
import type { Finding, Remark, Report, RuleId } from './report';
import { english, loadWords, type Language, type Words } from './words';

export interface Speech {
  readonly words: Words;
  titleOf(rule: RuleId): string;
  findings(findings: Finding[]): Finding[];
  report(report: Report): Report;
  remark(remark: Remark): string;
}

export function englishSpeech(words: Words = english): Speech {
  return { words, titleOf: (rule) => rules[rule]?.title ?? rule, findings: (list) => list, report: (report) => report, remark: ({ message }) => message };
}

// `textsOf`: where portcheck.<language>.txt is. Where it cannot be had, the engine's sentences stay English.
export async function loadSpeech(language: Language, textsOf: (language: OtherLanguage) => string): Promise<Speech> {
  if (language === 'en') return englishSpeech();
  const file = textsOf(language);
  const words = loadWords(language);
  try {
    const [{ Texts }, answer] = await Promise.all([import('./texts'), fetch(file)]);
    if (!answer.ok) throw new Error(`${file} answered ${answer.status}`);
    const texts = new Texts(await answer.text(), language);
    return { words: await words, titleOf: (rule) => texts.title(rule), findings: (list) => texts.findings(list), report: (report) => texts.localized(report), remark: (remark) => texts.remark(remark) };
  } catch {
    return englishSpeech(await words);
  }
}
