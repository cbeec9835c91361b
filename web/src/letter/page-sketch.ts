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
    for (const span of onPage(document.spans, page).slice(0, spansAtMost)) {
      if (span.ink && span.ink !== 'visible') continue;
      const [left, top, right, bottom] = span.box;
      const size = Math.max(20, (bottom - top) * 0.82);
      const text = svg('text', { class: span.filled_in ? 'filled' : 'print', x: left, y: bottom - (bottom - top) * 0.22, 'font-size': size }, shown(span.text));
      if (right > left && span.text.length > 1) {
        text.setAttribute('textLength', String(right - left));
        text.setAttribute('lengthAdjust', 'spacingAndGlyphs');
      }
      sheet.append(text);
    }
    for (const mark of onPage(document.marks, page)) sheet.append(rectangle(mark.box, mark.kind === 'picture' ? 'picture' : 'mark'));
    for (const { key, seen } of highlights) {
      if ((seen.page ?? 0) !== page || !seen.box) continue;
      const box = rectangle(seen.box, 'highlight', 25);
      box.setAttribute('data-key', key);
      sheet.append(box);
    }
    drawn.push(sheet);
  }
  return drawn;
}
