import { answerFeaturesOf } from '../assessment/answer-features.rules.ts';
import { calibrate, type Calibration } from '../assessment/calibrate.rules.ts';
import type { TextClassifier } from '../assessment/classifier.types.ts';
import { PLEA } from '../assessment/starter-answers.rules.ts';

/** Probability that a person must see the text. */
export function probabilityOf(answers: TextClassifier, calibration: Calibration, text: string): number {
  const shares = answers.classify(answerFeaturesOf(text));
  const share = shares
    .filter(({ label }) => label === PLEA || label === 'no-details')
    .reduce((sum, { score }) => sum + score, 0);
  return calibrate(Math.min(1, share), calibration);
}
