import { expect, it } from 'vitest';
import { normalise } from '../language/normalise.rules.ts';
import type { Example } from './classifier.types.ts';
import { readDenseClassifier } from './dense-model.rules.ts';
import { featuresOf } from './features.rules.ts';
import { fitLogLinear } from './log-linear.rules.ts';
import { fitNaiveBayes } from './naive-bayes.rules.ts';

const of = (text: string) => featuresOf(normalise(text));
const examples: Example[] = [
  ['theft', 'मोबाइल चोरी हो गया'],
  ['theft', 'bike chori ho gayi'],
  ['noise', 'शुभकामनाएं और धन्यवाद'],
  ['noise', 'thank you police'],
].map(([label = '', text = '']) => ({ features: of(text), label, weight: 1 }));

it.each([
  ['naive Bayes', fitNaiveBayes],
  ['log-linear', (list: readonly Example[]) => fitLogLinear(list)],
])('keeps %s as bytes and reads the same model back', (_, fit) => {
  const model = fit(examples);
  // Bytes that come out of a store begin anywhere in their buffer.
  const bytes = Buffer.concat([Buffer.from('x'), model.toBytes()]).subarray(1);
  const again = readDenseClassifier(bytes);
  const features = of('मेरी बाइक चोरी');
  expect(again.classify(features)).toEqual(model.classify(features));
  expect(again.classify(features)[0]?.label).toBe('theft');
  const [feature = 0] = of('चोरी').ids;
  expect(again.weightOf({ feature, label: 'theft' })).toBe(model.weightOf({ feature, label: 'theft' }));
});

it('refuses bytes of another form', () => {
  const bytes = new TextEncoder().encode('\u0013\u0000\u0000\u0000{"form":"other-1"}  ');
  expect(() => readDenseClassifier(bytes)).toThrow();
});
