import clues from '../../data/language/clues.json';
import type { Features } from './classifier.types.ts';
import { wordFeature } from './features.rules.ts';
import { createLabelFinder } from './phrases.rules.ts';

const finder = createLabelFinder(clues);
const idsOf: ReadonlyMap<string, readonly [one: number, several: number]> = new Map(
  Object.keys(clues).map((label) => [label, [wordFeature(`clue:${label}`), wordFeature(`clues:${label}`)]]),
);

/** The same features and some more. */
export function append(features: Features, more: ArrayLike<number>): Features {
  const ids = new Int32Array(features.ids.length + more.length);
  ids.set(features.ids);
  ids.set(more, features.ids.length);
  return { ...features, ids };
}

/**
 * The features with one more for every matter of which a clue stands in the text, and another when several do: what is
 * learnt of one word of a matter then holds for all its words, also for those that no example uses.
 */
export function withClues(features: Features): Features {
  const counts = finder.count(features.words);
  if (counts.size === 0) return features;
  const more: number[] = [];
  for (const [label, count] of counts) {
    const [one, several] = idsOf.get(label) ?? [];
    if (one !== undefined) more.push(one);
    if (several !== undefined && count > 1) more.push(several);
  }
  return append(features, more);
}
