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

export interface UrgencyInput {
  readonly words: readonly string[];
  /** Shares of the classifier, 0..1. */
  readonly lifeRiskShare: number;
  readonly urgentShare: number;
}

const PHRASE_LIFT = 0.35;
const CALM_DROP = 0.25;
const LIFE_RISK_LEVEL = 0.42;
const URGENT_LEVEL = 0.42;
const SUM_LEVEL = 0.5;

/**
 * How soon, by a classifier and by listed phrases, each correcting the other. Favours recall for life-risk: a listed phrase
 * lifts what the classifier only suspects; talk of the past, of a film or of a rescue lowers it.
 */
export function readUrgency({ words, lifeRiskShare, urgentShare }: UrgencyInput): UrgencyReading {
  const danger = lifeRisk.find(words);
  const haste = urgent.find(words);
  const calm = notLifeRisk.find(words).length + past.find(words).length;
  const at = [...danger, ...haste].flatMap(({ at: from, length }) => Array.from({ length }, (_, offset) => from + offset));
  const risk = lifeRiskShare + PHRASE_LIFT * Math.min(danger.length, 2) - CALM_DROP * calm;
  const hurry = urgentShare + 0.2 * Math.min(haste.length, 2) + 0.1 * Math.min(danger.length, 1) - CALM_DROP * calm;
  if (risk >= LIFE_RISK_LEVEL) return { urgency: 'life-risk', score: Math.min(0.99, 0.4 + risk / 2), at };
  if (hurry >= URGENT_LEVEL || risk + hurry >= SUM_LEVEL) return { urgency: 'urgent', score: Math.min(0.95, 0.4 + (risk + hurry) / 2), at };
  return { urgency: 'normal', score: Math.max(0.5, Math.min(0.99, 1 - Math.max(risk, hurry, 0))), at: [] };
}
