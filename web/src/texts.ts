// The engine's sentences in another language, made at the edge from rule and parameters: portcheck.texts/1, as
// shared/include/portcheck/texts.h describes it. Numbers and dates look as the language has them.
import type { Finding, Remark, Report, RuleId } from './report';
import { formsOf } from './words/locale';

interface RuleText {
  title: string;
  sentences: Map<string, string>; // by reason; the first one is for a reason that has none
}

const isoDay = /^\d{4}-\d{2}-\d{2}$/;
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

// "Tuesday, November 24, 2026" and "2026-11-24" -> 2026-11-24
export function isoOf(text: string): string | undefined {
  if (isoDay.test(text)) return text;
  const written = /^\w+day, (\w+) (\d{1,2}), (\d{4})$/.exec(text);
  const month = months.indexOf(written?.[1] ?? '');
  if (!written || month < 0) return undefined;
  return `${written[3]}-${String(month + 1).padStart(2, '0')}-${String(written[2]).padStart(2, '0')}`;
}

export class Texts {
  readonly #rules = new Map<string, RuleText>();
  readonly #words = new Map<string, string>(); // by list and code
  readonly #forms;
  readonly #plural: Intl.PluralRules;

  constructor(
    file: string,
    readonly locale: string,
  ) {
    this.#forms = formsOf(locale);
    this.#plural = new Intl.PluralRules(locale);
    const [head = '', ...lines] = file.split('\n');
    const count = Number(/^portcheck\.texts\/1 \S+ (\d+) \d+$/.exec(head)?.[1]);
    if (!count) throw new Error('this is no language file');
    for (const line of lines.slice(0, count)) {
      const [rule = '', title = '', ...pairs] = line.split('\t');
      const sentences = new Map<string, string>();
      for (let at = 0; at + 1 < pairs.length; at += 2) sentences.set(pairs[at] as string, pairs[at + 1] as string);
      this.#rules.set(rule, { title, sentences });
    }
    for (const line of lines.slice(count)) {
      const [list, code, word] = line.split('\t');
      if (word) this.#words.set(`${list}\t${code}`, word);
    }
  }

  title(rule: RuleId): string {
    return this.#rules.get(rule)?.title ?? rule;
  }

  // The report with its sentences in this language.
  localized(report: Report): Report {
    return { ...report, findings: this.findings(report.findings) };
  }

  findings(findings: Finding[]): Finding[] {
    return findings.map((finding) => ({ ...finding, message: this.message(finding) }));
  }

  message({ rule, params = {}, value, message }: Pick<Finding, 'rule' | 'params' | 'value' | 'message'>): string {
    const sentences = this.#rules.get(rule)?.sentences;
    if (!sentences) return message; // a rule that came later
    const sentence = sentences.get(String(params['reason'] ?? '')) ?? [...sentences.values()][0] ?? message;
    return this.#filled(sentence, params, value);
  }

  remark({ code, rule, params = {}, message }: Remark): string {
    if (rule) return this.message({ rule, params, message });
    const sentence = this.#words.get(`remark\t${code}`);
    return sentence === undefined ? message : this.#filled(sentence, params);
  }

  #filled(sentence: string, params: NonNullable<Finding['params']>, value?: string): string {
    return sentence.replace(/\{(\??)([a-z_]+)(?:@([a-z_]+))?(?:\|([^|}]*)\|([^}]*))?\}/g, (_whole, alone: string, name: string, list: string | undefined, one: string | undefined, many: string | undefined) => {
      const param = params[name];
      if (one !== undefined && many !== undefined) {
        if (typeof param !== 'number') return '';
        const noun = this.#plural.select(param) === 'one' ? one : many;
        return alone ? noun : `${this.#forms.number(param)} ${noun}`;
      }
      return param === undefined ? (name === 'value' ? (value ?? '') : '') : this.#value(name, param, list);
    });
  }

  #value(name: string, param: number | string | string[], list: string | undefined): string {
    if (typeof param === 'number') return this.#forms.number(param);
    if (Array.isArray(param)) return param.map((one) => this.#word(one, list)).join(', ');
    if (name === 'seen') return this.#seen(param);
    return this.#word(param, list);
  }

  // 'page 1, read by OCR, 88 % sure: "Date: Oct 3"'
  #seen(text: string): string {
    const place = (code: string) => this.#word(code, 'place');
    return text.replace(/^page (\d+)(, read by OCR, (\d+) % sure)?/, (_whole, page: string, ocr: string | undefined, sure: string) =>
      [`${place('page')} ${page}`, ...(ocr ? [place('ocr'), `${sure} % ${place('sure')}`] : [])].join(', '),
    );
  }

  #word(text: string, list: string | undefined): string {
    if (list) return this.#words.get(`${list}\t${text}`) ?? text;
    const day = isoOf(text);
    return day ? this.#forms.date(day) : text;
  }
}
