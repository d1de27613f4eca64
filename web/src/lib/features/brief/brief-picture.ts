import type { BriefBlock, BriefLine } from './brief-blocks.ts';

/** A4 at 150 points to the inch. */
const WIDTH = 1240;
const HEIGHT = 1754;
const EDGE = 70;
const FAMILY = "Mukta, 'Noto Sans Devanagari', 'Nirmala UI', sans-serif";
const INK = '#17212c';
const QUIET = '#586677';
const LINE = '#b4bfcb';
const ACCENT = '#0b5f66';

interface Look {
  font: string;
  height: number;
  colour: string;
}

const LOOKS: Record<NonNullable<BriefLine['look']> | 'plain', Look> = {
  plain: { font: `400 24px ${FAMILY}`, height: 35, colour: INK },
  strong: { font: `700 25px ${FAMILY}`, height: 36, colour: INK },
  quiet: { font: `400 21px ${FAMILY}`, height: 31, colour: QUIET },
  words: { font: `400 27px ${FAMILY}`, height: 41, colour: INK },
};
const TITLE: Look = { font: `700 40px ${FAMILY}`, height: 56, colour: INK };
const HEADING: Look = { font: `700 22px ${FAMILY}`, height: 36, colour: ACCENT };
const GAP = 20;

export interface Sheet {
  title: string;
  blocks: readonly BriefBlock[];
  /** Whose copy it is: position and time, across the page and at its foot. */
  mark: string;
  foot: string;
}

type Measure = (text: string, font: string) => number;

/** Breaks a text into lines of at most this width; a word that is longer alone is broken where it must be. */
export function wrap({
  text,
  font,
  width,
  measure,
}: {
  text: string;
  font: string;
  width: number;
  measure: Measure;
}): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/u)) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (measure(longer, font) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = '';
      for (const sign of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)) {
        if (line !== '' && measure(line + sign.segment, font) > width) {
          lines.push(line);
          line = '';
        }
        line += sign.segment;
      }
    }
    lines.push(line);
  }
  return lines;
}

interface Piece {
  text: string;
  look: Look;
  y: number;
}

/** Where every line stands, and how high the page must be. */
export function lay({ title, blocks, measure }: Pick<Sheet, 'title' | 'blocks'> & { measure: Measure }): {
  pieces: Piece[];
  rules: number[];
  height: number;
} {
  const pieces: Piece[] = [];
  const rules: number[] = [];
  let y = EDGE;
  const put = (text: string, look: Look) => {
    for (const line of wrap({ text, font: look.font, width: WIDTH - 2 * EDGE, measure })) {
      y += look.height;
      pieces.push({ text: line, look, y });
    }
  };
  put(title, TITLE);
  for (const { heading, lines } of blocks) {
    y += GAP;
    rules.push(y);
    put(heading, HEADING);
    for (const { text, look } of lines) put(text, LOOKS[look ?? 'plain']);
  }
  return { pieces, rules, height: Math.max(HEIGHT, y + 2 * EDGE) };
}

/** Whose copy it is, across the whole page, so that no part of it can be cut out without. */
function drawMark(context: CanvasRenderingContext2D, { mark, height }: { mark: string; height: number }): void {
  context.save();
  context.globalAlpha = 0.09;
  context.fillStyle = INK;
  context.font = `700 34px ${FAMILY}`;
  context.rotate(-Math.PI / 7);
  const width = context.measureText(mark).width + 120;
  for (let y = 0; y < height * 1.6; y += 190)
    for (let x = -height; x < WIDTH * 1.4; x += width) context.fillText(mark, x + ((y / 190) % 2) * 160, y);
  context.restore();
}

/** Draws the page; nothing is asked of the network. */
export async function drawBrief(sheet: Sheet): Promise<Blob> {
  await document.fonts.ready;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser draws no pictures');
  const measure: Measure = (text, font) => {
    context.font = font;
    return context.measureText(text).width;
  };
  const { pieces, rules, height } = lay({ ...sheet, measure });
  canvas.width = WIDTH;
  canvas.height = height;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, WIDTH, height);
  context.fillStyle = LINE;
  for (const y of rules) context.fillRect(EDGE, y, WIDTH - 2 * EDGE, 2);
  for (const { text, look, y } of pieces) {
    context.font = look.font;
    context.fillStyle = look.colour;
    context.fillText(text, EDGE, y);
  }
  context.font = LOOKS.quiet.font;
  context.fillStyle = QUIET;
  context.fillText(sheet.foot, EDGE, height - EDGE / 2);
  drawMark(context, { mark: sheet.mark, height });
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob === null ? reject(new Error('no picture was made')) : resolve(blob)), 'image/png'),
  );
}
