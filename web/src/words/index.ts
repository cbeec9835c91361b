// Every word the page says beside the engine's own messages. A language is one object of each of these types: a sentence
// that is missing does not compile. English is in the first load; the others, and the words of what is opened later, are
// loaded when they are needed.
import type { Kind, LetterDate, LetterReport } from '../report';
import type { Action } from '../view';
import { english } from './en';

export { english };

export const languages = ['en', 'es', 'fr-CA'] as const;
export type Language = (typeof languages)[number];
export const languageNames: Record<Language, string> = { en: 'English', es: 'Español', 'fr-CA': 'Français (Canada)' };

export interface Words {
  locale: Language;
  language: string; // the word
  title: string;
  calm: string;
  calmHint: string;
  busy: string;
  beingRead: string; // in the checklist meanwhile
  verdictReady: string;
  verdictLook(things: number): string;
  verdictFix(things: number): string;
  verdictNeeded(things: string[]): string;
  neededHint: string; // nothing is wrong with what is there
  alsoNeeded(things: string[]): string;
  alsoLook(things: number): string;
  fixHint: string;
  readyHint: string;
  lookHint: string;
  failed: string;
  failedHint: string;
  fileGone(name: string): string;
  cancel: string;
  cancelled: string;
  cancelledHeld: string;

  starting: string;
  reading(file: string): string;
  checking(percent: number): string;
  onServer: string;

  spreadsheet: string;
  letter: string;
  kind: string;
  resporg: string;
  account: string;
  pin: string;
  ticket: string;
  inSentence: Record<'sheet' | 'loa', string>; // as in "Still needed: …"
  spreadsheetNeeded: string;
  letterNeeded: string;
  letterAttached: string;
  letterSigned(date: string): string;
  notReadable: string;
  noNumbers: string;
  numbers(count: number): string;
  repeats(count: number): string;
  kinds: Record<Kind, string>;
  mixed: string;
  mixedHow: string;
  resporgFine(id: string): string;
  resporgStated: string;
  resporgNeeded: string;
  accountFine: string;
  accountNeeded: string;
  pinMaybe: string;
  pinNeeded: string;
  pinSecret: string;
  ticketFine: string;
  moreFiles(count: number): string;
  states: Record<'ok' | 'problem' | 'look' | 'needed' | 'note', string>;
  actions: Record<Action, string>;
  fields: Record<'number_to_port' | 'campaign_url' | 'description' | 'media_type' | 'detected_destination' | 'marketing', string>;

  goodToKnow(count: number): string;
  times: string;
  timesUsual: string;
  timesKeep: string;
  timesRejection: string;
  timesRejected(due: string): string;
  places(count: number): string;
  number(value: number): string;
  date(iso: string): string; // 2026-12-07 -> Monday, December 7, 2026
  country(code: string): string;
  phone(digits: string): string;
  or: string;
  row(row: number): string;
  rows(ranges: string): string;
  andMore(list: string, count: number): string;
  column(column: string): string;
  inFile(name: string, sheet: string): string;
  fix: string;
  suggestion: string;
  showMore(count: number): string;
  showFewer: string;
  notListed(count: number): string;
  showInSheet: string;
  fixAll(count: number): string;

  checkedHere: string; // in a form that sends files only with everything else
  checkedHereFormMayStore: string; // in a form of which that is not known
  checkedOnServer: string;
  notSeen: string;
}

// Of what is opened below the checklist.
export interface MoreWords {
  close: string;
  fullScreen: string;
  inPage: string;
  unsavedFirst: string;
  discard: string;
  discardHint: string;
  stopped: string;
  workFailed: string;
  attached(name: string): string;
  attachYourself(name: string): string;
  downloaded(name: string): string;
  templateName: string;
  sheet: {
    title(file: string): string;
    gridLabel: string;
    opening: string;
    working: string;
    tools: string;
    file: string;
    filter: string;
    allRows(count: number): string;
    allProblems(count: number): string;
    ruleRows(title: string, count: number): string;
    shownRows(count: number): string;
    rowsToFix(count: number): string;
    rowsToLook(count: number): string;
    nothingToFix: string;
    unsaved(count: number): string;
    changed(count: number): string;
    previous: string;
    next: string;
    undo: string;
    redo: string;
    undone: string;
    redone: string;
    cell(place: string, heading: string): string;
    cellFine: string;
    edit: string;
    write(value: string): string;
    keys: string;
    attach: string;
    download: string;
    notSaved: string;
  };
  paste: {
    title: string;
    label: string;
    help: string;
    seen(rows: number, columns: number): string;
    headerAdded: string;
    use: string;
    fileName: string;
  };
  repair: {
    title: string;
    working: string;
    refused: string; // in front of the reason
    notes: string; // in front of what else is different
    made(count: number): string;
    none: string;
    listed: string;
    where: string;
    before: string;
    after: string;
    repeats(row: number): string;
    blank: string;
    leftOut: string;
  };
  split: { title: string; made(count: number): string; attach: string; how: string };
  letterBox: {
    title(file: string): string;
    unverified: string;
    pages: string;
    page(page: number, of: number): string;
    onPage(page: number): string;
    find: string;
    larger: string;
    scan: string; // instead of `unverified`, where there is no text
    noPages: string;
    sketch: string;
    absent: string;
    blank: string;
    pinGiven: string;
    facts: Record<'signed' | 'signature' | 'company' | 'signer' | 'title' | 'carrier' | 'gaining_carrier' | 'resporg' | 'billing_number' | 'account_number' | 'service_address' | 'billing_address' | 'pin', string>;
    dateRoles: Record<LetterDate['role'], string>;
    signatures: Record<LetterReport['signature']['kind'], string>;
    numbers: string;
    count(onLetter: number, inSheet: number): string;
    allThere: string;
    first(list: string, more: number): string;
  };
  maker: {
    title: string;
    help: string;
    kind: string;
    lists(count: number): string;
    otherKind(count: number): string;
    leftOut(count: number, first: number): string; // rows; the first is a row's number
    noSheet: string;
    fields: Record<MakerField, string>;
    hints: Record<MakerField, string>;
    signature: string;
    signatureHelp: string;
    ways: Record<'draw' | 'type' | 'later', string>;
    typed: string;
    pad: string;
    clear: string;
    notSigned: string;
    preview: string;
    making: string;
    made(numbers: number, pages: number): string;
    refused(count: number): string;
    attach: string;
    fileName(kind: 'local' | 'toll-free'): string;
  };
}

export type MakerField = 'company' | 'service_address' | 'billing_address' | 'carrier' | 'account' | 'btn' | 'resporg' | 'name' | 'title' | 'signed_on';

// The first of the wanted languages that the page speaks: "es-MX" is answered in Spanish, "fr" in French (Canada).
export function languageFor(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0];
    const found = languages.find((language) => language.split('-')[0] === primary);
    if (found) return found;
  }
  return 'en';
}

export async function loadWords(language: Language): Promise<Words> {
  switch (language) {
    case 'en':
      return english;
    case 'es':
      return (await import('./es')).spanish;
    case 'fr-CA':
      return (await import('./fr-CA')).canadianFrench;
  }
}

export async function loadMoreWords(language: Language): Promise<MoreWords> {
  switch (language) {
    case 'en':
      return (await import('./more.en')).more;
    case 'es':
      return (await import('./more.es')).more;
    case 'fr-CA':
      return (await import('./more.fr-CA')).more;
  }
}
