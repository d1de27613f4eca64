import { fold, spansOf } from './lint-fold.rules.ts';
import type { LintInput, Span, View } from './lint.types.ts';

const RUN_WORDS = 6;
const RUN_CHARS = 40;
const WORD = /[a-z]{2,6}-\d{6}-\d{3,6}-\d|[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}]+)*/giu;

interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Case-folded words with their places. */
function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map((m) => ({
    word: m[0].toLowerCase(),
    start: m.index,
    end: m.index + m[0].length,
  }));
}

/** The runs of six words, by their first word's index. */
function runsOf(words: readonly Word[]): string[] {
  const count = Math.max(0, words.length - RUN_WORDS + 1);
  return Array.from({ length: count }, (_, at) =>
    words
      .slice(at, at + RUN_WORDS)
      .map((w) => w.word)
      .join(' '),
  );
}

/** Spans shared with a note of few words: forty or more characters in a row. */
function sharedChars(words: readonly Word[], note: string): Span[] {
  const text = words.map((w) => w.word).join(' ');
  const owner = words.flatMap((w, index) => Array.from({ length: w.word.length + 1 }, () => index));
  const spans: Span[] = [];
  for (let at = 0; at + RUN_CHARS <= note.length; at += 1) {
    const found = text.indexOf(note.slice(at, at + RUN_CHARS));
    const first = found < 0 ? undefined : words[owner[found] ?? 0];
    const last = found < 0 ? undefined : words[owner[found + RUN_CHARS - 1] ?? 0];
    if (first !== undefined && last !== undefined) spans.push([first.start, last.end]);
  }
  return spans;
}

/** How an internal note names a colleague: `@[Sunita Mishra]`. Nothing else is written so. */
const MENTION = /@\s*\[[^\]\n]{0,100}\]?/gu;

/** The answer repeats an internal note, or bears the mark with which one names a colleague. */
export function internalNote(view: View, input: LintInput): Span[] {
  const words = wordsOf(view.text);
  const runs = runsOf(words);
  const marks = spansOf(view.text, MENTION);
  const repeated = input.notes.flatMap((raw) => {
    const note = wordsOf(fold(raw));
    if (note.length < RUN_WORDS) return sharedChars(words, note.map((w) => w.word).join(' '));
    const known = new Set(runsOf(note));
    return runs.flatMap((run, at): Span[] => {
      const first = words[at];
      const last = words[at + RUN_WORDS - 1];
      return known.has(run) && first !== undefined && last !== undefined ? [[first.start, last.end]] : [];
    });
  });
  return [...marks, ...repeated];
}
