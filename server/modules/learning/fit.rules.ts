import { calibrate, fitCalibration, type Calibration } from '../assessment/calibrate.rules.ts';
import { chooseSteadyThresholds } from '../assessment/learner.rules.ts';
import { fitAnswers, fitModel } from '../assessment/model.rules.ts';
import { writeAssessmentModel, type StoredModel } from '../assessment/model-bytes.rules.ts';
import { PLEA } from '../assessment/starter-answers.rules.ts';
import type { LabelledText } from '../assessment/starter-text.rules.ts';
import { mustBeSeen } from './decision.rules.ts';
import { compareModels } from './compare.rules.ts';
import { probabilityOf } from './probability.rules.ts';
import type { Fitted, Lesson } from './learning.types.ts';

/** A real message says more about the force's traffic than one that was made up. */
const WEIGHT = 2;
/** Officers seldom touch the urgency: a level left alone says little. */
const URGENCY_WEIGHT = 0.5;
const FEWEST_FOR_THRESHOLD = 200;
const FEWEST_PLEAS = 50;
/** A threshold moves by at most this factor at a time. */
const MOST_MOVE = 3;

const labelOf = (answer: string): string => (answer === 'act' ? PLEA : answer);
const asAnswer = ({ text, answer }: Lesson): LabelledText => ({ text, label: labelOf(answer ?? ''), weight: WEIGHT });

const RAW: Calibration = { slope: 1, shift: 0 };

interface Tuned {
  readonly calibration: Calibration;
  readonly threshold: number;
  readonly keepThreshold: number;
}

/** Calibration and threshold from lessons, each scored by answers that were not fitted on it; the old ones while there are few. */
function tune(base: Tuned, lessons: readonly Lesson[]): Tuned {
  const truth = lessons.map((lesson) => mustBeSeen(lesson.answer ?? ''));
  const pleas = truth.filter(Boolean).length;
  if (lessons.length < FEWEST_FOR_THRESHOLD || pleas < FEWEST_PLEAS) return base;
  const halves = [0, 1].map((half) =>
    fitAnswers(lessons.filter((lesson, at) => lesson.mayTrain && at % 2 !== half).map(asAnswer)),
  );
  const shares = lessons.map(({ text }, at) => {
    const answers = halves[at % 2];
    return answers === undefined ? 0 : probabilityOf(answers, RAW, text);
  });
  const calibration = fitCalibration({ shares, truth });
  const scores = shares.map((share) => calibrate(share, calibration));
  const { keep } = chooseSteadyThresholds({ scores, truth });
  const threshold = Math.min(base.threshold * MOST_MOVE, Math.max(base.threshold / MOST_MOVE, keep));
  return { calibration, threshold, keepThreshold: Math.min(threshold, keep) };
}

/**
 * Fits a candidate on the starter set and the lessons that may train, tunes its threshold on all lessons that are not
 * held back, and measures it beside the running model on those that are. Some seconds of one core; run it in a thread.
 */
export function fitCandidate({ lessons, running }: { lessons: readonly Lesson[]; running: StoredModel }): Fitted {
  const decided = lessons.filter((lesson) => lesson.answer !== null);
  const open = decided.filter((lesson) => !lesson.heldBack);
  const taught = open.filter((lesson) => lesson.mayTrain);
  const acted = taught.filter((lesson) => lesson.answer === 'act');
  const fitted = fitModel({
    version: `learned-${taught.length}`,
    lessons: {
      answers: taught.map(asAnswer),
      categories: acted.flatMap(({ text, category }) =>
        category === null ? [] : [{ text, label: category, weight: WEIGHT }],
      ),
      urgencies: acted.map(({ text, urgency }) => ({ text, label: urgency, weight: URGENCY_WEIGHT })),
    },
  });
  const candidate: StoredModel = { ...fitted, ...tune(fitted, open) };
  const figures = compareModels({ running, candidate, lessons: decided.filter((lesson) => lesson.heldBack) });
  return { bytes: writeAssessmentModel(candidate), examples: taught.length, figures };
}
