import scenes from '../../data/language/danger-scenes.json';
import signs from '../../data/language/danger-signs.json';
import type { Features } from './classifier.types.ts';
import { append } from './clues.rules.ts';
import { wordFeature } from './features.rules.ts';
import { createLabelFinder } from './phrases.rules.ts';

/** Words so far apart at most belong to one scene. */
const REACH = 6;

const parts: Readonly<Record<string, readonly string[]>> = { ...scenes, ...signs.groups, now: signs.now };
const finder = createLabelFinder(parts);
const labels = Object.keys(parts).sort();
const numberOf: ReadonlyMap<string, number> = new Map(labels.map((label, at) => [label, at]));
const single = Int32Array.from(labels, (label) => wordFeature(`scene:${label}`));
const double = Int32Array.from({ length: labels.length ** 2 }, (_, at) => {
  const [first, second] = [at % labels.length, Math.floor(at / labels.length)];
  return wordFeature(`near:${labels[first] ?? ''}+${labels[second] ?? ''}`);
});

/**
 * The features with one more for every part of a scene that stands in the text (whom it befalls, by what, where, since when,
 * who tells it) and for every two that stand near each other: kin and a height, a child and water, a weapon and a door. What is
 * learnt of two parts in one language holds for all words of these parts, in every language and script.
 */
export function withScenes(features: Features): Features {
  const hits = finder.hits(features.words).map(({ label, at }) => ({ part: numberOf.get(label) ?? 0, at }));
  const more = new Set<number>();
  hits.forEach(({ part, at }, from) => {
    more.add(single[part] ?? 0);
    for (let next = from + 1; next < hits.length; next++) {
      const other = hits[next];
      if (other === undefined || other.at - at > REACH) break;
      if (other.part === part) continue;
      const [low, high] = part < other.part ? [part, other.part] : [other.part, part];
      more.add(double[high * labels.length + low] ?? 0);
    }
  });
  return append(features, Int32Array.from(more));
}
