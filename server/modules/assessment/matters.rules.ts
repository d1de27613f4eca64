import lexicon from '../../data/language/lexicon.json';
import type { Matter, NormalisedText } from '../inbound/stages.types.ts';
import type { ScoredLabel } from './classifier.types.ts';
import { createPhraseFinder } from './phrases.rules.ts';

const finders = new Map(Object.entries(lexicon).map(([category, words]) => [category, createPhraseFinder(words)]));

/** The second matter of a text gets what the first leaves; of what is only mentioned there is less by far. */
const LEAST_SHARE = 0.0008;
const MOST_MATTERS = 2;
const CANDIDATES = 4;

/** Positions of the words of a text that name a category. */
function positionsOf({ category, words }: { category: string; words: readonly string[] }): number[] {
  const hits = finders.get(category)?.find(words) ?? [];
  return hits.flatMap(({ at, length }) => Array.from({ length }, (_, offset) => at + offset));
}

/**
 * What the message is about, at most two matters: the likeliest category, and a second one that is likely too and named by
 * words of its own ("bike stolen" and "the station refuses the FIR"), so that the desk can split them.
 */
export function readMatters({
  text,
  words,
  ranked,
}: {
  text: NormalisedText;
  words: readonly string[];
  /** Categories, likeliest first. */
  ranked: readonly ScoredLabel[];
}): Matter[] {
  const [best] = ranked;
  if (best === undefined || words.length === 0) return [];
  const taken = new Set(positionsOf({ category: best.label, words }));
  const spell = (positions: Iterable<number>): string[] => [
    ...new Set([...positions].sort((a, b) => a - b).map((at) => text.tokens[at] ?? '')),
  ];
  const matters: Matter[] = [{ category: best.label, words: spell(taken) }];
  for (const { label, score } of ranked.slice(1, CANDIDATES)) {
    if (matters.length >= MOST_MATTERS || score < LEAST_SHARE) break;
    const own = positionsOf({ category: label, words }).filter((at) => !taken.has(at));
    if (own.length > 0 && taken.size > 0) matters.push({ category: label, words: spell(own) });
  }
  return matters;
}
