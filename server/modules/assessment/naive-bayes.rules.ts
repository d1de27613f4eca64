import type { Example, StoredClassifier } from './classifier.types.ts';
import { createDenseClassifier } from './dense-model.rules.ts';
import { NARROW_SPACE } from './features.rules.ts';

const SMOOTHING = 0.1;
/** Features of one message repeat each other; without this every answer would be sure. */
const TEMPER = 2;
const MASK = NARROW_SPACE - 1;

/** Multinomial naive Bayes over hashed features: one pass to fit. Steadier than fine-tuned weights where words are new. */
export function fitNaiveBayes(examples: readonly Example[]): StoredClassifier {
  const labels = [...new Set(examples.map((example) => example.label))].sort();
  const indexOf = new Map(labels.map((label, at) => [label, at]));
  const size = labels.length;
  const weights = new Float32Array(NARROW_SPACE * size);
  const totals = new Float64Array(size);
  const counts = new Float64Array(size);
  for (const { features, label, weight } of examples) {
    const goal = indexOf.get(label) ?? 0;
    counts[goal] = (counts[goal] ?? 0) + weight;
    for (const feature of features.ids) {
      const at = (feature & MASK) * size + goal;
      weights[at] = (weights[at] ?? 0) + weight;
    }
    totals[goal] = (totals[goal] ?? 0) + weight * features.ids.length;
  }
  const isKnown = new Uint8Array(NARROW_SPACE);
  for (const { features } of examples) for (const id of features.ids) isKnown[id & MASK] = 1;
  const known = isKnown.reduce((sum, flag) => sum + flag, 0);
  for (let id = 0; id < NARROW_SPACE; id++) {
    if (isKnown[id] === 0) continue;
    for (let label = 0; label < size; label++) {
      const share = ((weights[id * size + label] ?? 0) + SMOOTHING) / ((totals[label] ?? 0) + SMOOTHING * known);
      weights[id * size + label] = Math.log(share);
    }
  }
  const all = counts.reduce((sum, count) => sum + count, 0) || 1;
  const bias = Array.from(counts, (count) => Math.log((count + 1) / all));
  return createDenseClassifier({ labels, bias, weights, temper: TEMPER, shown: 4 });
}
