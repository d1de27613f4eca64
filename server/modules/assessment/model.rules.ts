import { fitLogLinear } from './log-linear.rules.ts';
import { fitNaiveBayes } from './naive-bayes.rules.ts';
import { starterAnswers, toAnswerExample } from './starter-answers.rules.ts';
import { starterCategories } from './starter-pleas.rules.ts';
import { toExample, type LabelledText } from './starter-text.rules.ts';
import type { StoredModel } from './model-bytes.rules.ts';
import { starterUrgencies } from './starter-urgencies.rules.ts';

/** Named in every prediction, so that a change of the starter set or the method can be told apart later. */
export const STARTER_VERSION = 'starter-2';

/** Labelled texts that are learnt beside the starter set. */
export interface ModelLessons {
  /** Labels: `plea`, `no-details` and the other reasons. */
  readonly answers: readonly LabelledText[];
  readonly categories: readonly LabelledText[];
  readonly urgencies: readonly LabelledText[];
}

const NO_LESSONS: ModelLessons = { answers: [], categories: [], urgencies: [] };

/** The answers alone: what thresholds and calibration are found with. */
export const fitAnswers = (lessons: readonly LabelledText[]) =>
  fitNaiveBayes([...starterAnswers(), ...lessons].map(toAnswerExample));

/** Fits the classifiers on the authored starter set and on lessons. Calibration and thresholds were measured on `held-back-answers.json` and the development set. */
export function fitModel({ version, lessons }: { version: string; lessons: ModelLessons }): StoredModel {
  return {
    version,
    answers: fitAnswers(lessons.answers),
    calibration: { slope: 0.46, shift: -0.35 },
    categories: fitLogLinear([...starterCategories(), ...lessons.categories].map(toExample)),
    urgencies: fitLogLinear([...starterUrgencies(), ...lessons.urgencies].map(toExample)),
    threshold: 0.06,
    keepThreshold: 0.04,
  };
}

/** The model that Pukaar comes with; made once a process. */
export const createStarterModel = (): StoredModel => fitModel({ version: STARTER_VERSION, lessons: NO_LESSONS });
