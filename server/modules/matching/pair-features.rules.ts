import type { Features } from '../assessment/classifier.types.ts';
import { FEATURE_SPACE } from '../assessment/features.rules.ts';
import { alignWords } from './alignment.rules.ts';
import type { TextProfile } from './text-profile.rules.ts';

const ENDING = 3;

function place(text: string): number {
  let value = 2166136261;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16777619);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return ((value ^ (value >>> 13)) >>> 0) & (FEATURE_SPACE - 1);
}

/**
 * Which words two texts share, which only one has, and which stand in each other's place: a linear learner finds out which
 * differences matter (a name, a number) and which do not (another word for the same).
 */
export function pairFeatures({ a, b }: { a: TextProfile; b: TextProfile }): Features {
  const ids = new Set<number>();
  const mark = (kind: string, text: string): void => void ids.add(place(`${kind} ${text}`));
  for (const [own, other] of [
    [a, b],
    [b, a],
  ] as const)
    own.folds.forEach((fold, at) => {
      if (other.folds.includes(fold)) {
        mark('both', fold);
        return;
      }
      const word = own.words[at] ?? fold;
      mark('only', fold);
      mark('opens', word.slice(0, ENDING + 1));
      mark('ends', word.slice(-ENDING));
    });
  const { replaced, inserted } = alignWords(a.folds, b.folds);
  for (const part of replaced) {
    const [left, right] = [part.a.join(' '), part.b.join(' ')].sort();
    mark('instead', `${left ?? ''}|${right ?? ''}`);
    for (const one of part.a) for (const other of part.b) mark('beside', [one, other].sort().join('|'));
    mark('sizes', [part.a.length, part.b.length].sort().join('|'));
  }
  for (const part of inserted) mark('more', part.join(' '));
  return { ids: Int32Array.from(ids), words: [] };
}
