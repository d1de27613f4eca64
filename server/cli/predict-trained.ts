import type { Example, Features, TextClassifier } from '../modules/assessment/classifier.types.ts';
import { gramsOf } from '../modules/assessment/grams.rules.ts';
import { learnFilter } from '../modules/assessment/learner.rules.ts';
import { learnLinear } from '../modules/assessment/linear-learner.rules.ts';
import { fitNaturalBayes } from '../modules/assessment/natural-bayes.rules.ts';
import { learnSpans } from '../modules/geography/span-learner.rules.ts';
import { normalise } from '../modules/language/normalise.rules.ts';
import { scriptFeatures } from '../modules/assessment/script-features.rules.ts';
import { learnPairs } from '../modules/matching/pair-learner.rules.ts';
import { firstOfEach, textOf, type Line } from './json-lines.ts';

type FeaturesOfLine = (line: Line) => Features;

const ofText: FeaturesOfLine = (line) => gramsOf(normalise(textOf(line['text'])));
const ofScript: FeaturesOfLine = (line) => scriptFeatures(normalise(textOf(line['text'])).plain);

const weightOf = (line: Line): number => (typeof line['weight'] === 'number' ? line['weight'] : 1);
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

const examplesOf = ({ train, features }: { train: readonly Line[]; features: FeaturesOfLine }): Example[] =>
  train.map((line) => ({
    features: features(line),
    label: textOf(line['label']),
    weight: weightOf(line),
    group: textOf(line['group']),
  }));

interface Trained {
  readonly train: readonly Line[];
  readonly lines: readonly Line[];
}

function filter({ train, lines }: Trained): object[] {
  const { model, thresholds } = learnFilter(examplesOf({ train, features: ofText }));
  return lines.map((line) => {
    const score = model.classify(ofText(line)).find((entry) => entry.label === '1')?.score ?? 0;
    const [label, kept] = [thresholds.best, thresholds.keep].map((threshold) => (score >= threshold ? 1 : 0));
    return { id: line['id'], label, score: round(score), kept };
  });
}

function classes({
  features,
  learn,
}: {
  features: FeaturesOfLine;
  learn: (examples: readonly Example[]) => TextClassifier;
}) {
  return ({ train, lines }: Trained): object[] => {
    const model = learn(examplesOf({ train, features }));
    return lines.map((line) => {
      const [best, ...rest] = model.classify(features(line));
      const alternatives = rest.slice(0, 3).map(({ label, score }) => ({ label, score: round(score) }));
      return { id: line['id'], label: best?.label ?? null, score: round(best?.score ?? 0), alternatives };
    });
  };
}

function spans({ train, lines }: Trained): object[] {
  const tag = learnSpans(train.map((line) => ({ text: textOf(line['text']), spans: spansOf(line['spans']) })));
  return lines.map((line) => ({
    id: line['id'],
    district: null,
    station: null,
    score: 0,
    alternatives: [],
    spans: tag(textOf(line['text'])),
  }));
}

function spansOf(value: unknown): [number, number][] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown): [number, number][] => {
    if (!Array.isArray(entry)) return [];
    const [start, end]: unknown[] = entry;
    return typeof start === 'number' && typeof end === 'number' ? [[start, end]] : [];
  });
}

const toPair = (line: Line) => ({ a: textOf(line['a']), b: textOf(line['b']) });

function pairs({ train, lines }: Trained): object[] {
  const learner = learnPairs(train.map((line) => ({ ...toPair(line), isSame: textOf(line['label']) === '1' })));
  return lines.map((line) => {
    const score = learner.score(toPair(line));
    return { id: line['id'], label: score >= learner.threshold ? 1 : 0, score: round(score) };
  });
}

/** The library's classifier as it comes: the label is the one it finds likeliest. */
function natural({ train, lines }: Trained): object[] {
  const model = fitNaturalBayes(examplesOf({ train, features: ofText }));
  return lines.map((line) => {
    const scored = model.classify(ofText(line));
    const score = scored.find(({ label }) => label === '1')?.score ?? scored[0]?.score ?? 0;
    return { id: line['id'], label: scored[0]?.label ?? null, score: round(score) };
  });
}

const BASELINES: Readonly<Record<string, (input: Trained) => object[]>> = { actionable: natural, category: natural };

/** Whether the task can be answered by another's classifier, to compare. */
export const hasBaseline = (task: string): boolean => Object.hasOwn(BASELINES, task);

/** Rare topics count for somewhat more: without it they lose to common ones whose words they share. */
const TOPICS = { cost: 0.5, balance: 0.5 };

/** Tasks whose learning part is fitted on the file given with --train. */
const TASKS: Readonly<Record<string, (input: Trained) => object[]>> = {
  actionable: filter,
  category: classes({ features: ofText, learn: (examples) => learnLinear(examples, TOPICS).model }),
  language: classes({ features: ofScript, learn: (examples) => learnLinear(examples).model }),
  pair: pairs,
  place: spans,
};

export const isTrainable = (task: string): boolean => Object.hasOwn(TASKS, task);

/** Fits what learns of a task on `train` and asks it about `lines`; with `isBaseline` another's classifier, fitted on the same. */
export function predictTrained({
  task,
  train,
  lines,
  isBaseline = false,
}: Trained & { task: string; isBaseline?: boolean }): object[] {
  const run = (isBaseline ? BASELINES : TASKS)[task];
  if (run === undefined) throw new Error(`Task ${task} learns nothing`);
  return run({ train: firstOfEach(train), lines });
}
