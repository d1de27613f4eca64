import type { Span, View } from './lint.types.ts';

/** Folds one cluster: NFKC, no nukta, one nasal sign, ASCII digits, plain dashes and quotes, no invisible signs. */
export function fold(cluster: string): string {
  return cluster
    .normalize('NFKD')
    .replace(/[\u093c\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufe0e\ufe0f\ufeff]/gu, '')
    .normalize('NFKC')
    .replace(/\u0901/gu, '\u0902')
    .replace(/[\u0966-\u096f]/gu, (digit) => String(digit.charCodeAt(0) - 0x0966))
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/[\u2018\u2019]/gu, "'");
}

/** Folds the text cluster by cluster, so that every folded unit knows where it came from. */
export function viewOf(text: string): View {
  const starts: number[] = [];
  const ends: number[] = [];
  let folded = '';
  for (const match of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const part = fold(match[0]);
    for (let unit = 0; unit < part.length; unit += 1) {
      starts.push(match.index);
      ends.push(match.index + match[0].length);
    }
    folded += part;
  }
  return { text: folded, starts, ends };
}

const LETTER = '\\p{L}\\p{M}\\p{N}_';
export const ANY = '[\\p{L}\\p{M}]*';
export const EDGE = `(?![${LETTER}])`;

/** Whole words in any script. */
export function whole(alternatives: string): string {
  return `(?<![${LETTER}])(?:${alternatives})${EDGE}`;
}

/** Builds a pattern over folded text; a blank in the source stands for white space, " ?" for perhaps some. */
export function pattern(source: string): RegExp {
  return new RegExp(fold(source).replace(/ \?/gu, '\\s*').replace(/ /gu, '\\s+'), 'giu');
}

/** All matches of a pattern as spans, moved by `base`. */
export function spansOf(text: string, expression: RegExp, base = 0): Span[] {
  return [...text.matchAll(expression)].map((m): Span => [base + m.index, base + m.index + m[0].length]);
}

/** Whether the pattern occurs. */
export function has(text: string, expression: RegExp): boolean {
  return text.search(expression) >= 0;
}

/** Replaces every match by blanks of the same length. */
export function blank(text: string, expression: RegExp): string {
  return text.replace(expression, (found) => ' '.repeat(found.length));
}

export const SENTENCE_END = new RegExp(
  '(?<!(?<![\\p{L}\\p{M}])(?:mob|no|nos|ph|tel|sr|dr|mr|mrs|smt|p\\.s|ps|insp|h\\.no|मो|नं|सं|क्र|म))' +
    '[.!?]+(?=\\s|$)|[।॥|\\n]+',
  'giu',
);

/** Spans cut after every match of `ends`. */
export function cut(text: string, ends: RegExp): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const match of text.matchAll(ends)) {
    spans.push([start, match.index + match[0].length]);
    start = match.index + match[0].length;
  }
  if (start < text.length) spans.push([start, text.length]);
  return spans;
}

/** Sentences with their end mark. */
export function sentencesOf(text: string): Span[] {
  return cut(text, SENTENCE_END);
}

/** Count of words in any script. */
export function wordCount(text: string): number {
  return (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).length;
}
