import { createHash } from 'node:crypto';
import phrases from '../../data/language/empty-reports.json';
import { foldText } from '../language/fold.rules.ts';
import { normalise } from '../language/normalise.rules.ts';
import { copyLikeness, copySideOf, createGramRarity } from '../matching/copies.rules.ts';
import type { Outcome } from './outcome.rules.ts';

/** Folded phrases that say nothing of what was done, word by word; longer ones first. */
const EMPTY: ReadonlyMap<string, readonly (readonly string[])[]> = (() => {
  const folded = [...new Set(Object.values(phrases).flat().map(foldText))].filter((phrase) => phrase !== '');
  const byFirst = new Map<string, string[][]>();
  for (const words of folded.map((phrase) => phrase.split(' ')).sort((a, b) => b.length - a.length))
    byFirst.set(words[0] ?? '', [...(byFirst.get(words[0] ?? '') ?? []), words]);
  return byFirst;
})();

/** The words of a report that are left when phrases which fit every report are taken out. */
export function tellingWords(text: string): string[] {
  const words = foldText(text).split(' ');
  const left: string[] = [];
  for (let at = 0; at < words.length;) {
    const start = at;
    const phrase = EMPTY.get(words[at] ?? '')?.find((one) => one.every((word, step) => words[start + step] === word));
    if (!phrase && (words[at] ?? '').length > 1) left.push(words[at] ?? '');
    at += phrase?.length ?? 1;
  }
  return left;
}

/** Where a number, an office or a date is written beside it, a word is enough; else the report is all that tells what was done. */
const FEWEST: Readonly<Record<Outcome, number>> = {
  fir: 1,
  ncr: 1,
  civil_referred: 1,
  other_agency: 1,
  action_without_fir: 3,
  counselled: 3,
  settled: 3,
  found_untrue: 3,
  not_found: 3,
  advised: 3,
};

/**
 * Whether a report says nothing that does not fit every other: nothing at all, "done", "forwarded", "कार्यवाही की गई". A
 * photograph says where somebody was and what is there now: with one, words are not asked for.
 */
export const isBlankReport = ({ outcome, text, photos }: { outcome: Outcome; text: string; photos: number }): boolean =>
  photos === 0 && tellingWords(text).length < FEWEST[outcome];

/** Shorter texts are alike without anybody having copied. */
const FEWEST_COPIED = 6;

/** By what the same words are found again, whatever their spelling or script; null for words too few to be a copy. */
export function wordsHash(text: string): string | null {
  const folded = foldText(text);
  if (folded.split(' ').length < FEWEST_COPIED) return null;
  return createHash('sha256').update(folded).digest('hex').slice(0, 32);
}

const MOST_COMPARED = 5;
const FEWEST_SHARED = 0.5;

interface Written {
  readonly id: string;
  readonly internalText: string;
}

/** The report whose words these nearly are; null when there is none. Only those that share most of their words are compared letter by letter. */
export function nearlyCopied(text: string, others: readonly Written[]): Written | null {
  if (wordsHash(text) === null) return null;
  const own = new Set(foldText(text).split(' '));
  const likely = others
    .map((other) => {
      const words = new Set(foldText(other.internalText).split(' '));
      const shared = [...words].filter((word) => own.has(word)).length;
      return { other, share: shared / Math.max(own.size, words.size) };
    })
    .filter(({ share }) => share >= FEWEST_SHARED)
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_COMPARED);
  if (likely.length === 0) return null;
  const side = copySideOf(normalise(text));
  const sides = likely.map(({ other }) => ({ other, side: copySideOf(normalise(other.internalText)) }));
  const rarity = createGramRarity();
  for (const one of [side, ...sides.map((pair) => pair.side)]) rarity.add(one.profile.grams[2]);
  return sides.find((one) => copyLikeness({ a: side, b: one.side, rarity }).isSure)?.other ?? null;
}
