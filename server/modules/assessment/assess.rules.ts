import type { Assessment, Because, NormalisedText } from '../inbound/stages.types.ts';
import { readAboutPolice } from './about-police.rules.ts';
import { answerFeatures } from './answer-features.rules.ts';
import { calibrate, type Calibration } from './calibrate.rules.ts';
import { append, withClues } from './clues.rules.ts';
import type { ExplainableClassifier, Features, ScoredLabel, TextClassifier } from './classifier.types.ts';
import { withScenes } from './danger-scenes.rules.ts';
import { decide } from './decide.rules.ts';
import {
  ENTERED_DANGER_SCORE,
  explainEntered,
  NO_ENTERED_WORDS,
  weighAnswers,
  weighCategories,
  weighProbability,
  type EnteredWords,
} from './entered-words.rules.ts';
import { explain, explainCategory } from './explain.rules.ts';
import { featuresOf } from './features.rules.ts';
import { readMatters } from './matters.rules.ts';
import { PLEA } from './starter-answers.rules.ts';
import { readSubcategory } from './subcategories.rules.ts';
import { withSigns } from './urgency-signs.rules.ts';
import { readUrgency } from './urgency.rules.ts';

/** The classifiers behind an assessment; each may be exchanged. */
export interface AssessmentModel {
  readonly version: string;
  /** Labels: `plea`, `no-details` and the other reasons; reads `answerFeatures`. */
  readonly answers: ExplainableClassifier;
  /** Makes the share of `plea` and `no-details` a probability. */
  readonly calibration: Calibration;
  /** Labels: keys of categories; reads `withClues`. */
  readonly categories: ExplainableClassifier;
  /** Labels: the levels of urgency; reads `withSigns` and `withScenes`. */
  readonly urgencies: TextClassifier;
  /** At or above this score a person must see the message. */
  readonly threshold: number;
  /** The score at which 98 % of what matters is kept. */
  readonly keepThreshold: number;
}

export interface AssessInput {
  readonly text: NormalisedText;
  /** A place, a handle that names one, or a geotag is known. */
  readonly hasPlace: boolean;
  /** The place named lies outside the force's jurisdiction. */
  readonly isOutside: boolean;
  readonly hasMedia: boolean;
  /** The text as it was delivered held a link. */
  readonly hasLink?: boolean;
  /** Words that people entered. */
  readonly entered?: EnteredWords;
  /** At or above this score a person must see it, instead of the model's own threshold. */
  readonly keepAt?: number;
}

/** Below this even a life-risk phrase is taken for talk about a film or the news. */
const LEAST_LIFE_RISK_SCORE = 0.008;

const scoreOf = (scored: readonly ScoredLabel[], label: string): number =>
  scored.find((entry) => entry.label === label)?.score ?? 0;

/** What the desk should do with a message, why, what it is about and how soon. Pure; `model` is fitted once by `starterModel`. */
export function assess(input: AssessInput & { model: AssessmentModel; features?: Features }): Assessment {
  const { text, model } = input;
  const features = input.features ?? featuresOf(text);
  const { words } = features;
  const clued = withClues(features);
  const signed = withSigns(features);
  const base = append(clued, signed.ids.subarray(features.ids.length));
  const told = (input.entered ?? NO_ENTERED_WORDS).find(words);
  const learntAnswers = model.answers.classify(answerFeatures({ text, base, isLinked: input.hasLink ?? false }));
  const learntCategories = model.categories.classify(clued);
  const answers = weighAnswers(learntAnswers, told);
  const ranked = weighCategories(learntCategories, told);
  const [best] = ranked;
  const learnt = calibrate(
    Math.min(1, scoreOf(learntAnswers, PLEA) + scoreOf(learntAnswers, 'no-details')),
    model.calibration,
  );
  const probability = weighProbability(learnt, told);
  const levels = model.urgencies.classify(withScenes(signed));
  const timing = readUrgency({
    words,
    lifeRiskShare: scoreOf(levels, 'life-risk'),
    urgentShare: scoreOf(levels, 'urgent'),
    noiseShare: 1 - learnt,
  });
  const isSign = timing.urgency === 'life-risk' && learnt >= LEAST_LIFE_RISK_SCORE;
  const isLifeRisk = isSign || told.isDanger;
  const threshold = input.keepAt ?? model.threshold;
  const matters = readMatters({ text, words, ranked });
  const namesMatter = matters.some((matter) => matter.words.length > 0);
  const verdict = decide({ ...input, answers, probability, isLifeRisk, namesMatter, threshold });
  const isKept = verdict.answer !== 'not-for-us';
  const hasCategory = isKept || verdict.reason === 'other-jurisdiction';
  const heard = timing.urgency === 'life-risk' ? 'urgent' : timing.urgency;
  const urgency = !isKept ? 'normal' : isLifeRisk ? 'life-risk' : heard;
  const category = hasCategory && best !== undefined && words.length > 0 ? best.label : null;
  const misconductScore = hasCategory
    ? Math.max(scoreOf(ranked, 'police-misconduct'), scoreOf(learntCategories, 'police-misconduct'))
    : 0;
  const spoken = explainEntered({ text, told, category, reason: verdict.reason });
  const isSpoken = ({ word, says }: Because): boolean =>
    spoken.some((one) => one.says === says && one.word.split(' ').includes(word));
  return {
    ...verdict,
    category,
    subcategory: hasCategory && best !== undefined ? readSubcategory({ category: best.label, words }) : null,
    categoryScore: best?.score ?? 0,
    categoryAlternatives: ranked.slice(1, 4).map(({ label, score }) => ({ category: label, score })),
    matters: hasCategory ? matters : [],
    urgency,
    urgencyScore: told.isDanger && !isSign ? ENTERED_DANGER_SCORE : timing.score,
    // Also of what is filtered: somebody may take it out again, and then the station it is about must not see it.
    aboutPolice: readAboutPolice({ words, misconductScore }),
    because: [
      ...spoken,
      ...[
        ...explain({
          text,
          words,
          answers: model.answers,
          label: isKept ? PLEA : (verdict.reason ?? PLEA),
          isKept,
          urgentAt: timing.at,
        }),
        ...(category === null ? [] : explainCategory({ text, words, categories: model.categories, category })),
      ].filter((one) => !isSpoken(one)),
    ],
  };
}
