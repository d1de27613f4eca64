import lists from '../../data/language/urgency.json';
import type { Urgency } from '../inbound/stages.types.ts';
import { createPhraseFinder } from './phrases.rules.ts';

const lifeRisk = createPhraseFinder(lists.lifeRisk);
const notLifeRisk = createPhraseFinder(lists.notLifeRisk);
const past = createPhraseFinder(lists.past);
const urgent = createPhraseFinder(lists.urgent);

export interface UrgencyReading {
  readonly urgency: Urgency;
  readonly score: number;
  /** Positions of the words that decided. */
  readonly at: readonly number[];
}

/**
 * How soon, by listed phrases. Favours recall for life-risk: one phrase that says that life is in danger is enough,
 * unless the message speaks of the past, of a film, or of a rescue.
 */
export function readUrgency(words: readonly string[]): UrgencyReading {
  const danger = lifeRisk.find(words);
  const haste = urgent.find(words);
  const calm = notLifeRisk.find(words).length;
  const before = past.find(words).length;
  const at = [...danger, ...haste].flatMap(({ at: from, length }) => Array.from({ length }, (_, offset) => from + offset));
  if (danger.length > 0 && calm + before === 0) {
    return { urgency: 'life-risk', score: Math.min(0.97, 0.7 + 0.1 * (danger.length + haste.length)), at };
  }
  if (danger.length > calm + before) return { urgency: 'life-risk', score: 0.5, at };
  const strength = danger.length + haste.length - calm - before;
  if (strength > 0) return { urgency: 'urgent', score: Math.min(0.9, 0.5 + 0.12 * strength), at };
  return { urgency: 'normal', score: Math.min(0.95, 0.7 + 0.1 * (calm + before)), at: [] };
}
