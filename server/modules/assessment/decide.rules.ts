import type { Assessment, NormalisedText, Reason } from '../inbound/stages.types.ts';
import { REASONS } from '../inbound/stages.types.ts';
import type { ScoredLabel } from './classifier.types.ts';
import { PLEA } from './starter-answers.rules.ts';

const NO_DETAILS = 'no-details';
const THIN_TEXT = 6;
/** Life-risk outranks every doubt, so its score leaves no room below. */
const LIFE_RISK_SCORE = 0.95;

/** Something to start from though no place is named: a number, an account, a vehicle, a case. */
const trace =
  /\d{5,}|[X*x]{3,}\d|\d[X*x]{3,}|[A-Z]{2}[\s-]?\d{1,2}[\s-]?[A-Z]{1,3}[\s-]?[\dX]{1,4}|\b\d{1,4}\s?\/\s?(?:20)?\d{2}\b|\b[\w.]+@[a-z]{2,}\b|@\w+_\w+|\b(?:imei|fir|f\.i\.r|utr|txn|pnr)\s*(?:no|num|number|:|संख्या)?\.?\s*:?\s*[\dX]/iu;

export const hasTrace = (plain: string): boolean => trace.test(plain);

export interface Weighing {
  readonly text: NormalisedText;
  readonly hasPlace: boolean;
  readonly isOutside: boolean;
  readonly hasMedia: boolean;
  /** Shares of the answers, best first. */
  readonly answers: readonly ScoredLabel[];
  /** Calibrated probability that a person must see it. */
  readonly probability: number;
  readonly isLifeRisk: boolean;
  /** Words of the text name what it is about. */
  readonly namesMatter: boolean;
  /** Below this nobody is shown it. */
  readonly threshold: number;
}

export interface Verdict {
  readonly answer: Assessment['answer'];
  readonly reason: Reason | null;
  /** The probability, brought to the side of the threshold on which the verdict lies. */
  readonly score: number;
}

const isReason = (label: string): label is Reason => (REASONS as readonly string[]).includes(label);
const shareOf = (answers: readonly ScoredLabel[], label: string): number =>
  answers.find((entry) => entry.label === label)?.score ?? 0;

function likeliestReason(answers: readonly ScoredLabel[]): Reason {
  const best = answers.find(({ label }) => label !== PLEA && label !== NO_DETAILS && isReason(label));
  return best !== undefined && isReason(best.label) ? best.label : 'news-opinion';
}

/**
 * The first rule that fits: life-risk is acted on whatever is missing and wherever it is; what asks for nothing is filtered,
 * but never a thin text with a picture; what happened outside is handed over; what says too little is asked back.
 */
export function decide(input: Weighing): Verdict {
  const { answers, probability, threshold, text } = input;
  if (input.isLifeRisk) return { answer: 'act', reason: null, score: Math.max(probability, LIFE_RISK_SCORE) };
  const isThinWithMedia = input.hasMedia && text.tokens.length < THIN_TEXT;
  if (probability < threshold && !isThinWithMedia)
    return { answer: 'not-for-us', reason: likeliestReason(answers), score: probability };
  if (input.isOutside) return { answer: 'not-for-us', reason: 'other-jurisdiction', score: threshold * probability };
  const score = Math.max(probability, threshold);
  const isTraced = hasTrace(text.plain);
  const isVague = shareOf(answers, NO_DETAILS) > shareOf(answers, PLEA) && !(input.namesMatter && isTraced);
  if (isVague || !(input.hasPlace || isTraced)) return { answer: 'ask-back', reason: NO_DETAILS, score };
  return { answer: 'act', reason: null, score };
}
