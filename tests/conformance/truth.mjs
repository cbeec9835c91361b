// Judges a report by a truth file: what the generator of a sheet did to it on purpose.
//   {"headerRow", "dataRows", "validNumbers", "columns": {"number": "A", "url": "B"}, "errors": [[row, code], …]}
// `columns` may be absent: A and B then.

// The mistakes that a generator makes, and the rules that may tell the customer. Some are milder than "error": an area code
// may be newer than the engine's list (NUM-012, NUM-015), and a text that looks like a campaign's name is answered so (URL-009).
export const mistakes = {
  NUM_MISSING: { column: 'number', rules: ['ROW-001'] },
  NUM_SHORT: { column: 'number', rules: ['NUM-001'] },
  NUM_LONG: { column: 'number', rules: ['NUM-001'] },
  NUM_LETTERS: { column: 'number', rules: ['NUM-001', 'NUM-004', 'NUM-023'] },
  NUM_AREA: { column: 'number', rules: ['NUM-007', 'NUM-012', 'NUM-014', 'NUM-015'] },
  NUM_EXCH: { column: 'number', rules: ['NUM-008', 'NUM-009'] },
  NUM_SCI: { column: 'number', rules: ['NUM-002'] },
  NUM_DUP: { column: 'number', rules: ['ROW-004'] },
  KIND_MIXED: { column: 'number', rules: ['NUM-020'] },
  URL_MISSING: { column: 'url', rules: ['ROW-002'] },
  URL_BAD: { column: 'url', rules: ['URL-001', 'URL-002', 'URL-006', 'URL-007', 'URL-009'] },
};

// Two mistakes make a number that cannot exist; those that are only warned of are still counted as numbers.
const stillNumbers = new Set(['NUM-012', 'NUM-015', 'NUM-004']);

// missed: mistakes that no finding tells of, by code. extra: error findings on rows without a mistake, by rule.
// exact: nothing missed, nothing extra, and the header, the rows and the numbers are the generator's.
export function judge(report, truth) {
  const columns = truth.columns ?? { number: 'A', url: 'B' };
  const byCell = new Map();
  for (const finding of report.findings) {
    if (!finding.cell) continue;
    if (!byCell.has(finding.cell)) byCell.set(finding.cell, new Set());
    byCell.get(finding.cell).add(finding.rule);
  }

  const missed = {};
  const wrongRows = new Set();
  let found = 0;
  let warned = 0;
  for (const [row, code] of truth.errors) {
    const { column, rules } = mistakes[code];
    wrongRows.add(row);
    const told = rules.find((rule) => byCell.get(columns[column] + row)?.has(rule));
    if (told === undefined) missed[code] = (missed[code] ?? 0) + 1;
    else found += 1;
    if (column === 'number' && stillNumbers.has(told)) warned += 1;
  }

  const extra = {};
  for (const { severity, row, rule } of report.findings) {
    if (severity === 'error' && row !== undefined && !wrongRows.has(row)) extra[rule] = (extra[rule] ?? 0) + 1;
  }

  const sheet = report.files[0].sheet ?? {};
  const rowsOk = sheet.data_rows === truth.dataRows;
  const headerOk = sheet.header_row === truth.headerRow;
  const numbersOk = report.request.numbers - warned === truth.validNumbers;
  const nothing = (counts) => Object.keys(counts).length === 0;
  return {
    exact: nothing(missed) && nothing(extra) && rowsOk && headerOk && numbersOk,
    recall: truth.errors.length === 0 ? 1 : Number((found / truth.errors.length).toFixed(4)),
    missed,
    extra,
    rowsOk,
    headerOk,
    numbersOk,
  };
}
