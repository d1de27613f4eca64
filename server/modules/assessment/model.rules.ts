import type { AssessmentModel } from './assess.rules.ts';
import { fitLogLinear } from './log-linear.rules.ts';
import { fitNaiveBayes } from './naive-bayes.rules.ts';
import { starterAnswers, toAnswerExample } from './starter-answers.rules.ts';
import { starterCategories } from './starter-pleas.rules.ts';
import { toExample } from './starter-text.rules.ts';
import { starterUrgencies } from './starter-urgencies.rules.ts';

/** Named in every prediction, so that a change of the starter set or the method can be told apart later. */
export const STARTER_VERSION = 'starter-2';

/** Fits the classifiers on the authored starter set, once a process. Calibration and thresholds were measured on `held-back-answers.json` and the development set. */
export function createStarterModel(): AssessmentModel {
  return {
    version: STARTER_VERSION,
    answers: fitNaiveBayes(starterAnswers().map(toAnswerExample)),
    calibration: { slope: 0.46, shift: -0.35 },
    categories: fitLogLinear(starterCategories().map(toExample)),
    urgencies: fitLogLinear(starterUrgencies().map(toExample)),
    threshold: 0.06,
    keepThreshold: 0.04,
  };
}
