import { foldWord, isDevanagari } from '../language/fold.rules.ts';
import { createKeyIndex } from './key-index.rules.ts';
import { learnLetterChannel, type SpelledWord } from './letter-channel.rules.ts';
import type { Candidate, Retriever } from './retrieve.types.ts';

const COMPARED = 50;
const SHOWN = 10;
const GRAM = 3;

const skeletonOf = (fold: string): string => fold.replace(/[aeiouvyh]/g, '').replace(/(.)\1+/g, '$1');

function addGrams({ keys, mark, text }: { keys: Map<string, number>; mark: string; text: string }): void {
  for (let size = 2; size <= GRAM; size++)
    for (let at = 0; at + size <= text.length; at++) keys.set(mark + text.slice(at, at + size), 1);
}

/** The fold, its consonants, its consonants less one each, and pieces of both: what spellings of one word still share. */
export function keysOfWord(word: string): ReadonlyMap<string, number> {
  const fold = foldWord(word);
  const skeleton = `^${skeletonOf(fold)}$`;
  const keys = new Map([
    [`F${fold}`, 1],
    [`S${skeleton}`, 1],
  ]);
  for (let at = 1; at < skeleton.length - 1; at++) keys.set(`D${skeleton.slice(0, at)}${skeleton.slice(at + 1)}`, 1);
  addGrams({ keys, mark: 's', text: skeleton });
  addGrams({ keys, mark: 'g', text: `^${fold}$` });
  return keys;
}

/** Words of one script found by their spelling in the other: candidates by shared keys, ranked by how letters are typed. */
export function createWordRetriever({
  candidates,
  spelled,
}: {
  candidates: readonly Candidate[];
  /** Known spellings to learn from; may be empty. */
  spelled: readonly SpelledWord[];
}): Retriever {
  const channel = learnLetterChannel(spelled);
  const index = createKeyIndex(candidates.map(({ text }) => keysOfWord(text)));
  const prepared = candidates.map(({ text }) => (isDevanagari(text) ? channel.prepare(text) : null));
  return {
    rank: (query) => {
      const near = index.nearest({ keys: keysOfWord(query), most: COMPARED });
      const latin = query.toLowerCase();
      const typed = isDevanagari(query) ? null : channel.open(latin);
      const asked = typed === null ? channel.prepare(query) : null;
      const likelihood = (at: number): number => {
        const word = prepared[at] ?? null;
        if (typed !== null) return word === null ? 0 : typed(word);
        const text = candidates[at]?.text ?? '';
        return asked === null || word !== null ? 0 : channel.open(text.toLowerCase())(asked);
      };
      const ranked = near
        .map(({ at, likeness }) => ({ at, likeness, likelihood: likelihood(at) }))
        .sort((a, b) => b.likelihood - a.likelihood || b.likeness - a.likeness);
      return { ranked: ranked.slice(0, SHOWN).map(({ at }) => candidates[at]?.id ?? ''), compared: near.length };
    },
  };
}
