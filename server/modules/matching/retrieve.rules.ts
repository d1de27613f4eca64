import { foldText } from '../language/fold.rules.ts';

/** Finds the texts nearest to a query by pieces of folded words; made once for a list of candidates. */
export interface Retriever {
  /** Ids, best first, and with how many candidates the query was compared. */
  rank(query: string): { readonly ranked: readonly string[]; readonly compared: number };
}

const GRAM = 3;
const SHOWN = 10;

function gramsOf(text: string): string[] {
  const grams: string[] = [];
  for (const word of foldText(text).split(' ')) {
    if (word === '') continue;
    const padded = `^${word}$`;
    grams.push(padded);
    for (let size = 2; size <= GRAM; size++)
      for (let at = 0; at + size <= padded.length; at++) grams.push(padded.slice(at, at + size));
  }
  return grams;
}

export function createRetriever(candidates: readonly { readonly id: string; readonly text: string }[]): Retriever {
  const bearers = new Map<string, number[]>();
  const grams = candidates.map(({ text }) => [...new Set(gramsOf(text))]);
  grams.forEach((list, at) => {
    for (const gram of list) {
      const known = bearers.get(gram);
      if (known === undefined) bearers.set(gram, [at]);
      else known.push(at);
    }
  });
  const rarity = (gram: string): number => Math.log(1 + candidates.length / (bearers.get(gram)?.length ?? 1));
  const norms = grams.map((list) => Math.sqrt(list.reduce((sum, gram) => sum + rarity(gram) ** 2, 0)) || 1);
  return {
    rank(query) {
      const scores = new Map<number, number>();
      for (const gram of new Set(gramsOf(query))) {
        const weight = rarity(gram) ** 2;
        for (const at of bearers.get(gram) ?? []) scores.set(at, (scores.get(at) ?? 0) + weight);
      }
      const best = [...scores]
        .map(([at, score]) => ({ at, score: score / (norms[at] ?? 1) }))
        .sort((a, b) => b.score - a.score);
      return { ranked: best.slice(0, SHOWN).map(({ at }) => candidates[at]?.id ?? ''), compared: scores.size };
    },
  };
}
