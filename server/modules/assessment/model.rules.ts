import type { AssessmentModel } from './assess.rules.ts';
import { fitLogLinear } from './log-linear.rules.ts';
import { fitNaiveBayes } from './naive-bayes.rules.ts';
import { starterAnswers } from './starter-answers.rules.ts';
import { starterCategories } from './starter-pleas.rules.ts';
import { toExample } from './starter-text.rules.ts';
import { starterUrgencies } from './starter-urgencies.rules.ts';

/** Named in every prediction, so that a change of the starter set or the method can be told apart later. */
export const STARTER_VERSION = 'starter-1';

/** Fits the classifiers on the authored starter set; half a second, once a process. */
export function createStarterModel(): AssessmentModel {
  return {
    version: STARTER_VERSION,
    answers: fitNaiveBayes(starterAnswers().map(toExample)),
    categories: fitLogLinear(starterCategories().map(toExample)),
    urgencies: fitLogLinear(starterUrgencies().map(toExample)),
    threshold: 0.25,
    keepThreshold: 0.1,
  };
}
