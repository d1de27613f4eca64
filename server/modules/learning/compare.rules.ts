import type { AssessmentModel } from '../assessment/assess.rules.ts';
import { withClues } from '../assessment/clues.rules.ts';
import { featuresOf } from '../assessment/features.rules.ts';
import { normalise } from '../language/normalise.rules.ts';
import { mustBeSeen } from './decision.rules.ts';
import { probabilityOf } from './probability.rules.ts';
import type { Lesson, ModelFigures, Score } from './learning.types.ts';

interface Judged {
  readonly language: string;
  readonly isPlea: boolean;
  readonly probability: number;
  readonly isKept: boolean;
  /** Null where there is no category to be right about. */
  readonly isRightCategory: boolean | null;
}

const judgeBy =
  (model: AssessmentModel) =>
  (lesson: Lesson): Judged => {
    const probability = probabilityOf(model.answers, model.calibration, lesson.text);
    const isActed = lesson.answer === 'act' && lesson.category !== null;
    const best = isActed
      ? model.categories.classify(withClues(featuresOf(normalise(lesson.text))))[0]?.label
      : undefined;
    return {
      language: lesson.language,
      isPlea: mustBeSeen(lesson.answer ?? ''),
      probability,
      isKept: probability >= model.threshold,
      isRightCategory: isActed ? best === lesson.category : null,
    };
  };

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

function scoreOf(list: readonly Judged[]): Score {
  const pleas = list.filter((one) => one.isPlea);
  const noise = list.filter((one) => !one.isPlea);
  const categories = list.filter((one) => one.isRightCategory !== null);
  const missed = list.reduce((sum, { probability, isPlea }) => sum + (probability - (isPlea ? 1 : 0)) ** 2, 0);
  return {
    n: list.length,
    recall: share(pleas.filter((one) => one.isKept).length, pleas.length),
    filtered: share(noise.filter((one) => !one.isKept).length, noise.length),
    category: share(categories.filter((one) => one.isRightCategory === true).length, categories.length),
    brier: share(missed, list.length),
  };
}

function byLanguage(list: readonly Judged[]): Record<string, Score> {
  const languages = [...new Set(list.map((one) => one.language))].sort();
  const each = languages.map(
    (language) => [language, scoreOf(list.filter((one) => one.language === language))] as const,
  );
  return Object.fromEntries([['all', scoreOf(list)] as const, ...each]);
}

const FEWEST = 30;
const FEWEST_PLEAS = 10;
/** One more plea lost in two hundred is too many. */
const LOSS = 0.005;
const FALL = 0.01;
const GAIN = 0.005;

function verdictOf(before: Score, after: Score, pleas: number): ModelFigures['verdict'] {
  if (after.n < FEWEST || pleas < FEWEST_PLEAS) return 'too-few';
  const gains = [
    (after.recall ?? 0) - (before.recall ?? 0),
    (after.filtered ?? 0) - (before.filtered ?? 0),
    (after.category ?? 0) - (before.category ?? 0),
    (before.brier ?? 0) - (after.brier ?? 0),
  ];
  if ((gains[0] ?? 0) < -LOSS) return 'worse';
  const isSafe = gains.slice(1).every((gain) => gain > -FALL);
  return isSafe && gains.some((gain) => gain > GAIN) ? 'better' : 'no-better';
}

/** Both models on lessons that neither was fitted on. A candidate that loses pleas is worse, whatever else it gains. */
export function compareModels({
  running,
  candidate,
  lessons,
}: {
  running: AssessmentModel;
  candidate: AssessmentModel;
  lessons: readonly Lesson[];
}): ModelFigures {
  const [before, after] = [lessons.map(judgeBy(running)), lessons.map(judgeBy(candidate))];
  const [was, is] = [byLanguage(before), byLanguage(after)];
  const pleas = after.filter((one) => one.isPlea).length;
  return {
    running: was,
    candidate: is,
    threshold: { before: running.threshold, after: candidate.threshold },
    verdict: verdictOf(scoreOf(before), scoreOf(after), pleas),
  };
}
