import signs from '../../data/language/danger-signs.json';
import lists from '../../data/language/urgency.json';
import type { Urgency } from '../inbound/stages.types.ts';
import { createLabelFinder, type LabelHit } from './phrases.rules.ts';

const dangers: Readonly<Record<string, readonly string[]>> = signs.groups;
/** All lists in one walk over the words. */
const finder = createLabelFinder({
  ...dangers,
  now: signs.now,
  again: signs.again,
  dead: signs.dead,
  past: lists.past,
  calm: lists.notLifeRisk,
  haste: lists.urgent,
  alarm: lists.lifeRisk,
});

const isAt = ({ at, length }: LabelHit): readonly number[] => Array.from({ length }, (_, offset) => at + offset);

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

/**
 * The classifier has seen signs, scenes and calm too (`withSigns`, `withScenes`); these only lean its share towards what lists
 * say. Chosen over the development set and the first held-back texts, at as many false ones.
 */
const SIGN_LIFT = 0.05;
const CALM_DROP = 0.05;
const AGAIN_DROP = 0.075;
const NOISE_DROP = 0.3;
/** How loud: several signs and a listed phrase make it surer that help is needed this minute. Moves the score, never the lane. */
const LOUD_SIGN = 0.15;
const LOUD_PHRASE = 0.1;
/** For a body found help comes too late: somebody must come today, nobody need be woken. */
const DEAD_SHARE = 0.5;
const LIFE_RISK_LEVEL = 0.27;
const LEAST_SCORE = 0.4;
/** Brings what is loud enough to sound to the score from which an alarm sounds. */
const SURE = 0.575;
const URGENT_LEVEL = 0.2;
const HASTE_LIFT = 0.15;
/** What is past or usual is no hurry. */
const HASTE_CALM = 2;
const SUM_LEVEL = 0.5;

/**
 * How soon, by a classifier, by listed phrases and by signs of danger that stand together, each correcting the others.
 * Favours recall for life-risk; talk of the past, of a film, of a rescue, or of what happens every day lowers it.
 */
export function readUrgency({ words, lifeRiskShare, urgentShare, noiseShare }: UrgencyInput): UrgencyReading {
  const hits = finder.hits(words);
  const of = (label: string): readonly LabelHit[] => hits.filter((hit) => hit.label === label);
  const [danger, haste] = [of('alarm'), of('haste')];
  const signsFound = hits.filter(({ label }) => label in dangers);
  /** How many different ones: a weapon, an attack, an abduction, a mob, people trapped, self-harm, a cry, the hurt, a child. */
  const count = new Set(signsFound.map(({ label }) => label)).size;
  const isNow = of('selfharm').length > 0 || of('now').length > 0;
  const calm = CALM_DROP * (of('calm').length + of('past').length) + (of('again').length > 0 ? AGAIN_DROP : 0);
  const at = [...signsFound.map((hit) => hit.at), ...[...danger, ...haste].flatMap(isAt)];
  const signed = Math.min(count, 3) * (isNow ? 1 : 0.5);
  const risk = lifeRiskShare + SIGN_LIFT * signed - calm - NOISE_DROP * noiseShare;
  const loud =
    of('dead').length > 0 ? risk * DEAD_SHARE : risk + LOUD_SIGN * signed + LOUD_PHRASE * Math.min(danger.length, 1);
  const hurry = urgentShare + HASTE_LIFT * Math.min(haste.length, 2) - HASTE_CALM * calm;
  if (risk >= LIFE_RISK_LEVEL) return { urgency: 'life-risk', score: Math.min(0.99, LEAST_SCORE + SURE * loud), at };
  if (hurry >= URGENT_LEVEL || risk + hurry >= SUM_LEVEL)
    return { urgency: 'urgent', score: Math.min(0.95, 0.4 + (risk + hurry) / 2), at };
  return { urgency: 'normal', score: Math.max(0.5, Math.min(0.99, 1 - Math.max(risk, hurry, 0))), at: [] };
}
