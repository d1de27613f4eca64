import type { Features } from '../assessment/classifier.types.ts';
import { isStopFold } from '../language/copy.rules.ts';
import { likenessOf } from './pair.rules.ts';
import type { NormalisedText } from '../language/language.types.ts';

const STEPS = 20;
const KINDS = ['letters', 'words', 'contained', 'lengths', 'opening', 'onlyA', 'onlyB', 'grams'] as const;

const step = (value: number): number => Math.max(0, Math.min(STEPS, Math.round(value * STEPS)));

/** Each measure marks its own step and every step below, so that a linear model can bend. */
function mark(ids: number[], kind: number, value: number): void {
  const top = step(value);
  for (let at = 0; at <= top; at++) ids.push(kind * (STEPS + 1) + at);
}

function grams(text: string): Set<string> {
  const out = new Set<string>();
  for (let at = 0; at + 4 <= Math.min(text.length, 600); at++) out.add(text.slice(at, at + 4));
  return out;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const entry of a) if (b.has(entry)) common++;
  return common / Math.max(a.size + b.size - common, 1);
}

/** What a learner sees of a pair of texts. */
export function pairFeatures({ a, b }: { a: NormalisedText; b: NormalisedText }): Features {
  const like = likenessOf({ a, b });
  const [left, right] = [a, b].map((text) => text.fold.split(' ').filter((word) => !isStopFold(word)));
  const onlyA = (left ?? []).filter((word) => !(right ?? []).includes(word)).length;
  const onlyB = (right ?? []).filter((word) => !(left ?? []).includes(word)).length;
  const ids: number[] = [];
  const values = {
    letters: like.letters,
    words: like.words,
    contained: like.contained,
    lengths: Math.min(a.fold.length, b.fold.length) / Math.max(a.fold.length, b.fold.length, 1),
    opening: left?.[0] === right?.[0] ? 1 : 0,
    onlyA: Math.min(onlyA, 10) / 10,
    onlyB: Math.min(onlyB, 10) / 10,
    grams: overlap(grams(a.fold), grams(b.fold)),
  };
  KINDS.forEach((kind, at) => mark(ids, at, values[kind]));
  const base = KINDS.length * (STEPS + 1);
  if (like.hasOtherNumbers) ids.push(base);
  if (like.hasMoreNumbers) ids.push(base + 1);
  ids.push(base + 2 + step(Math.min(onlyA, onlyB) / 8), base + 40 + step(Math.max(onlyA, onlyB) / 12));
  return { ids: Int32Array.from(ids), words: [] };
}
