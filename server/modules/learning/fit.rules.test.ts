import { describe, expect, it } from 'vitest';
import { readAssessmentModel } from '../assessment/model-bytes.rules.ts';
import { starterModel } from '../assessment/starter.ts';
import { writeAssessmentModel } from '../assessment/model-bytes.rules.ts';
import { fitCandidate } from './fit.rules.ts';
import type { Lesson } from './learning.types.ts';
import { probabilityOf } from './probability.rules.ts';

/** A habit of one force that no starter set knows: "zorblax" is its slang for a theft, "quimbel" its greeting. */
function habits(count: number, over: Partial<Lesson> = {}): Lesson[] {
  const places = ['hazratganj', 'aliganj', 'kothrud', 'chowk', 'gomti nagar'];
  return Array.from({ length: count }, (_, at) => {
    const isPlea = at % 2 === 0;
    const place = places[at % places.length] ?? '';
    return {
      text: isPlea ? `zorblax ${place} number ${at}` : `quimbel ${place} wale sab log ${at}`,
      language: at % 4 < 2 ? 'hinglish' : 'en',
      answer: isPlea ? 'act' : 'praise',
      category: isPlea ? 'theft' : null,
      urgency: 'normal',
      mayTrain: true,
      heldBack: at % 3 === 0,
      ...over,
    };
  });
}

describe('a model fitted from decisions', () => {
  const lessons = habits(360);
  const { bytes, examples, figures } = fitCandidate({ lessons, running: starterModel() });

  it('learns the force’s own words, and is better on what neither had seen', () => {
    expect(figures.verdict).toBe('better');
    expect(figures.candidate['all']?.recall).toBe(1);
    expect(figures.candidate['all']?.filtered).toBeGreaterThan(figures.running['all']?.filtered ?? 1);
    expect(Object.keys(figures.candidate).sort()).toEqual(['all', 'en', 'hinglish']);
    expect(examples).toBe(lessons.filter((lesson) => !lesson.heldBack).length);
  });

  it('still reads what the starter set taught, from its bytes', () => {
    const model = readAssessmentModel(bytes);
    const score = (text: string) => probabilityOf(model.answers, model.calibration, text);
    expect(score('मेरी मोटरसाइकिल हजरतगंज से चोरी हो गई')).toBeGreaterThan(score('पुलिस को दिवाली की शुभकामनाएं'));
    expect(score('zorblax aminabad')).toBeGreaterThan(score('quimbel aminabad'));
  });

  it('touches no weight where nothing may train, and judges nothing on a handful', () => {
    const {
      bytes: untrained,
      examples: none,
      figures: few,
    } = fitCandidate({
      lessons: habits(12, { mayTrain: false }),
      running: starterModel(),
    });
    const [model, starter] = [readAssessmentModel(untrained), starterModel()];
    expect(none).toBe(0);
    expect(few.verdict).toBe('too-few');
    // Compared as buffers: element by element takes a minute.
    expect(Buffer.compare(model.answers.toBytes(), starter.answers.toBytes())).toBe(0);
    expect(Buffer.compare(model.categories.toBytes(), starter.categories.toBytes())).toBe(0);
  });

  it('refuses a candidate that loses pleas against the one in service', () => {
    // In service: a model that knows both words. The candidate was taught the opposite.
    const wrong = habits(120).map((lesson) =>
      lesson.heldBack ? lesson : { ...lesson, answer: lesson.answer === 'act' ? 'praise' : 'act' },
    );
    expect(fitCandidate({ lessons: wrong, running: readAssessmentModel(bytes) }).figures.verdict).not.toBe('better');
  });
});

it('keeps a whole model as bytes', () => {
  const model = starterModel();
  const again = readAssessmentModel(writeAssessmentModel(model));
  const text = 'थाना चौक में मोबाइल छीन लिया';
  expect(again).toMatchObject({ version: model.version, threshold: model.threshold, calibration: model.calibration });
  expect(probabilityOf(again.answers, again.calibration, text)).toBe(
    probabilityOf(model.answers, model.calibration, text),
  );
});
