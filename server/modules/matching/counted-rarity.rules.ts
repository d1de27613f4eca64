import { startingCounts, type TermRarity } from './event-model.rules.ts';

const BITS = 20;

/** Counts of terms in four megabytes, however many terms there are: terms that share a place are taken for commoner than they are. */
export function createCountedRarity(): TermRarity & { readonly bytes: number } {
  const counts = new Uint32Array(1 << BITS);
  const placeOf = (term: number): number => Math.imul(term, 0x9e3779b1) >>> (32 - BITS);
  const known = startingCounts();
  let texts = known.texts;
  for (const [term, count] of known.counts) counts[placeOf(term)] = (counts[placeOf(term)] ?? 0) + count;
  return {
    bytes: counts.byteLength,
    add(terms) {
      texts++;
      for (const term of terms) counts[placeOf(term)] = (counts[placeOf(term)] ?? 0) + 1;
    },
    weightOf: (term) => Math.log((texts + 1) / ((counts[placeOf(term)] ?? 0) + 1)) + 0.5,
  };
}
