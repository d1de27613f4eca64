import signs from '../../data/language/danger-signs.json';
import lists from '../../data/language/urgency.json';
import type { Features } from './classifier.types.ts';
import { append } from './clues.rules.ts';
import { wordFeature } from './features.rules.ts';
import { createLabelFinder } from './phrases.rules.ts';

const dangers: Readonly<Record<string, readonly string[]>> = signs.groups;
const finder = createLabelFinder({
  ...dangers,
  now: signs.now,
  again: signs.again,
  past: lists.past,
  calm: lists.notLifeRisk,
  haste: lists.urgent,
  alarm: lists.lifeRisk,
});
const isDanger = (label: string): boolean => label in dangers;

/**
 * The features with one more for every kind of sign that stands in the text, and for what makes the difference between signs:
 * danger now, danger past, danger in talk of films or the news, danger of several kinds.
 */
export function withSigns(features: Features): Features {
  const counts = finder.count(features.words);
  const more = [...counts.keys()].map((label) => `sign:${label}`);
  const found = [...counts.keys()].filter(isDanger);
  const tenses = ['now', 'past', 'calm', 'again'].filter((label) => counts.has(label));
  more.push(`dangers:${Math.min(found.length, 4)}`);
  for (const tense of tenses) {
    more.push(`dangers:${Math.min(found.length, 2)}:${tense}`);
    for (const label of found) more.push(`sign:${label}:${tense}`);
  }
  if (found.length > 0 && tenses.length === 0) more.push('danger:untimed');
  return append(features, more.map(wordFeature));
}
