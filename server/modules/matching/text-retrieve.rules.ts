import { foldText } from '../language/fold.rules.ts';
import { createKeyIndex } from './key-index.rules.ts';
import type { Candidate, Retriever, SameText } from './retrieve.types.ts';
import { learnWordTable, type WordTable } from './word-table.rules.ts';

const GRAM = 3;
const COMPARED = 80;
const SHOWN = 10;
const GRAM_WEIGHT = 0.5;
const WORD_WEIGHT = 1;
const TRANSLATED_WEIGHT = 1.5;

const wordsOf = (text: string): string[] => foldText(text).split(' ').filter(Boolean);

function keysOfText(words: readonly string[]): Map<string, number> {
  const keys = new Map<string, number>();
  for (const word of words) {
    const padded = `^${word}$`;
    keys.set(padded, WORD_WEIGHT);
    for (let size = 2; size <= GRAM; size++)
      for (let at = 0; at + size <= padded.length; at++) keys.set(padded.slice(at, at + size), GRAM_WEIGHT);
  }
  return keys;
}

interface Tables {
  readonly toCandidate: WordTable;
  readonly toQuery: WordTable;
  /** Share of each word among all words of the known texts, for what the tables cannot explain. */
  readonly common: ReadonlyMap<string, number>;
}

function learnTables(known: readonly SameText[]): Tables | null {
  if (known.length === 0) return null;
  const pairs = known.map(({ query, candidate }) => ({ source: wordsOf(query), target: wordsOf(candidate) }));
  const common = new Map<string, number>();
  let total = 0;
  for (const word of pairs.flatMap(({ source, target }) => [...source, ...target])) {
    common.set(word, (common.get(word) ?? 0) + 1);
    total++;
  }
  for (const [word, count] of common) common.set(word, count / total);
  return {
    toCandidate: learnWordTable(pairs),
    toQuery: learnWordTable(pairs.map(({ source, target }) => ({ source: target, target: source }))),
    common,
  };
}

const RARE = 1e-5;
const SAME_SHARE = 0.35;
const COMMON_SHARE = 0.15;

/** Mean over the target's words of how well the source's words explain them beyond chance, in nats. */
function explains({
  source,
  target,
  table,
  common,
}: {
  source: readonly string[];
  target: readonly string[];
  table: WordTable;
  common: ReadonlyMap<string, number>;
}): number {
  if (target.length === 0) return 0;
  let sum = 0;
  for (const word of target) {
    const chance = Math.max(RARE, common.get(word) ?? 0);
    let share = 0;
    for (const from of source) {
      const own = from === word ? SAME_SHARE : 0;
      share += own + (1 - SAME_SHARE) * table.share({ source: from, target: word });
    }
    sum += Math.log((COMMON_SHARE * chance + ((1 - COMMON_SHARE) * share) / (source.length + 1)) / chance);
  }
  return sum;
}

const LIKENESS_WEIGHT = 0.1;

/** Texts found by shared words, pieces of words and, where pairs were given to learn from, by what their words mean. */
export function createTextRetriever({
  candidates,
  known,
}: {
  candidates: readonly Candidate[];
  known: readonly SameText[];
}): Retriever {
  const words = candidates.map(({ text }) => wordsOf(text));
  const index = createKeyIndex(words.map(keysOfText));
  const tables = learnTables(known);
  return {
    rank: (query) => {
      const asked = wordsOf(query);
      const keys = keysOfText(asked);
      if (tables !== null)
        for (const word of asked)
          for (const [meaning, share] of tables.toCandidate.translate(word)) {
            const key = `^${meaning}$`;
            keys.set(key, Math.max(keys.get(key) ?? 0, share * TRANSLATED_WEIGHT));
          }
      const near = index.nearest({ keys, most: COMPARED });
      const ranked = near.map(({ at, likeness }) => ({ at, score: likeness }));
      if (tables !== null)
        for (const entry of ranked) {
          const told = words[entry.at] ?? [];
          const { toCandidate, toQuery, common } = tables;
          entry.score =
            entry.score * LIKENESS_WEIGHT +
            explains({ source: asked, target: told, table: toCandidate, common }) +
            explains({ source: told, target: asked, table: toQuery, common });
        }
      ranked.sort((a, b) => b.score - a.score);
      return { ranked: ranked.slice(0, SHOWN).map(({ at }) => candidates[at]?.id ?? ''), compared: near.length };
    },
  };
}
