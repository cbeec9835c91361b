// Rows as spreadsheets put them onto the clipboard: text with tabs, cells with line ends or tabs in quotation marks; or an
// HTML table, where a program offers nothing else. Only texts are taken from it.

export function parseTable(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  let started = false; // something of this cell was read
  const source = text.replace(/\r\n?/g, '\n');
  const endCell = () => {
    row.push(cell);
    cell = '';
    started = false;
  };
  for (let at = 0; at < source.length; at++) {
    const sign = source[at] as string;
    if (quoted) {
      if (sign === '"' && source[at + 1] === '"') cell += source[at++];
      else if (sign === '"') quoted = false;
      else cell += sign;
    } else if (sign === '\t') {
      endCell();
    } else if (sign === '\n') {
      endCell();
      rows.push(row);
      row = [];
    } else if (sign === '"' && !started && opensCell(source, at)) {
      quoted = started = true;
    } else {
      cell += sign;
      started = true;
    }
  }
  if (cell || row.length > 0) {
    endCell();
    rows.push(row);
  }
  return rows;
}

// A quotation mark opens a cell where another one closes it before the next cell begins: 6" is a size.
function opensCell(text: string, at: number): boolean {
  return /^"(?:[^"]|"")*"(?:\t|\n|$)/.test(text.slice(at, at + 200_000));
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decoded(html: string): string {
  return html
    .replace(/<br\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
      const code = decimal ? Number(decimal) : hex ? parseInt(hex, 16) : 0;
      if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
      return named[String(name).toLowerCase()] ?? whole;
    })
    .trim();
}

export function parseHtmlTable(html: string): string[][] {
  const rows = html.match(/<tr\b[\s\S]*?(?=<tr\b|<\/table|$)/gi) ?? [];
  return rows
    .map((row) => (row.match(/<t[dh]\b[\s\S]*?(?=<t[dh]\b|<\/tr|$)/gi) ?? []).map((cell) => decoded(cell)))
    .filter((row) => row.length > 0);
}

const phoneLike = /^\+?[\d\s().\-–]{10,20}$/;
const addressLike = /^(https?:\/\/|\w[\w-]*\.\w)/i;

// The header that rows copied without theirs lack; undefined where they have one, or nobody can tell.
export function missingHeader(rows: string[][]): string[] | undefined {
  const [first] = rows;
  if (!first || !first.some((cell) => phoneLike.test(cell.trim()))) return undefined;
  let number = false;
  let address = false;
  return first.map((cell) => {
    if (!number && phoneLike.test(cell.trim())) {
      number = true;
      return 'Number to Port';
    }
    if (!address && addressLike.test(cell.trim())) {
      address = true;
      return 'Campaign_url';
    }
    return '';
  });
}

export function toCsv(rows: string[][]): string {
  const cell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
