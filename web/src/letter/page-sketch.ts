// A letter's pages drawn from what was read of them: each text where it stands, and marks on what was found. Not the page
// itself, but what the check saw of it.
import type { Seen } from '../report';
import { shown } from '../shown';

type Box = [number, number, number, number];

// The part of portcheck.document/1 that is drawn. Members that have their default value are left out.
export interface Document {
  pages?: number;
  sizes?: [number, number][];
  spans?: { page?: number; box?: Box; text: string; ink?: string; filled_in?: boolean }[];
  fields?: { page?: number; box?: Box; value?: string }[];
  marks?: { page?: number; box?: Box; kind?: string }[];
  pictures?: { page?: number; box?: Box }[];
}

export interface Highlight {
  key: string;
  seen: Seen;
}

const pagesAtMost = 25;
const spansAtMost = 4000; // of a page
const letterSize: [number, number] = [6120, 7920]; // US Letter in tenths of a point

const svg = (name: string, attributes: Record<string, string | number>, text = ''): SVGElement => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text) element.textContent = text;
  return element;
};

const rectangle = ([left, top, right, bottom]: Box, name: string, margin = 0) =>
  svg('rect', { class: name, x: left - margin, y: top - margin, width: Math.max(0, right - left) + 2 * margin, height: Math.max(0, bottom - top) + 2 * margin });

function onPage<T extends { page?: number; box?: Box }>(list: T[] | undefined, page: number): (T & { box: Box })[] {
  return (list ?? []).filter((one): one is T & { box: Box } => (one.page ?? 1) === page && one.box !== undefined);
}

type PlacedSpan = { box: Box; text: string; filled_in?: boolean };

const isTurned = ({ box: [left, top, right, bottom], text }: PlacedSpan) => text.length > 2 && bottom - top > 1.5 * (right - left);

// Lines of a page that was laid on its side follow each other from right to left where they are read downwards.
function turnOf(spans: PlacedSpan[]): 90 | -90 {
  const turned = spans.filter(isTurned);
  return (turned[0]?.box[0] ?? 0) >= (turned.at(-1)?.box[0] ?? 0) ? 90 : -90;
}

let ruler: CanvasRenderingContext2D | null | undefined;

// Of the text in letters of one unit; 0 where nobody can tell.
function lengthOf(text: string): number {
  ruler ??= document.createElement('canvas').getContext('2d');
  if (!ruler) return 0;
  ruler.font = '100px Arial, Helvetica, "Liberation Sans", sans-serif'; // as letter.css has it
  return ruler.measureText(text).width / 100;
}

// As long as it was, in letters of a size that fits its length: what a file says of their height differs by its program.
function textOf(span: PlacedSpan, turn: 90 | -90): SVGElement {
  const [left, top, right, bottom] = span.box;
  const turned = isTurned(span);
  const [along, across] = turned ? [bottom - top, right - left] : [right - left, bottom - top];
  const text = shown(span.text);
  const natural = along / (lengthOf(text) || Infinity);
  const size = Math.max(20, Math.min(Math.max(natural, across * 0.75), across * 1.45));
  const below = across * 0.2; // the line that the letters stand on
  const [x, y] = !turned ? [left, bottom - below] : turn > 0 ? [left + below, top] : [right - below, bottom];
  const element = svg('text', { class: span.filled_in ? 'filled' : 'print', x, y, 'font-size': size }, text);
  if (turned) element.setAttribute('transform', `rotate(${turn} ${x} ${y})`);
  if (along > 0 && text.length > 1) {
    element.setAttribute('textLength', String(along));
    element.setAttribute('lengthAdjust', 'spacingAndGlyphs');
  }
  return element;
}

// One drawing for each page that was read. Pages without anything to draw are left out.
export function sketchPages(document: Document, highlights: Highlight[], label: (page: number) => string): SVGElement[] {
  const count = Math.min(pagesAtMost, Math.max(document.sizes?.length ?? 0, ...highlights.map(({ seen }) => seen.page ?? 0)));
  const drawn: SVGElement[] = [];
  for (let page = 1; page <= count; page++) {
    const [width, height] = document.sizes?.[page - 1] ?? letterSize;
    const sheet = svg('svg', { class: 'page', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label(page), 'data-page': page });
    sheet.append(rectangle([0, 0, width, height], 'paper'));
    for (const picture of onPage(document.pictures, page)) sheet.append(rectangle(picture.box, 'picture'));
    for (const field of onPage(document.fields, page)) sheet.append(rectangle(field.box, 'field-box'));
    for (const mark of onPage(document.marks, page)) sheet.append(rectangle(mark.box, mark.kind === 'picture' ? 'picture' : 'mark'));
    for (const { key, seen } of highlights) {
      if ((seen.page ?? 0) !== page || !seen.box) continue;
      const box = rectangle(seen.box, 'highlight', 25);
      box.setAttribute('data-key', key);
      sheet.append(box);
    }
    const spans = onPage(document.spans, page).filter(({ ink }) => !ink || ink === 'visible');
    const turn = turnOf(spans);
    for (const span of spans.slice(0, spansAtMost)) sheet.append(textOf(span, turn));
    drawn.push(sheet);
  }
  return drawn;
}
