import { fitSequenceTagger, type TaggedSequence } from './sequence-tagger.rules.ts';
import { nameKey, spanFeatures, spanWords, type NameList, type SpanWord } from './span-features.rules.ts';

export interface TaggedText {
  readonly text: string;
  /** UTF-16 offsets. */
  readonly spans: readonly (readonly [number, number])[];
}

export interface SpanOptions {
  readonly rounds?: number;
  readonly rate?: number;
  readonly decay?: number;
  readonly lean?: number;
  readonly folds?: number;
  readonly fewest?: number;
}

const OUT = 0;
const BEGIN = 1;
const INSIDE = 2;

function tagsOf(words: readonly SpanWord[], spans: TaggedText['spans']): number[] {
  return words.map((word, at) => {
    const span = spans.find(([start, end]) => word.start < end && start < word.end);
    if (span === undefined) return OUT;
    const before = words[at - 1];
    return before !== undefined && before.start < span[1] && span[0] < before.end ? INSIDE : BEGIN;
  });
}

/** Names tagged in these texts → the share of their occurrences that is tagged. */
export function namesSeen(texts: readonly { words: readonly SpanWord[]; text: TaggedText }[]): Map<string, number> {
  const tagged = new Map<string, number>();
  const all = new Map<string, number>();
  for (const { text } of texts)
    for (const [start, end] of text.spans) {
      const key = nameKey(text.text.slice(start, end));
      if (key.length > 1) tagged.set(key, (tagged.get(key) ?? 0) + 1);
    }
  for (const { words } of texts)
    for (let at = 0; at < words.length; at++) {
      let key = '';
      for (let count = 1; count <= 4 && at + count <= words.length; count++) {
        key = count === 1 ? (words[at]?.stem ?? '') : `${key} ${words[at + count - 1]?.stem ?? ''}`;
        if (tagged.has(key)) all.set(key, (all.get(key) ?? 0) + 1);
      }
    }
  const seen = new Map<string, number>();
  for (const [key, count] of tagged) {
    const share = count / Math.max(all.get(key) ?? count, count);
    if (share >= 0.3) seen.set(key, share);
  }
  return seen;
}

/** Learns from tagged texts which words name places; gives a function from text to spans. */
export function learnSpans(
  texts: readonly TaggedText[],
  options: SpanOptions = {},
  known: readonly (readonly [string, NameList])[] = [],
): (text: string, leaning?: number) => [number, number][] {
  const { rounds = 12, rate = 0.05, decay = 0.02, lean = -0.75, folds = 10, fewest = 1 } = options;
  const prepared = texts.map((text) => ({ text, words: spanWords(text.text) }));
  const sequences: TaggedSequence[] = new Array<TaggedSequence>(prepared.length);
  for (let fold = 0; fold < folds; fold++) {
    // Names are taken from the other folds, so that the tagger learns how far a name seen before can be trusted.
    const seen = namesSeen(prepared.filter((_, at) => at % folds !== fold));
    prepared.forEach(({ text, words }, at) => {
      if (at % folds !== fold) return;
      const features = spanFeatures({ text: text.text, words, seen, known });
      sequences[at] = { features, tags: tagsOf(words, text.spans) };
    });
  }
  const seen = namesSeen(prepared);
  const tagger = fitSequenceTagger(sequences, { labels: 3, rounds, rate, decay, fewest });
  return (text, leaning = lean) => {
    const words = spanWords(text);
    const found: [number, number][] = [];
    let isOpen = false;
    tagger.tag(spanFeatures({ text, words, seen, known }), leaning).forEach((tag, at) => {
      const word = words[at];
      if (word === undefined) return;
      const last = found[found.length - 1];
      if (tag === OUT) isOpen = false;
      else if (tag === INSIDE && isOpen && last !== undefined) last[1] = word.end;
      else {
        found.push([word.start, word.end]);
        isOpen = true;
      }
    });
    return found;
  };
}
