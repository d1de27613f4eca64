import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { MorningPage, PagePrinter, PageTable } from '../morning.types.ts';

const A4 = { width: 595.28, height: 841.89 };
const MARGIN = 36;
const WIDTH = A4.width - 2 * MARGIN;
const INK = '#1b1e23';
const SOFT = '#5b626d';
const LINE = '#c9ced6';

/** Files of the typeface, which has its two scripts apart. */
const packages = createRequire(import.meta.url);
const file = (name: string): Buffer =>
  readFileSync(packages.resolve(`@fontsource/mukta/files/mukta-${name}-normal.woff`));
const FONTS = ['devanagari-400', 'devanagari-700', 'latin-400', 'latin-700'] as const;
let fonts: Map<string, Buffer> | null = null;
const loadFonts = (): Map<string, Buffer> => (fonts ??= new Map(FONTS.map((name) => [name, file(name)])));

type Doc = InstanceType<typeof PDFDocument>;

interface Style {
  readonly size: number;
  readonly weight?: 400 | 700;
  readonly colour?: string;
}

/** Runs of one script: conjuncts are shaped within a run, and neither font has the other's letters. */
const RUNS = /[\u0900-\u097f\u200c\u200d]+(?:\s+[\u0900-\u097f\u200c\u200d]+)*|[^\u0900-\u097f\u200c\u200d]+/gu;
const isDevanagari = (text: string): boolean => /^[\u0900-\u097f\u200c\u200d]/u.test(text);

function runsOf(doc: Doc, { text, size, weight = 400 }: Style & { text: string }) {
  return (text.match(RUNS) ?? []).map((run) => {
    const font = `${isDevanagari(run) ? 'devanagari' : 'latin'}-${weight}`;
    return { run, font, width: doc.font(font).fontSize(size).widthOfString(run) };
  });
}

const widthOf = (doc: Doc, style: Style & { text: string }): number =>
  runsOf(doc, style).reduce((sum, { width }) => sum + width, 0);

const letters = new Intl.Segmenter();

/** The text, or as much of its beginning as there is room for. */
function fitted(doc: Doc, { text, room, ...style }: Style & { text: string; room: number }): string {
  if (widthOf(doc, { ...style, text }) <= room) return text;
  const parts = [...letters.segment(text)].map(({ segment }) => segment);
  while (parts.length > 1 && widthOf(doc, { ...style, text: `${parts.join('')}…` }) > room) parts.pop();
  return `${parts.join('').trimEnd()}…`;
}

/** Writes one line from the left, or up to the right. */
function write(
  doc: Doc,
  {
    x,
    y,
    room,
    toEnd = false,
    ...style
  }: Style & { text: string; x: number; y: number; room: number; toEnd?: boolean },
): void {
  const text = fitted(doc, { ...style, room });
  const runs = runsOf(doc, { ...style, text });
  let at = toEnd ? x + room - runs.reduce((sum, { width }) => sum + width, 0) : x;
  for (const { run, font, width } of runs) {
    doc
      .font(font)
      .fontSize(style.size)
      .fillColor(style.colour ?? INK);
    doc.text(run, at, y, { lineBreak: false });
    at += width;
  }
}

/** Lines that a text needs in a width, at most so many: the last one is cut. */
function wrapped(doc: Doc, { text, room, most, ...style }: Style & { text: string; room: number; most: number }) {
  const lines: string[] = [];
  let line = '';
  const words = text.split(' ');
  for (const [at, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || widthOf(doc, { ...style, text: longer }) <= room) line = longer;
    else if (lines.length === most - 1)
      return [...lines, fitted(doc, { ...style, text: `${line} ${words.slice(at).join(' ')}`, room })];
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

const rule = (doc: Doc, y: number, colour = LINE): void =>
  void doc
    .moveTo(MARGIN, y)
    .lineTo(MARGIN + WIDTH, y)
    .lineWidth(0.6)
    .strokeColor(colour)
    .stroke();

function drawHead(doc: Doc, { title, unit, when }: MorningPage): number {
  write(doc, { text: unit, x: MARGIN, y: MARGIN - 8, room: WIDTH * 0.66, size: 22, weight: 700 });
  write(doc, { text: title, x: MARGIN + WIDTH * 0.66, y: MARGIN, room: WIDTH * 0.34, size: 13, toEnd: true });
  write(doc, { text: when, x: MARGIN, y: MARGIN + 24, room: WIDTH, size: 9.5, colour: SOFT });
  rule(doc, MARGIN + 44, INK);
  return MARGIN + 52;
}

function drawNumbers(doc: Doc, numbers: MorningPage['numbers'], top: number): number {
  const room = WIDTH / numbers.length;
  for (const [at, { label, value, more }] of numbers.entries()) {
    const x = MARGIN + at * room;
    const place = { x, room: room - 10 };
    write(doc, { ...place, text: label, y: top, size: 10, weight: 700 });
    write(doc, { ...place, text: value, y: top + 13, size: 20, weight: 700 });
    for (const [line, text] of wrapped(doc, { text: more, room: room - 10, most: 2, size: 8.5 }).entries())
      write(doc, { ...place, text, y: top + 43 + line * 12, size: 8.5, colour: SOFT });
  }
  return top + 74;
}

const ROW = 13.8;
/** Below this stands the foot: what has no room is in Pukaar. */
const LAST_LINE = A4.height - 56;

function drawTable(doc: Doc, { title, head, rows, widths, ends, note }: PageTable, top: number): number {
  write(doc, { text: title, x: MARGIN, y: top, room: WIDTH, size: 11.5, weight: 700 });
  let y = top + 19;
  const cells = (texts: readonly string[], style: Style): void => {
    let x = MARGIN;
    for (const [at, text] of texts.entries()) {
      const room = WIDTH * (widths[at] ?? 0);
      write(doc, { ...style, text, x, y, room: room - 8, toEnd: ends.includes(at) });
      x += room;
    }
    y += ROW;
  };
  if (rows.length > 0) {
    cells(head, { size: 8.5, colour: SOFT });
    rule(doc, y);
    y += 1;
  }
  for (const row of rows) cells(row, { size: 9.5 });
  if (note !== null) {
    write(doc, { text: note, x: MARGIN, y, room: WIDTH, size: 9, colour: SOFT });
    y += ROW;
  }
  return y + 6;
}

function drawLines(doc: Doc, lines: MorningPage['lines'], top: number): number {
  let y = top;
  for (const { label, text } of lines) {
    if (y > LAST_LINE) break;
    write(doc, { text: label, x: MARGIN, y, room: WIDTH * 0.34, size: 9, weight: 700 });
    for (const line of wrapped(doc, { text, room: WIDTH * 0.65, most: 2, size: 9 })) {
      write(doc, { text: line, x: MARGIN + WIDTH * 0.35, y, room: WIDTH * 0.65, size: 9 });
      y += 13;
    }
    y += 2;
  }
  return y;
}

/** Draws a page on one sheet A4. Its letters are shaped by the font's own rules, so that conjuncts are whole. */
export function printPage(page: MorningPage): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    info: { Title: `${page.title}: ${page.unit}`, Author: 'Pukaar' },
  });
  for (const [name, bytes] of loadFonts()) doc.registerFont(name, bytes);
  const pieces: Buffer[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('data', (bytes: Buffer) => pieces.push(bytes));
    doc.on('end', () => resolve(Buffer.concat(pieces)));
    doc.on('error', reject);
  });
  let y = drawHead(doc, page);
  y = drawNumbers(doc, page.numbers, y);
  for (const table of page.tables) y = drawTable(doc, table, y);
  rule(doc, y);
  drawLines(doc, page.lines, y + 5);
  write(doc, { text: page.foot, x: MARGIN, y: A4.height - 30, room: WIDTH, size: 8, colour: SOFT });
  doc.end();
  return done;
}

/** Prints where it is called: for commands and tests. The product prints in a thread. */
export const createPagePrinter = (): PagePrinter => ({ print: printPage });
