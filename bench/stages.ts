import heldBack from '../server/data/language/held-back-answers.json';
import { answerFeaturesOf } from '../server/modules/assessment/answer-features.rules.ts';
import type { TextClassifier } from '../server/modules/assessment/classifier.types.ts';
import { starterModel } from '../server/modules/assessment/starter.ts';
import { fitNaturalBayes } from '../server/modules/assessment/natural-bayes.rules.ts';
import { starterAnswers, toAnswerExample } from '../server/modules/assessment/starter-answers.rules.ts';
import { createGazetteer } from '../server/modules/geography/gazetteer.rules.ts';
import { toGazetteerUnit } from '../server/modules/geography/reference-gazetteer.rules.ts';
import { runStages } from '../server/modules/inbound/stages.ts';
import { loadReferenceUnits } from '../server/modules/units/reference.ts';
import { readMachine } from './machine.ts';
import type { BenchOptions } from './options.ts';
import { createRandom } from './random.ts';
import type { BenchReport, Figure } from './report.ts';
import { createTextMaker } from './texts.ts';

const USUAL_TEXTS = 20_000;
const WARM_UP = 2_000;
const TEXTS_OF_LIBRARY = 200;
const SEED = 20_261;
const KEPT_SHARE = 0.98;

/** Texts a second of work done one text at a time in this thread. */
function rateOf(texts: readonly string[], work: (text: string) => unknown): number {
  const start = performance.now();
  for (const text of texts) work(text);
  return (texts.length * 1000) / (performance.now() - start);
}

const rows = heldBack.filter(({ label }) => label !== 'other-jurisdiction');
const isNeeded = (label: string): boolean => label === 'act' || label === 'plea' || label === 'no-details';

/** Share of the noise of the held-back messages under the score that keeps 98 % of what a person must see. */
function filteredBy(classifier: TextClassifier): number {
  const scored = rows.map(({ label, text }) => ({
    isNeeded: isNeeded(label),
    score: classifier
      .classify(answerFeaturesOf(text))
      .filter((entry) => isNeeded(entry.label))
      .reduce((sum, { score }) => sum + score, 0),
  }));
  const needed = scored.filter((row) => row.isNeeded).sort((a, b) => b.score - a.score);
  const cut = needed[Math.ceil(KEPT_SHARE * needed.length) - 1]?.score ?? 0;
  const noise = scored.filter((row) => !row.isNeeded);
  return (100 * noise.filter(({ score }) => score < cut).length) / noise.length;
}

/** `bench stages`: normalising, language, assessment and place of one text after another on one core, against the library's classifier. */
export async function benchStages(options: BenchOptions): Promise<BenchReport> {
  const machine = readMachine();
  const started = performance.now();
  const model = starterModel();
  const fitMs = performance.now() - started;
  const context = { model, gazetteer: createGazetteer(loadReferenceUnits().map(toGazetteerUnit)) };
  const make = createTextMaker(createRandom(SEED));
  const texts = Array.from({ length: options.tickets ?? USUAL_TEXTS }, () => make().text);
  const read = (text: string) => runStages({ input: { id: '', text }, context });
  texts.slice(0, WARM_UP).forEach(read);
  const figures: Figure[] = [
    { name: 'whole chain, one text at a time', value: rateOf(texts, read), unit: 'texts/s', goal: { atLeast: 2000 } },
    { name: 'model made at start', value: fitMs, unit: 'ms', goal: { atMost: 2000 } },
    { name: 'noise filtered, 98 % kept', value: filteredBy(model.answers), unit: '%', goal: { atLeast: 60 } },
  ];
  const library = fitNaturalBayes(starterAnswers().map(toAnswerExample));
  const classify = (text: string) => library.classify(answerFeaturesOf(text));
  const comparison: Figure[] = [
    { name: 'natural, one classifier', value: rateOf(texts.slice(0, TEXTS_OF_LIBRARY), classify), unit: 'texts/s' },
    { name: 'natural, noise filtered, 98 % kept', value: filteredBy(library), unit: '%' },
  ];
  return {
    bench: 'stages',
    n: texts.length,
    figures,
    comparison,
    machine,
    notes: [
      'Filtered: on the authored messages that taught nothing; natural is fitted on the same texts, by their words.',
    ],
  };
}
