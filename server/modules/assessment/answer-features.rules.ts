import type { NormalisedText } from '../inbound/stages.types.ts';
import { normalise } from '../language/normalise.rules.ts';
import type { Features } from './classifier.types.ts';
import { withClues } from './clues.rules.ts';
import { FEATURE_SPACE, featuresOf } from './features.rules.ts';
import { readSignals, SIGNALS } from './signals.rules.ts';
import { withSigns } from './urgency-signs.rules.ts';

const SEED = 0x9e3779b1;

function place(first: number, second: number): number {
  let value = Math.imul(SEED ^ (first + 1), 16777619);
  value = Math.imul(value ^ (second + 1), 16777619);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) & (FEATURE_SPACE - 1);
}

const LINK = SIGNALS.length;
const NO_SIGNAL = SIGNALS.length + 1;
const OFTEN = 1000;
const MOST_COUNTED = 4;

/** A link shows only in the text as it was delivered. */
export const hasLink = (original: string): boolean => /https?:\/\/|\bt\.co\//i.test(original);

/**
 * What speaks for act, ask or filter: the words, and beside them what the text signals, alone and two together
 * ("speaks of oneself" with "names a crime"), so that words that no example used are understood too.
 */
export function answerFeatures({
  text,
  base,
  isLinked,
}: {
  text: NormalisedText;
  /** Features of the same text, with its clues and signs of danger: what somebody may need the police for. */
  base: Features;
  isLinked: boolean;
}): Features {
  const all = new Set<number>(base.ids);
  const counts = readSignals({ words: base.words, plain: text.plain });
  const found: number[] = [];
  counts.forEach((count, signal) => {
    if (count === 0) return;
    found.push(signal);
    if (count > 1) all.add(place(signal, OFTEN + Math.min(count, MOST_COUNTED)));
  });
  if (isLinked) found.push(LINK);
  if (found.length === 0) found.push(NO_SIGNAL);
  for (let first = 0; first < found.length; first++) {
    for (let second = first; second < found.length; second++) all.add(place(found[first] ?? 0, found[second] ?? 0));
  }
  return { ids: Int32Array.from(all), words: base.words };
}

/** The same of a text as it was delivered. */
export function answerFeaturesOf(original: string): Features {
  const text = normalise(original);
  return answerFeatures({ text, base: withSigns(withClues(featuresOf(text))), isLinked: hasLink(original) });
}
