// Every word the page says beside the engine's own messages. A locale is one object of this type: a sentence that is
// missing does not compile.
import type { Kind } from './report';

export interface Words {
  locale: string;
  title: string;
  calm: string;
  calmHint: string;
  busy: string;
  verdictReady: string;
  verdictLook(things: number): string;
  verdictFix(things: number): string;
  verdictNeeded(things: string[]): string;
  alsoNeeded(things: string[]): string;
  alsoLook(things: number): string;
  fixHint: string;
  readyHint: string;
  lookHint: string;
  failed: string;
  failedHint: string;
  fileGone(name: string): string;

  starting: string;
  reading(file: string): string;
  checking(percent: number): string;
  onServer: string;

  spreadsheet: string;
  letter: string;
  kind: string;
  countries: string;
  ticket: string;
  needed: string;
  spreadsheetNeeded: string;
  letterNeeded: string;
  letterAttached: string;
  notReadable: string;
  noNumbers: string;
  numbers(count: number): string;
  repeats(count: number): string;
  kinds: Record<Kind, string>;
  mixed: string;
  ticketFine: string;
  problems(count: number): string;
  moreFiles(count: number): string;
  states: Record<'ok' | 'problem' | 'look' | 'needed' | 'note', string>;

  toFix: string;
  toLookAt: string;
  goodToKnow(count: number): string;
  times(count: number): string;
  number(value: number): string;
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

  checkedHere: string;
  checkedOnServer: string;
  notSeen: string;
}

const count = (value: number) => value.toLocaleString('en-US');
const some = (value: number, one: string, many: string) => `${count(value)} ${value === 1 ? one : many}`;
const and = (list: string[]) =>
  list.length < 2 ? (list[0] ?? '') : `${list.slice(0, -1).join(', ')} and ${list[list.length - 1]}`;

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });
export const countryName = (code: string) => countryNames.of(code) ?? code;

export const english: Words = {
  locale: 'en',
  title: 'Your port request',
  calm: 'Attach the spreadsheet and the signed letter',
  calmHint: 'They are checked here as soon as you add them, before anything is sent.',
  busy: 'Checking your files',
  verdictReady: 'Ready to send',
  verdictLook: (things) => `Nothing stops this. ${some(things, 'thing', 'things')} to look at`,
  verdictFix: (things) => `${some(things, 'thing', 'things')} to fix before you send this`,
  verdictNeeded: (things) => `Still needed: ${and(things)}`,
  alsoNeeded: (things) => `Also still needed: ${and(things)}.`,
  alsoLook: (things) => `${some(things, 'more thing', 'more things')} to look at.`,
  fixHint: 'Correct the file and attach it again: it is checked at once.',
  readyHint: 'We found nothing that would delay this port.',
  lookHint: 'You can send it as it is. Looking at these first often saves a rejection.',
  failed: 'The files could not be checked here',
  failedHint: 'Send the form all the same: support checks every request again.',
  fileGone: (name) => `${name} cannot be read any more. It may have been moved, renamed or changed: choose it again.`,

  starting: 'Getting ready to read your files…',
  reading: (file) => `Reading ${file}…`,
  checking: (percent) => (percent > 0 ? `Checking the numbers… ${percent} %` : 'Checking the numbers…'),
  onServer: 'Checking on our server…',

  spreadsheet: 'Spreadsheet',
  letter: 'Letter (LOA)',
  kind: 'Kind',
  countries: 'Country',
  ticket: 'Ticket',
  needed: 'still needed',
  spreadsheetNeeded: 'still needed: the numbers as .xlsx or .csv',
  letterNeeded: 'still needed: the signed Letter of Authorization as PDF',
  letterAttached: 'attached; a person reads it',
  notReadable: 'no spreadsheet could be read',
  noNumbers: 'no usable number yet',
  numbers: (value) => some(value, 'number', 'numbers'),
  repeats: (value) => some(value, 'repeat', 'repeats'),
  kinds: { auto: 'not clear yet', local: 'local', toll_free: 'toll-free' },
  mixed: 'local and toll-free mixed',
  ticketFine: 'subject and category fit',
  problems: (value) => some(value, 'problem', 'problems'),
  moreFiles: (value) => `and ${some(value, 'more file', 'more files')}`,
  states: { ok: 'Fine', problem: 'To fix', look: 'To look at', needed: 'Needed', note: 'Note' },

  toFix: 'To fix',
  toLookAt: 'To look at',
  goodToKnow: (value) => `Good to know (${count(value)})`,
  times: (value) => some(value, 'place', 'places'),
  number: count,
  row: (value) => `Row ${count(value)}`,
  rows: (list) => `Rows ${list}`,
  andMore: (list, value) => `${list} and ${count(value)} more`,
  column: (value) => `Column ${value}`,
  inFile: (name, sheet) => (sheet ? `${name}, sheet “${sheet}”` : name),
  fix: 'Write',
  suggestion: 'Perhaps',
  showMore: (value) => `Show ${count(value)} more`,
  showFewer: 'Show fewer',
  notListed: (value) => `${some(value, 'more is', 'more are')} not listed here.`,

  checkedHere: 'Checked on this device. Nothing is uploaded until you send the form.',
  checkedOnServer:
    'This browser cannot run the check itself, so the files were sent to our server for it. They are not kept.',
  notSeen: 'We cannot see whether your present carrier will release these numbers.',
};
