import { weightOfTerm } from './event-likeness.rules.ts';
import type { TermRarity } from './event-model.rules.ts';
import { HEAD, type Signature } from './signature.rules.ts';
import { SKETCH_SIZE } from './sketch.rules.ts';
import type { TermCode } from './term-codes.rules.ts';

/** What one place, like letters, or one text or a picture are worth beside terms in common. */
const TIED_WEIGHT = 24;
const SKETCH_WEIGHT = 20;
const SURE_WEIGHT = 100;

/** How much a stored signature seems to have in common with one, read off its bytes: a look before the two are judged. */
export type QuickLook = (stored: Uint8Array) => number;

const word = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;

/** By the layout of `encodeSignature`: station at 8, district at 12, copy key at 20. */
export function createQuickLook(signature: Signature, rarity: Pick<TermRarity, 'weightOf'>): QuickLook {
  const { station, district, copy, sketch, media } = signature;
  const weights = new Map<TermCode, number>();
  for (const term of signature.terms) weights.set(term, weightOfTerm(term, rarity));
  return (stored) => {
    const end = HEAD + SKETCH_SIZE + 4 * (stored[2] ?? 0);
    let weight = 0;
    for (let at = HEAD + SKETCH_SIZE; at < end; at += 4) weight += weights.get(word(stored, at)) ?? 0;
    let same = 0;
    for (let row = 0; row < SKETCH_SIZE; row++) if (stored[HEAD + row] === sketch[row]) same++;
    weight += (SKETCH_WEIGHT * same) / SKETCH_SIZE;
    if ((station !== 0 && word(stored, 8) === station) || (district !== 0 && word(stored, 12) === district))
      weight += TIED_WEIGHT;
    const isCopy = copy[0] !== 0 && word(stored, 20) === copy[0] && word(stored, 24) === copy[1];
    return isCopy || (media.length > 0 && (stored[3] ?? 0) > 0) ? weight + SURE_WEIGHT : weight;
  };
}
