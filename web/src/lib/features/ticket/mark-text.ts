export type MarkKind = 'place' | 'reason';

export interface Segment {
  text: string;
  kind: MarkKind | null;
}

interface Range {
  start: number;
  end: number;
  kind: MarkKind;
}

function occurrences({ text, word }: { text: string; word: string }): Range[] {
  const found: Range[] = [];
  const low = text.toLowerCase();
  const wanted = word.toLowerCase();
  // Lower-casing can change the length of rare letters: then offsets would lie.
  if (wanted === '' || low.length !== text.length) return found;
  for (let start = low.indexOf(wanted); start >= 0; start = low.indexOf(wanted, start + wanted.length)) {
    found.push({ start, end: start + word.length, kind: 'reason' });
  }
  return found;
}

/** Cuts a text into plain pieces and those that decided: places by their offsets (UTF-16), reasons by their words. */
export function markText(input: {
  text: string;
  spans: readonly (readonly [number, number])[];
  words: readonly string[];
}): Segment[] {
  const { text } = input;
  const ranges: Range[] = [
    ...input.spans.map(([start, end]): Range => ({ start, end, kind: 'place' })),
    ...input.words.flatMap((word) => occurrences({ text, word })),
  ]
    .filter(({ start, end }) => start >= 0 && end > start && end <= text.length)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end, kind } of ranges) {
    if (start < at) continue;
    if (start > at) segments.push({ text: text.slice(at, start), kind: null });
    segments.push({ text: text.slice(start, end), kind });
    at = end;
  }
  if (at < text.length) segments.push({ text: text.slice(at), kind: null });
  return segments;
}
