import type { Features, ScoredLabel, StoredClassifier } from './classifier.types.ts';
import { NARROW_SPACE } from './features.rules.ts';

/** Weights of every feature for every label, feature by feature, so that one message touches few cache lines. */
export interface DenseModel {
  readonly labels: readonly string[];
  readonly bias: readonly number[];
  /** `space × labels`, the space being a power of two: features beyond it are folded into it. */
  readonly weights: Float32Array;
  /** The sum of a message's weights is multiplied by this over the root of their number. */
  readonly temper: number;
  /** By what a weight is divided when it explains. */
  readonly shown: number;
}

const FORM = 'pukaar-dense-1';

/** A linear classifier with softmax over dense weights; what fitted them is forgotten. */
export function createDenseClassifier(model: DenseModel): StoredClassifier {
  const { labels, bias, weights, temper, shown } = model;
  const size = labels.length;
  const mask = size === 0 ? 0 : weights.length / size - 1;
  const scores = new Float64Array(size);
  return {
    classify({ ids }: Features): readonly ScoredLabel[] {
      if (size === 0) return [];
      const scale = temper / Math.sqrt(Math.max(ids.length, 1));
      for (let label = 0; label < size; label++) scores[label] = bias[label] ?? 0;
      for (let at = 0; at < ids.length; at++) {
        const from = ((ids[at] ?? 0) & mask) * size;
        for (let label = 0; label < size; label++)
          scores[label] = (scores[label] ?? 0) + (weights[from + label] ?? 0) * scale;
      }
      let top = -Infinity;
      for (const score of scores) top = Math.max(top, score);
      let total = 0;
      const powers = Array.from(scores, (score) => {
        const power = Math.exp(score - top);
        total += power;
        return power;
      });
      return labels.map((label, at) => ({ label, score: (powers[at] ?? 0) / total })).sort((a, b) => b.score - a.score);
    },
    weightOf({ feature, label }) {
      const goal = labels.indexOf(label);
      if (goal < 0) return 0;
      const from = (feature & mask) * size;
      let all = 0;
      for (let other = 0; other < size; other++) all += weights[from + other] ?? 0;
      return ((weights[from + goal] ?? 0) - all / size) / shown;
    },
    toBytes: () => writeDense(model),
  };
}

interface Head extends Omit<DenseModel, 'weights'> {
  readonly form: string;
  /** Features that have weights; the others have none. */
  readonly rows: number;
  /** Absent in what was written before spaces differed. */
  readonly space?: number;
}

/** Length of the head (4 bytes), the head as JSON padded to 4 bytes, feature numbers (int32), their weights (float32). */
function writeDense({ weights, ...rest }: DenseModel): Uint8Array {
  const size = rest.labels.length;
  const space = size === 0 ? 0 : weights.length / size;
  const used: number[] = [];
  for (let feature = 0; feature < space; feature++)
    if (weights.subarray(feature * size, (feature + 1) * size).some((weight) => weight !== 0)) used.push(feature);
  const text = new TextEncoder().encode(
    JSON.stringify({ form: FORM, rows: used.length, space, ...rest } satisfies Head),
  );
  const start = 4 + Math.ceil(text.length / 4) * 4;
  const bytes = new Uint8Array(start + used.length * 4 * (1 + size));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.fill(32, 4, start);
  bytes.set(text, 4);
  new Int32Array(bytes.buffer, start, used.length).set(used);
  const values = new Float32Array(bytes.buffer, start + used.length * 4, used.length * size);
  used.forEach((feature, at) => values.set(weights.subarray(feature * size, (feature + 1) * size), at * size));
  return bytes;
}

/** Reads what `toBytes` wrote. Throws on bytes of another form. */
export function readDenseClassifier(given: Uint8Array): StoredClassifier {
  // Arrays of numbers need their bytes to begin at a multiple of four.
  const bytes = Uint8Array.from(given);
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const {
    form,
    rows,
    space = NARROW_SPACE,
    ...rest
  } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Head;
  if (form !== FORM) throw new Error(`These are no weights of the form ${FORM}`);
  const size = rest.labels.length;
  const start = 4 + Math.ceil(length / 4) * 4;
  const used = new Int32Array(bytes.buffer, start, rows);
  const values = new Float32Array(bytes.buffer, start + rows * 4, rows * size);
  const weights = new Float32Array(space * size);
  used.forEach((feature, at) => weights.set(values.subarray(at * size, (at + 1) * size), feature * size));
  return createDenseClassifier({ ...rest, weights });
}
