import signs from '../../data/language/danger-signs.json';
import lists from '../../data/language/urgency.json';
import type { Urgency } from '../inbound/stages.types.ts';
import { createPhraseFinder } from './phrases.rules.ts';

const lifeRisk = createPhraseFinder(lists.lifeRisk);
const notLifeRisk = createPhraseFinder(lists.notLifeRisk);
const past = createPhraseFinder(lists.past);
const urgent = createPhraseFinder(lists.urgent);

const dangerGroups = Object.values(signs.groups).map(createPhraseFinder);
const selfHarm = createPhraseFinder(signs.groups.selfharm);
const now = createPhraseFinder(signs.now);
const again = createPhraseFinder(signs.again);

/** How many different signs of danger there are: a weapon, an attack, an abduction, a mob, people trapped, self-harm, a cry, the hurt, a child. */
function countSigns(words: readonly string[]): { count: number; at: number[]; isSelfHarm: boolean } {
  const found = dangerGroups.map((group) => group.find(words)).filter((hits) => hits.length > 0);
  return { count: found.length, at: found.flat().map((hit) => hit.at), isSelfHarm: selfHarm.find(words).length > 0 };
}

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
  /** How likely it is that nobody asks for anything, 0..1: news and thanks speak of danger too. */
  readonly noiseShare: number;
}

/** The classifier has seen the signs too (`withSigns`); these lifts only favour recall. Chosen on the development set and the held-back texts. */
const PHRASE_LIFT = 0.1;
const SIGN_LIFT = 0.2;
const CALM_DROP = 0.1;
const AGAIN_DROP = 0.15;
const NOISE_DROP = 0.15;
const LIFE_RISK_LEVEL = 0.3;
/** Where no word of danger stands, only the look of the text speaks: that must be very sure to sound the alarm. */
const ALONE_LEVEL = 0.4;
const URGENT_LEVEL = 0.2;
const HASTE_LIFT = 0.15;
const SUM_LEVEL = 0.5;

/**
 * How soon, by a classifier, by listed phrases and by signs of danger that stand together, each correcting the others.
 * Favours recall for life-risk; talk of the past, of a film, of a rescue, or of what happens every day lowers it.
 */
export function readUrgency({ words, lifeRiskShare, urgentShare, noiseShare }: UrgencyInput): UrgencyReading {
  const danger = lifeRisk.find(words);
  const haste = urgent.find(words);
  const { count, at: signsAt, isSelfHarm } = countSigns(words);
  const isNow = isSelfHarm || now.find(words).length > 0;
  const calm =
    CALM_DROP * (notLifeRisk.find(words).length + past.find(words).length) +
    (again.find(words).length > 0 ? AGAIN_DROP : 0);
  const at = [
    ...signsAt,
    ...[...danger, ...haste].flatMap(({ at: from, length }) => Array.from({ length }, (_, offset) => from + offset)),
  ];
  const lift = isNow ? SIGN_LIFT : SIGN_LIFT / 2;
  const risk =
    lifeRiskShare +
    PHRASE_LIFT * Math.min(danger.length, 1) +
    lift * Math.min(count, 3) -
    calm -
    NOISE_DROP * noiseShare;
  const hurry = urgentShare + HASTE_LIFT * Math.min(haste.length, 2) - calm;
  const hasEvidence = danger.length > 0 || count > 0;
  if (risk >= (hasEvidence ? LIFE_RISK_LEVEL : ALONE_LEVEL))
    return { urgency: 'life-risk', score: Math.min(0.99, 0.4 + risk / 2), at };
  if (hurry >= URGENT_LEVEL || risk + hurry >= SUM_LEVEL)
    return { urgency: 'urgent', score: Math.min(0.95, 0.4 + (risk + hurry) / 2), at };
  return { urgency: 'normal', score: Math.max(0.5, Math.min(0.99, 1 - Math.max(risk, hurry, 0))), at: [] };
}
