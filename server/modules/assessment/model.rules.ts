import type { Features } from './classifier.types.ts';
import { withClues } from './clues.rules.ts';
import { withScenes } from './danger-scenes.rules.ts';
import { FEATURE_SPACE } from './features.rules.ts';
import { fitLogLinear } from './log-linear.rules.ts';
import { fitNaiveBayes } from './naive-bayes.rules.ts';
import { starterAnswers, toAnswerExample } from './starter-answers.rules.ts';
import { starterCategories } from './starter-pleas.rules.ts';
import { createExampleMaker, type LabelledText } from './starter-text.rules.ts';
import type { StoredModel } from './model-bytes.rules.ts';
import { starterUrgencies } from './starter-urgencies.rules.ts';
import { withSigns } from './urgency-signs.rules.ts';

/** Named in every prediction, so that a change of the starter set or the method can be told apart later. */
export const STARTER_VERSION = 'starter-6';

/** From which probability a person sees a message, as the starter set has it. */
export const STARTER_THRESHOLD = 0.025;

/** Labelled texts that are learnt beside the starter set. */
export interface ModelLessons {
  /** Labels: `plea`, `no-details` and the other reasons. */
  readonly answers: readonly LabelledText[];
  readonly categories: readonly LabelledText[];
  readonly urgencies: readonly LabelledText[];
}

const NO_LESSONS: ModelLessons = { answers: [], categories: [], urgencies: [] };

/** Few rounds and much pull, for many words of the starter set stand there once only; such weights are right but timid. */
const CATEGORY_FIT = { rounds: 6, rate: 0.3, decay: 2e-3, temper: 2.75 };
const URGENCY_FIT = { rounds: 6, rate: 0.3, decay: 3e-3, space: FEATURE_SPACE };

/** The answers alone: what thresholds and calibration are found with. */
export const fitAnswers = (lessons: readonly LabelledText[]) =>
  fitNaiveBayes([...starterAnswers(), ...lessons].map(toAnswerExample));

/** Fits the classifiers on the authored starter set and on lessons. Calibration and thresholds were measured on `held-back-answers.json` and the development set. */
export function fitModel({ version, lessons }: { version: string; lessons: ModelLessons }): StoredModel {
  const toExample = createExampleMaker();
  const examplesOf = (texts: readonly LabelledText[], extend: (features: Features) => Features) =>
    texts.map(toExample).map((example) => ({ ...example, features: extend(example.features) }));
  return {
    version,
    answers: fitAnswers(lessons.answers),
    calibration: { slope: 0.45, shift: -2 },
    categories: fitLogLinear(examplesOf([...starterCategories(), ...lessons.categories], withClues), CATEGORY_FIT),
    urgencies: fitLogLinear(
      examplesOf([...starterUrgencies(), ...lessons.urgencies], (features) => withScenes(withSigns(features))),
      URGENCY_FIT,
    ),
    threshold: STARTER_THRESHOLD,
    keepThreshold: STARTER_THRESHOLD,
  };
}

/** Fits the model that Pukaar comes with, which takes seconds. */
export const fitStarter = (): StoredModel => fitModel({ version: STARTER_VERSION, lessons: NO_LESSONS });
