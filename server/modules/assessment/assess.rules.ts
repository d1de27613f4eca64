import type { Assessment, Because, NormalisedText, Reason } from '../inbound/stages.types.ts';
import { REASONS } from '../inbound/stages.types.ts';
import { isStopFold } from '../language/copy.rules.ts';
import { readAboutPolice } from './about-police.rules.ts';
import type { ExplainableClassifier, Features, ScoredLabel, TextClassifier } from './classifier.types.ts';
import { featuresOf, wordFeature } from './features.rules.ts';
import { readUrgency } from './urgency.rules.ts';

/** The classifiers behind an assessment; each may be exchanged. */
export interface AssessmentModel {
  readonly version: string;
  /** Labels: `plea`, `no-details` and the other reasons. */
  readonly answers: ExplainableClassifier;
  /** Labels: keys of categories. */
  readonly categories: ExplainableClassifier;
  /** Labels: the levels of urgency. */
  readonly urgencies: TextClassifier;
  /** At or above this score a person must see the message. */
  readonly threshold: number;
  /** The lower score at which 98 % of what matters is kept. */
  readonly keepThreshold: number;
}

export interface AssessInput {
  readonly text: NormalisedText;
  /** A place, a handle that names one, or a geotag is known. */
  readonly hasPlace: boolean;
  /** The place named lies outside the force's jurisdiction. */
  readonly isOutside: boolean;
  readonly hasMedia: boolean;
}

const PLEA = 'plea';
const MOST_REASONS_SHOWN = 6;
const LEAST_WEIGHT = 0.05;
const THIN_TEXT = 6;
/** Below this even a life-risk phrase is taken for talk about a film or the news. */
const LEAST_LIFE_RISK_SCORE = 0.08;
const UNSURE_CATEGORY = 0.14;

const scoreOf = (scored: readonly ScoredLabel[], label: string): number =>
  scored.find((entry) => entry.label === label)?.score ?? 0;
const isReason = (label: string): label is Reason => (REASONS as readonly string[]).includes(label);
const trace = /\d{4,}|[X*x]{3,}|[A-Z]{2}\s?\d{1,2}\s?[A-Z]{1,3}\s?\d{1,4}/;

interface Verdict {
  readonly answer: Assessment['answer'];
  readonly reason: Reason | null;
}

function judge(
  input: AssessInput & {
    model: AssessmentModel;
    answers: readonly ScoredLabel[];
    score: number;
    isLifeRisk: boolean;
    surest: number;
  },
): Verdict {
  const { answers, score, model, text } = input;
  if (input.isLifeRisk) return { answer: 'act', reason: null };
  const isThinWithMedia = input.hasMedia && text.tokens.length < THIN_TEXT;
  if (score < model.threshold && !isThinWithMedia) {
    const best = answers.find((entry) => entry.label !== PLEA && entry.label !== 'no-details' && isReason(entry.label));
    return { answer: 'not-for-us', reason: best !== undefined && isReason(best.label) ? best.label : 'news-opinion' };
  }
  if (input.isOutside) return { answer: 'not-for-us', reason: 'other-jurisdiction' };
  const isVague = scoreOf(answers, 'no-details') > scoreOf(answers, PLEA) || input.surest < UNSURE_CATEGORY;
  const hasTrace = input.hasPlace || trace.test(text.plain);
  return isVague || !hasTrace ? { answer: 'ask-back', reason: 'no-details' } : { answer: 'act', reason: null };
}

function explain(input: {
  text: NormalisedText;
  words: readonly string[];
  model: AssessmentModel;
  label: string;
  isKept: boolean;
  urgentAt: readonly number[];
}): Because[] {
  const { text, words, model, label } = input;
  const heaviest = new Map<string, number>();
  words.forEach((fold, at) => {
    const word = text.tokens[at];
    if (word === undefined || isStopFold(fold)) return;
    const feature = wordFeature(fold);
    const share = model.answers.weightOf({ feature, label }) * (input.isKept ? 1 : -1);
    const weight = share + (input.urgentAt.includes(at) ? 0.5 : 0);
    if (Math.abs(weight) >= LEAST_WEIGHT && Math.abs(weight) > Math.abs(heaviest.get(word) ?? 0))
      heaviest.set(word, weight);
  });
  return [...heaviest]
    .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]))
    .slice(0, MOST_REASONS_SHOWN)
    .map(([word, weight]) => ({ word, weight: Math.round(weight * 1000) / 1000 }));
}

/** What the desk should do with a message, why, what it is about and how soon. Pure; `model` is fitted once by `createStarterModel`. */
export function assess(input: AssessInput & { model: AssessmentModel; features?: Features }): Assessment {
  const { text, model } = input;
  const features = input.features ?? featuresOf(text);
  const { words } = features;
  const answers = model.answers.classify(features);
  const ranked = model.categories.classify(features);
  const plea = Math.min(1, scoreOf(answers, PLEA) + scoreOf(answers, 'no-details'));
  const levels = model.urgencies.classify(features);
  const timing = readUrgency({
    words,
    lifeRiskShare: scoreOf(levels, 'life-risk'),
    urgentShare: scoreOf(levels, 'urgent'),
    noiseShare: 1 - plea,
  });
  const isLifeRisk = timing.urgency === 'life-risk' && plea >= LEAST_LIFE_RISK_SCORE;
  const score = isLifeRisk ? Math.max(plea, 0.9) : plea;
  const [best] = ranked;
  const verdict = judge({ ...input, answers, score, isLifeRisk, surest: best?.score ?? 0 });
  const isKept = verdict.answer !== 'not-for-us';
  const hasCategory = isKept || verdict.reason === 'other-jurisdiction';
  const urgency = isKept ? (timing.urgency === 'life-risk' && !isLifeRisk ? 'urgent' : timing.urgency) : 'normal';
  const misconductScore = hasCategory ? scoreOf(ranked, 'police-misconduct') : 0;
  return {
    ...verdict,
    score,
    category: hasCategory && best !== undefined && words.length > 0 ? best.label : null,
    categoryScore: best?.score ?? 0,
    categoryAlternatives: ranked.slice(1, 4).map(({ label, score: share }) => ({ category: label, score: share })),
    urgency,
    urgencyScore: timing.score,
    // Also of what is filtered: somebody may take it out again, and then the station it is about must not see it.
    aboutPolice: readAboutPolice({ words, misconductScore }),
    because: explain({
      text,
      words,
      model,
      label: isKept ? PLEA : (verdict.reason ?? PLEA),
      isKept,
      urgentAt: timing.at,
    }),
  };
}
