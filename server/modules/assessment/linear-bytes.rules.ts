import type { LinearModel } from './linear-model.rules.ts';

const FORM = 'pukaar-linear-1';
const STEPS = 32_767;

interface Head {
  readonly form: string;
  readonly labels: readonly string[];
  readonly scales: readonly number[];
  readonly bias: readonly number[];
  readonly slope: number;
  readonly offsets: readonly number[];
  readonly columns: number;
  /** Largest weight of each separator: weights are kept in 32,767 steps of it. */
  readonly largest: readonly number[];
}

/** Length of the head (4 bytes), the head as JSON padded to 4 bytes, then ids (int32), rarity (float32), weights (int16). Little-endian, as every machine that runs Node 20. */
export function writeLinearModel(model: LinearModel): Uint8Array {
  const { labels, scales, bias, slope, offsets, ids, rarity, weights } = model;
  const width = bias.length;
  const largest = bias.map(() => 0);
  weights.forEach((weight, at) => {
    largest[at % width] = Math.max(largest[at % width] ?? 0, Math.abs(weight));
  });
  const steps = Int16Array.from(weights, (weight, at) => Math.round((weight / (largest[at % width] || 1)) * STEPS));
  const head: Head = { form: FORM, labels, scales, bias, slope, offsets, columns: ids.length, largest };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const start = 4 + Math.ceil(text.length / 4) * 4;
  const bytes = new Uint8Array(start + ids.byteLength + rarity.byteLength + steps.byteLength);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.fill(32, 4, start);
  bytes.set(text, 4);
  bytes.set(new Uint8Array(ids.buffer, ids.byteOffset, ids.byteLength), start);
  bytes.set(new Uint8Array(rarity.buffer, rarity.byteOffset, rarity.byteLength), start + ids.byteLength);
  bytes.set(new Uint8Array(steps.buffer), start + ids.byteLength + rarity.byteLength);
  return bytes;
}

const areNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'number');

function isHead(value: unknown): value is Head {
  if (typeof value !== 'object' || value === null || !('form' in value) || value.form !== FORM) return false;
  return (
    'labels' in value &&
    Array.isArray(value.labels) &&
    'columns' in value &&
    typeof value.columns === 'number' &&
    'slope' in value &&
    typeof value.slope === 'number' &&
    ['scales', 'bias', 'offsets', 'largest'].every((key) =>
      areNumbers(Object.entries(value).find(([name]) => name === key)?.[1]),
    )
  );
}

/** Reads what `writeLinearModel` wrote; null when the bytes are of another form or cut short. */
export function readLinearModel(bytes: Uint8Array): LinearModel | null {
  const copy = bytes.slice();
  if (copy.length < 8) return null;
  const length = new DataView(copy.buffer).getUint32(0, true);
  if (4 + length > copy.length) return null;
  let head: unknown;
  try {
    head = JSON.parse(new TextDecoder().decode(copy.subarray(4, 4 + length)));
  } catch {
    return null;
  }
  if (!isHead(head)) return null;
  const { columns, bias, largest } = head;
  const start = 4 + Math.ceil(length / 4) * 4;
  const width = bias.length;
  if (copy.length !== start + columns * (8 + 2 * width)) return null;
  const steps = new Int16Array(copy.buffer, start + columns * 8, columns * width);
  return {
    labels: head.labels,
    scales: head.scales,
    bias,
    slope: head.slope,
    offsets: head.offsets,
    ids: new Int32Array(copy.buffer, start, columns),
    rarity: new Float32Array(copy.buffer, start + columns * 4, columns),
    weights: Float32Array.from(steps, (step, at) => (step / STEPS) * (largest[at % width] ?? 0)),
  };
}
