// Files that nobody sends on purpose, each at any size: {name, n, make(n)}. Time must grow with n, not with its square.
import { zip } from './zip.mjs';

const head = 'Number to Port,Campaign_url\r\n';
const url = 'https://acme.invoca.net/a_campaigns/terms/11';
const numbers = (count) => Array.from({ length: count }, (_, index) => `${2127360000 + index}`);
const csv = (text) => Buffer.from(text);
const times = (count, text) => Array.from({ length: count }, (_, index) => text(index)).join('');

const ns = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const mainPart =
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>';
const firstRow =
  '<row r="1"><c r="A1" t="inlineStr"><is><t>Number to Port</t></is></c><c r="B1" t="inlineStr"><is><t>Campaign_url</t></is></c></row>';
const dataRow = (row) =>
  `<row r="${row}"><c r="A${row}"><v>${2127360000 + row}</v></c><c r="B${row}" t="inlineStr"><is><t>${url}</t></is></c></row>`;

// `parts` replaces or adds parts; `sheet` is what stands inside <sheetData>, `after` what follows it.
function workbook({
  sheet = firstRow + dataRow(2),
  before = '',
  after = '',
  strings,
  styles,
  sheets = '',
  relations = '',
  types = '',
  parts = [],
}) {
  const list = [
    [
      '[Content_Types].xml',
      `<Types xmlns="${packaged}/content-types"><Default Extension="xml" ContentType="application/xml"/>${mainPart}${types}</Types>`,
    ],
    [
      '_rels/.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `<workbook xmlns="${ns}" xmlns:r="${office}"><sheets><sheet name="One" sheetId="1" r:id="r1"/>${sheets}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>` +
        `${strings ? `<Relationship Id="s" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>` : ''}` +
        `${styles ? `<Relationship Id="y" Type="${office}/styles" Target="styles.xml"/>` : ''}${relations}</Relationships>`,
    ],
    ['xl/worksheets/sheet1.xml', `<worksheet xmlns="${ns}">${before}<sheetData>${sheet}</sheetData>${after}</worksheet>`],
    ...(strings ? [['xl/sharedStrings.xml', `<sst xmlns="${ns}">${strings}</sst>`]] : []),
    ...(styles ? [['xl/styles.xml', `<styleSheet xmlns="${ns}">${styles}</styleSheet>`]] : []),
    ...parts,
  ];
  return zip(list);
}

const oneText = (text) => workbook({ sheet: `${firstRow}<row r="2"><c r="A2" t="inlineStr"><is><t>${text}</t></is></c></row>` });
const withRows = () => firstRow + times(2000, (i) => dataRow(i + 2));

// Valid numbers that fall close together in a table hashed by multiplication with 2^64 / golden ratio.
function closeNumbers(count) {
  const found = [];
  for (const area of [212, 213, 214, 215, 305, 312, 313, 314, 402, 404, 412, 415, 502, 503, 512, 602, 612, 614, 615, 702]) {
    for (let exchange = 220; exchange < 990; exchange++) {
      if (exchange % 100 === 11 || [555, 950, 958, 959, 976].includes(exchange)) continue;
      const base = area * 1e7 + exchange * 1e4;
      for (let line = 0; line < 10_000; line++) {
        const product = (base + line) * 0.6180339887498949;
        if (product - Math.floor(product) < 0.002) found.push(base + line);
        if (found.length === count) return found;
      }
    }
  }
  throw new Error(`only ${found.length} numbers`);
}

export const ordinary = () =>
  csv(
    head +
      numbers(20_000)
        .map((one) => `${one},${url}\n`)
        .join(''),
  );

export const files = [
  // CSV
  { name: 'csv: empty lines', n: 1_000_000, make: (n) => csv(head + '\n'.repeat(n)) },
  { name: 'csv: rows of commas', n: 500_000, make: (n) => csv(head + ',,,,,,,\n'.repeat(n)) },
  { name: 'csv: one cell of 15 and 30 MB', n: 15 << 20, make: (n) => csv(`${head}"${'x'.repeat(n)}",${url}\n`) },
  { name: 'csv: one line without a delimiter', n: 8 << 20, make: (n) => csv('x'.repeat(n)) },
  { name: 'csv: one line of cells', n: 2_000_000, make: (n) => csv('a,'.repeat(n)) },
  { name: 'csv: 1,000 columns', n: 2_000, make: (n) => csv(head + `${'1,'.repeat(1000)}\n`.repeat(n)) },
  {
    name: 'csv: header of 16,000 columns alike',
    n: 8_000,
    make: (n) => csv(`${'Number to Port,'.repeat(n)}\n${'2127360143,'.repeat(n)}\n`),
  },
  { name: 'csv: all delimiters at once', n: 500_000, make: (n) => csv(head + 'a,b;c\td|e\n'.repeat(n)) },
  { name: 'csv: quotes only', n: 4_000_000, make: (n) => csv(head + '"'.repeat(n)) },
  { name: 'csv: a quote opened in each line', n: 500_000, make: (n) => csv(head + '"2127360143,x\n'.repeat(n)) },
  { name: 'csv: quotes in the middle', n: 500_000, make: (n) => csv(head + 'a"b"c,"d"e"f\n'.repeat(n)) },
  { name: 'csv: lone carriage returns', n: 1_000_000, make: (n) => csv(`Number to Port,Campaign_url\r${'\r'.repeat(n)}`) },
  { name: 'csv: NUL bytes', n: 2_000_000, make: (n) => csv(head + '\0'.repeat(n)) },
  {
    name: 'csv: bytes of no encoding',
    n: 500_000,
    make: (n) => Buffer.concat([csv(head), Buffer.from('\xff,\xfe\x80\n'.repeat(n), 'latin1')]),
  },
  { name: 'csv: the same number', n: 100_000, make: (n) => csv(head + `212-736-0143,${url}\n`.repeat(n)) },
  {
    name: 'csv: the same number, campaigns differ',
    n: 100_000,
    make: (n) => csv(head + times(n, (i) => `212-736-0143,${url}${i}\n`)),
  },
  {
    name: 'csv: campaigns all differ',
    n: 100_000,
    make: (n) =>
      csv(
        head +
          numbers(n)
            .map((one, i) => `${one},${url}${i}\n`)
            .join(''),
      ),
  },
  {
    name: 'csv: numbers that collide',
    n: 15_000,
    make: (n) =>
      csv(
        head +
          closeNumbers(n)
            .map((one) => `${one},${url}\n`)
            .join(''),
      ),
  },
  {
    name: 'csv: destinations in a ring',
    n: 100_000,
    make: (n) =>
      csv(
        `Number to Port,Campaign_url,Detected Destination\n${numbers(n)
          .map((one, i) => `${one},${url},${2127360000 + ((i + 1) % n)}\n`)
          .join('')}`,
      ),
  },
  { name: 'csv: a number of many digits', n: 4 << 20, make: (n) => csv(`${head}${'1'.repeat(n)},${url}\n`) },
  { name: 'csv: numbers of 100 signs', n: 20_000, make: (n) => csv(head + `${'+-. ()'.repeat(17)},${url}\n`.repeat(n)) },
  {
    name: 'csv: addresses of many dots',
    n: 20_000,
    make: (n) => csv(head + `2127360143,https://${'a.'.repeat(60)}\n`.repeat(n)),
  },
  {
    name: 'csv: one address of 4 and 8 MB',
    n: 4 << 20,
    make: (n) => csv(`${head}2127360143,https://acme.invoca.net/${'%2e/'.repeat(n / 4)}\n`),
  },
  { name: 'csv: invisible characters', n: 500_000, make: (n) => csv(`${head}${'\u200b'.repeat(n)}2127360143,${url}\n`) },

  // XLSX
  { name: 'xlsx: nested elements', n: 200_000, make: (n) => workbook({ sheet: '<x>'.repeat(n) + '</x>'.repeat(n) }) },
  { name: 'xlsx: empty rows', n: 400_000, make: (n) => workbook({ sheet: firstRow + times(n, (i) => `<row r="${i + 2}"/>`) }) },
  { name: 'xlsx: rows without numbers', n: 500_000, make: (n) => workbook({ sheet: firstRow + '<row/>'.repeat(n) }) },
  { name: 'xlsx: one row, a million rows down', n: 500_000, make: (n) => workbook({ sheet: firstRow + dataRow(n) }) },
  {
    name: 'xlsx: cells in the last column',
    n: 50_000,
    make: (n) => workbook({ sheet: firstRow + times(n, (i) => `<row r="${i + 2}"><c r="XFD${i + 2}"><v>1</v></c></row>`) }),
  },
  {
    name: 'xlsx: cells in no order',
    n: 100_000,
    make: (n) =>
      workbook({
        sheet:
          firstRow +
          times(n, (i) => `<row r="${n - i + 2}"><c r="B${n - i + 2}"><v>1</v></c><c r="A${n - i + 2}"><v>2</v></c></row>`),
      }),
  },
  { name: 'xlsx: one cell of 15 and 30 MB', n: 15 << 20, make: (n) => oneText(`${'x7 '.repeat(n / 3)}`) },
  { name: 'xlsx: &amp; in one cell', n: 1_000_000, make: (n) => oneText(`${'&amp;'.repeat(n)}`) },
  { name: 'xlsx: & without an end', n: 4_000_000, make: (n) => oneText(`${'&'.repeat(n)}`) },
  { name: 'xlsx: _x000D_ in one cell', n: 500_000, make: (n) => oneText(`${'_x000D_'.repeat(n)}`) },
  {
    name: 'xlsx: attributes of one cell',
    n: 100_000,
    make: (n) => workbook({ sheet: `${firstRow}<row r="2"><c r="A2" ${times(n, (i) => `a${i}="1" `)}><v>1</v></c></row>` }),
  },
  {
    name: 'xlsx: the same attribute',
    n: 200_000,
    make: (n) => workbook({ sheet: `${firstRow}<row r="2"><c ${'r="A2" '.repeat(n)}><v>1</v></c></row>` }),
  },
  { name: 'xlsx: comments', n: 400_000, make: (n) => workbook({ sheet: firstRow + '<!--x-->'.repeat(n) + dataRow(2) }) },
  { name: 'xlsx: comments without an end', n: 1_000_000, make: (n) => workbook({ sheet: firstRow + '<!--'.repeat(n) }) },
  { name: 'xlsx: CDATA sections', n: 200_000, make: (n) => oneText(`${'<![CDATA[x]]>'.repeat(n)}`) },
  {
    name: 'xlsx: runs of rich text',
    n: 200_000,
    make: (n) =>
      workbook({
        strings: `<si>${'<r><t>x</t></r>'.repeat(n)}</si>`,
        sheet: `${firstRow}<row r="2"><c r="A2" t="s"><v>0</v></c></row>`,
      }),
  },
  { name: 'xlsx: tiny shared strings', n: 500_000, make: (n) => workbook({ strings: '<si><t>a</t></si>'.repeat(n) }) },
  {
    name: 'xlsx: cells of a long shared string',
    n: 2_000,
    make: (n) =>
      workbook({
        strings: `<si><t>${'x'.repeat(30_000)}</t></si>`,
        sheet: firstRow + times(n, (i) => `<row r="${i + 2}"><c r="A${i + 2}" t="s"><v>0</v></c></row>`),
      }),
  },
  {
    name: 'xlsx: number formats',
    n: 50_000,
    make: (n) =>
      workbook({
        styles: `<numFmts>${times(n, (i) => `<numFmt numFmtId="${i + 164}" formatCode="0.0"/>`)}</numFmts><cellXfs>${times(n, (i) => `<xf numFmtId="${i + 164}"/>`)}</cellXfs>`,
      }),
  },
  {
    name: 'xlsx: merged cells',
    n: 100_000,
    make: (n) =>
      workbook({
        after: `<mergeCells>${times(n, (i) => `<mergeCell ref="A${i + 1}:C${i + 2}"/>`)}</mergeCells>`,
        sheet: withRows(),
      }),
  },
  {
    name: 'xlsx: merged over everything',
    n: 50_000,
    make: (n) =>
      workbook({ after: `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(n)}</mergeCells>`, sheet: withRows() }),
  },
  {
    name: 'xlsx: hidden column ranges',
    n: 5_000,
    make: (n) => workbook({ before: `<cols>${'<col min="1" max="16384" hidden="1"/>'.repeat(n)}</cols>`, sheet: withRows() }),
  },
  {
    name: 'xlsx: 64,000 sheets',
    n: 32_000,
    make: (n) =>
      workbook({
        sheets: times(n, (i) => `<sheet name="S${i}" sheetId="${i + 2}" r:id="x${i}"/>`),
        relations: times(n, (i) => `<Relationship Id="x${i}" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`),
      }),
  },
  {
    name: 'xlsx: 240 sheets',
    n: 120,
    make: (n) =>
      workbook({
        sheets: times(n, (i) => `<sheet name="S${i}" sheetId="${i + 2}" r:id="r1"/>`),
        sheet: firstRow + times(500, (i) => dataRow(i + 2)),
      }),
  },
  {
    name: 'xlsx: content types',
    n: 100_000,
    make: (n) => workbook({ types: times(n, (i) => `<Override PartName="/x/${i}.xml" ContentType="a/b"/>`) }),
  },
  {
    name: 'xlsx: archive of 9,000 entries',
    n: 4_500,
    make: (n) => workbook({ parts: Array.from({ length: n }, (_, i) => [`x/${i}.bin`, 'x']) }),
  },
  {
    name: 'xlsx: entries of one name',
    n: 4_500,
    make: (n) => workbook({ parts: Array.from({ length: n }, () => ['xl/worksheets/sheet1.xml', 'x']) }),
  },
  {
    name: 'xlsx: archive of 64,000 entries',
    n: 32_000,
    make: (n) => workbook({ parts: Array.from({ length: n }, (_, i) => [`x/${i}.bin`, 'x']) }),
  },
  {
    name: 'xlsx: not a ZIP inside',
    n: 8 << 20,
    make: (n) => Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(n, 'PK\x05\x06', 'latin1')]),
  },
];
