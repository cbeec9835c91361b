// Report -> what the panel shows. Pure, so that wording and grouping are tested without a browser.
import type { FileReport, Finding, LetterReport, Report, RuleId, Severity } from './report';
import { shown } from './shown';
import type { Words } from './words';

export type ItemState = 'ok' | 'problem' | 'look' | 'needed' | 'note';

// What the panel can do for the customer, apart from telling; workbench.ts does it.
export type Action = 'open-sheet' | 'paste' | 'template' | 'repair' | 'split' | 'see-letter' | 'make-letter';

export interface Item {
  key: string;
  label: string;
  state: ItemState;
  text: string;
  actions: Action[];
}

export interface Row {
  place: string; // "Row 17", "Rows 5–9, 12"; empty where the finding is about a whole file or the ticket
  wide: boolean; // the place needs a line of its own
  cell: string; // "A17"; empty for several rows
  value: string;
  text: string; // what is said of this row alone
  fix: { label: string; value: string } | undefined;
}

export interface Group {
  key: string; // stable over re-checks of the same files
  severity: Severity;
  title: string;
  file: string; // only where more than one file was read
  count: number; // exact, as far as the report tells
  advice: string; // what is said of every row alike
  rows: Row[];
  notListed: number;
  rule: RuleId;
  sheet: number | undefined; // the file, where the group is about rows of a sheet that can be opened
  repairs: number; // cells that the rule would write otherwise
}

export interface View {
  tone: 'calm' | 'ready' | 'look' | 'problem' | 'needed';
  verdict: string;
  hint: string;
  items: Item[];
  groups: Group[]; // errors, then warnings
  notes: Group[]; // infos
  times: string[]; // how long it takes and what to mind, in sentences
}

export const rowsAtFirst = 3;

// Missing files are what the checklist is for; as long as the request is being put together they are no errors.
const neededRules: Partial<Record<RuleId, 'sheet' | 'loa'>> = { 'TKT-001': 'loa', 'TKT-002': 'sheet' };
const mixedRule: RuleId = 'TKT-003';
const ticketFieldRules: readonly RuleId[] = ['TKT-004', 'TKT-012'];
// What is said of time and quantity has a place of its own.
const timeRules: readonly RuleId[] = ['TKT-005', 'TKT-006', 'TKT-007', 'TKT-011', 'TKT-016', 'TKT-019'];
const rejectionRules: readonly RuleId[] = ['TKT-016', 'TKT-017'];

export function emptyView(words: Words): View {
  return {
    tone: 'calm',
    verdict: words.calm,
    hint: words.calmHint,
    items: [
      { key: 'sheet', label: words.spreadsheet, state: 'needed', text: words.spreadsheetNeeded, actions: ['paste', 'template'] },
      { key: 'loa', label: words.letter, state: 'needed', text: words.letterNeeded, actions: ['make-letter'] },
    ],
    groups: [],
    notes: [],
    times: [words.timesUsual, words.timesKeep, words.timesRejection],
  };
}

// `withTicket`: the report judged a ticket's fields too.
export function viewOf(report: Report, words: Words, withTicket: boolean, titleOf: (rule: RuleId) => string): View {
  const isTime = ({ rule, severity }: Finding) => severity === 'info' && timeRules.includes(rule);
  const listed = report.findings.filter((finding) => !(finding.rule in neededRules) && !isTime(finding));
  const groups = group(listed, report, words, titleOf);
  const needed = report.findings.flatMap((finding) => neededRules[finding.rule] ?? []);
  const loud = groups.filter((one) => one.severity !== 'info').sort(bySeverity);
  return {
    ...verdict(loud, needed, words),
    items: [...checklist(report, needed, words), ...(withTicket ? [ticketItem(report, words, titleOf)] : [])],
    groups: loud,
    notes: groups.filter((one) => one.severity === 'info'),
    times: times(report.findings.filter(isTime), report, words),
  };
}

function times(found: Finding[], report: Report, words: Words): string[] {
  const said = (rule: RuleId) => found.filter((finding) => finding.rule === rule).map(({ message }) => shown(message));
  const rejected = report.findings.find(({ rule }) => rejectionRules.includes(rule));
  const due = found.find(({ rule }) => rule === 'TKT-016')?.params?.['due'];
  return [
    words.timesUsual,
    ...said('TKT-005'),
    words.timesKeep,
    ...(typeof due === 'string' ? [words.timesRejected(words.date(due))] : rejected ? said('TKT-019') : [words.timesRejection]),
    ...said('TKT-007'),
    ...said('TKT-011'),
  ];
}

function bySeverity(a: Group, b: Group): number {
  return Number(a.severity === 'warning') - Number(b.severity === 'warning'); // sort() is stable
}

function verdict(groups: Group[], needed: ('sheet' | 'loa')[], words: Words): Pick<View, 'tone' | 'verdict' | 'hint'> {
  const errors = groups.filter((one) => one.severity === 'error').length;
  const warnings = groups.length - errors;
  const what = needed.map((role) => words.inSentence[role]);
  if (errors > 0) {
    const hints = [needed.length > 0 && words.alsoNeeded(what), warnings > 0 && words.alsoLook(warnings)];
    return { tone: 'problem', verdict: words.verdictFix(errors), hint: hints.filter(Boolean).join(' ') || words.fixHint };
  }
  if (needed.length > 0) {
    const hint = warnings > 0 ? words.alsoLook(warnings) : needed.length === 1 ? words.neededHint : '';
    return { tone: 'needed', verdict: words.verdictNeeded(what), hint };
  }
  if (warnings > 0) return { tone: 'look', verdict: words.verdictLook(warnings), hint: words.lookHint };
  return { tone: 'ready', verdict: words.verdictReady, hint: words.readyHint };
}

function group(findings: Finding[], report: Report, words: Words, titleOf: (rule: RuleId) => string): Group[] {
  const sets = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.severity} ${finding.file_index ?? ''} ${finding.sheet ?? ''}`;
    const set = sets.get(key);
    if (set) set.push(finding);
    else sets.set(key, [finding]);
  }
  const readFiles = new Set(findings.map((finding) => finding.file_index).filter((index) => index !== undefined)).size;
  const listed = new Map<RuleId, number>();
  for (const finding of findings) listed.set(finding.rule, (listed.get(finding.rule) ?? 0) + 1);
  const lastOf = new Map([...sets].map(([key, set]) => [set[0]?.rule, key]));
  return [...sets].map(([key, set]) => {
    const first = set[0] as Finding;
    const { advice, own } = splitMessages(set.map((finding) => shown(finding.message)));
    // The exact count is known per rule; what was left out of the list is told with the rule's last group.
    const missing = (report.counts.by_rule[first.rule] ?? 0) - (listed.get(first.rule) ?? 0);
    const notListed = lastOf.get(first.rule) === key ? Math.max(0, missing) : 0;
    return {
      key,
      severity: first.severity,
      title: titleOf(first.rule),
      file: readFiles > 1 && first.file ? words.inFile(shown(first.file), shown(first.sheet ?? '')) : '',
      count: set.length + notListed,
      advice,
      rows: rowsOf(set, advice, own, words),
      notListed,
      rule: first.rule,
      sheet: set.some(({ row }) => row) && report.files[first.file_index ?? -1]?.sheet ? first.file_index : undefined,
      repairs: set.filter(({ fix, column, row }) => fix && column && row).length,
    };
  });
}

// Rows of which the same is to be said are one entry: "Rows 5–18".
function rowsOf(findings: Finding[], advice: string, own: string[], words: Words): Row[] {
  const alike = new Map<string, { finding: Finding; text: string; rows: number[] }>();
  findings.forEach((finding, index) => {
    const text = own[index] ?? '';
    const key = finding.row ? `${text}\n${finding.value ?? ''}\n${finding.fix?.value ?? ''}\n${finding.fix?.certain ?? ''}` : `${index}`;
    const entry = alike.get(key);
    if (entry && finding.row) entry.rows.push(finding.row);
    else alike.set(key, { finding, text, rows: finding.row ? [finding.row] : [] });
  });
  return [...alike.values()].map(({ finding, text, rows }) => {
    const several = rows.length > 1;
    const column = finding.column ? words.column(finding.column) : '';
    const place = several ? words.rows(ranges(rows, words)) : rows[0] ? words.row(rows[0]) : column;
    const fix = finding.fix && {
      label: finding.fix.certain ? words.fix : words.suggestion,
      value: shown(finding.fix.value),
    };
    // The sentences mostly quote the value already.
    const found = shown(finding.value ?? '');
    const value = found && !`${advice} ${text}`.includes(found) && place ? found : '';
    return { place, wide: several, cell: several ? '' : (finding.cell ?? ''), value, text, fix };
  });
}

const rangesAtMost = 8;

// [5, 6, 7, 12] -> "5–7, 12"
export function ranges(rows: number[], words: Words): string {
  const parts: string[] = [];
  let covered = 0;
  for (let at = 0; at < rows.length && parts.length < rangesAtMost; ) {
    let end = at;
    while (end + 1 < rows.length && rows[end + 1] === (rows[end] as number) + 1) end++;
    const first = words.number(rows[at] as number);
    const last = words.number(rows[end] as number);
    parts.push(end === at ? first : end === at + 1 ? `${first}, ${last}` : `${first}–${last}`);
    covered += end - at + 1;
    at = end + 1;
  }
  const list = parts.join(', ');
  return covered < rows.length ? words.andMore(list, rows.length - covered) : list;
}

// Messages of one rule end alike ("A US number has 10: add what is missing."). What several share is said once.
export function splitMessages(messages: string[]): { advice: string; own: string[] } {
  if (messages.length < 2) return { advice: '', own: messages };
  const first = messages[0]!.split(/(?<=[.!?]) (?=["“A-Z0-9(])/);
  let advice = '';
  for (let sentences = 1; sentences <= first.length; sentences++) {
    const end = first.slice(-sentences).join(' ');
    if (!messages.every((message) => message === end || endsWithSentence(message, end))) break;
    advice = end;
  }
  return { advice, own: messages.map((message) => message.slice(0, message.length - advice.length).trimEnd()) };
}

function endsWithSentence(message: string, end: string): boolean {
  return message.endsWith(` ${end}`) && '.!?'.includes(message.at(-end.length - 2) ?? ' ') && /^["“A-Z0-9(]/.test(end);
}

function stateOf(findings: Finding[]): ItemState {
  if (findings.some((finding) => finding.severity === 'error')) return 'problem';
  return findings.some((finding) => finding.severity === 'warning') ? 'look' : 'ok';
}

function checklist(report: Report, needed: ('sheet' | 'loa')[], words: Words): Item[] {
  const ofRole = (role: FileReport['role']) => report.files.filter((file) => file.role === role);
  const findingsOf = (role: FileReport['role']) =>
    report.findings.filter((finding) => report.files[finding.file_index ?? -1]?.role === role);
  const sheets = ofRole('sheet');
  const letters = ofRole('loa');
  const items: Item[] = [];

  const mixed = report.findings.some((finding) => finding.rule === mixedRule);
  if (sheets.length > 0) {
    const { numbers, unique } = report.request;
    const counts = numbers === 0 ? [words.noNumbers] : [words.numbers(numbers)];
    if (numbers > unique) counts.push(words.repeats(numbers - unique));
    const readable = sheets.some(({ sheet }) => sheet);
    const certain = report.findings.some(({ fix, row, file_index }) => fix?.certain && row && report.files[file_index ?? -1]?.role === 'sheet');
    items.push({
      key: 'sheet',
      label: words.spreadsheet,
      state: stateOf(findingsOf('sheet')),
      text: [names(sheets, words), ...counts].join(' · '),
      actions: [...(readable ? (['open-sheet'] as const) : []), ...(certain ? (['repair'] as const) : [])],
    });
  } else {
    const text = needed.includes('sheet') ? words.spreadsheetNeeded : words.notReadable;
    items.push({ key: 'sheet', label: words.spreadsheet, state: needed.includes('sheet') ? 'needed' : 'look', text, actions: ['paste', 'template'] });
  }

  const letter = letters.find((file) => file.letter)?.letter;
  if (letters.length > 0) {
    const state = stateOf(findingsOf('loa'));
    const unread = state === 'ok' && !letter?.text;
    const signed = letter?.signed?.readings.length === 1 ? words.letterSigned(words.date(letter.signed.readings[0] as string)) : '';
    const text = [names(letters, words), signed || (unread ? words.letterAttached : '')].filter(Boolean).join(' · ');
    const actions: Action[] = [...(letter ? (['see-letter'] as const) : []), ...(state === 'ok' ? [] : (['make-letter'] as const))];
    items.push({ key: 'loa', label: words.letter, state: unread ? 'note' : state, text, actions });
  } else {
    items.push({ key: 'loa', label: words.letter, state: 'needed', text: words.letterNeeded, actions: ['make-letter'] });
  }

  if (report.request.numbers > 0) {
    const codes = Object.entries(report.request.countries)
      .sort((a, b) => b[1] - a[1])
      .map(([code]) => words.country(code));
    items.push({
      key: 'kind',
      label: words.kind,
      state: mixed ? 'problem' : 'ok',
      text: [mixed ? words.mixed : words.kinds[report.request.kind], ...codes].join(' · ') + (mixed ? `. ${words.mixedHow}` : ''),
      actions: mixed ? ['split'] : [],
    });
  }
  if (report.request.toll_free > 0) items.push(resporgItem(report, letter, words));
  if (letter?.text && report.request.local > 0) items.push(accountItem(report, words));
  if (report.request.local > 0) items.push(pinItem(report, words));
  return items;
}

function found(report: Report, rule: RuleId, reasons: readonly string[] = []): boolean {
  return report.findings.some((finding) => finding.rule === rule && (reasons.length === 0 || reasons.includes(String(finding.params?.['reason']))));
}

function resporgItem(report: Report, letter: LetterReport | undefined, words: Words): Item {
  const wrong = found(report, 'TKT-010') || found(report, 'LOA-024', ['resporg', 'no_id', 'not_portable']);
  const id = letter?.resporg?.value;
  const text = wrong ? words.resporgNeeded : id ? words.resporgFine(shown(id)) : words.resporgStated;
  return { key: 'resporg', label: words.resporg, state: wrong ? 'look' : 'ok', text, actions: [] };
}

function accountItem(report: Report, words: Words): Item {
  const lacks = found(report, 'LOA-016') || found(report, 'LOA-017');
  return { key: 'account', label: words.account, state: lacks ? 'look' : 'ok', text: lacks ? words.accountNeeded : words.accountFine, actions: [] };
}

function pinItem(report: Report, words: Words): Item {
  if (found(report, 'TKT-013')) return { key: 'pin', label: words.pin, state: 'look', text: words.pinSecret, actions: [] };
  const needed = found(report, 'TKT-020');
  return { key: 'pin', label: words.pin, state: needed ? 'look' : 'note', text: needed ? words.pinNeeded : words.pinMaybe, actions: [] };
}

function ticketItem(report: Report, words: Words, titleOf: (rule: RuleId) => string): Item {
  const findings = report.findings.filter((finding) => ticketFieldRules.includes(finding.rule));
  const state = stateOf(findings);
  const text = state === 'ok' ? words.ticketFine : findings.map((finding) => titleOf(finding.rule)).join(' · ');
  return { key: 'ticket', label: words.ticket, state, text, actions: [] };
}

function names(files: FileReport[], words: Words): string {
  const first = shown(files[0]?.name ?? '');
  return files.length > 1 ? `${first} ${words.moreFiles(files.length - 1)}` : first;
}
