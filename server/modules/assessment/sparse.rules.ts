import type { Features } from './classifier.types.ts';
import { BLOCK_BITS } from './grams.rules.ts';

/** Texts as rows of weighed columns: row i holds `columns` and `values` from `starts[i]` to `starts[i + 1]`. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float32Array;
}

/** Which feature stands in which column, and how rare it is; features outside of it are unknown. */
export interface Vocabulary {
  /** Feature of each column, in growing order. */
  readonly ids: Int32Array;
  /** Inverse document frequency of each column. */
  readonly rarity: Float32Array;
}

/** Finds the column of a feature, -1 when unknown. Open addressing: two reads for most features. */
export function createLookup(ids: Int32Array): (id: number) => number {
  const bits = Math.max(4, Math.ceil(Math.log2(ids.length + 1)) + 1);
  const mask = (1 << bits) - 1;
  const table = new Int32Array(1 << bits).fill(-1);
  ids.forEach((id, column) => {
    let slot = Math.imul(id, 0x9e3779b1) >>> (32 - bits);
    while ((table[slot] ?? -1) >= 0) slot = (slot + 1) & mask;
    table[slot] = column;
  });
  return (id) => {
    let slot = Math.imul(id, 0x9e3779b1) >>> (32 - bits);
    for (;;) {
      const column = table[slot] ?? -1;
      if (column < 0 || ids[column] === id) return column;
      slot = (slot + 1) & mask;
    }
  };
}

/** Vocabulary of the texts: features found in at least `fewest` of them, with the smoothed idf ln((1 + n) / (1 + df)) + 1. */
export function learnVocabulary({ texts, fewest }: { texts: readonly Features[]; fewest: number }): Vocabulary {
  const frequency = new Map<number, number>();
  for (const { ids } of texts) for (const id of ids) frequency.set(id, (frequency.get(id) ?? 0) + 1);
  const kept = [...frequency].filter(([, texts]) => texts >= fewest).sort(([a], [b]) => a - b);
  return {
    ids: Int32Array.from(kept, ([id]) => id),
    rarity: Float32Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
  };
}

/** Writes the weighed columns of one text: (1 + ln count) × idf, every block brought to its length. Answers how many were written. */
export function weigh(input: {
  /** Blocks one after the other. */
  features: Features;
  lookup: (id: number) => number;
  rarity: Float32Array;
  /** Length of each block; 0 leaves it out. */
  scales: readonly number[];
  columns: Int32Array;
  values: Float32Array;
  from: number;
}): number {
  const { features, lookup, rarity, scales, columns, values, from } = input;
  const { ids, counts } = features;
  let place = from;
  let start = from;
  let block = -1;
  let length = 0;
  const close = (): void => {
    const factor = (scales[block] ?? 0) / Math.sqrt(length || 1);
    for (let at = start; at < place; at++) values[at] = (values[at] ?? 0) * factor;
    start = place;
    length = 0;
  };
  for (let index = 0; index < ids.length; index++) {
    const id = ids[index] ?? 0;
    const column = lookup(id);
    if (column < 0) continue;
    if (id >>> BLOCK_BITS !== block) {
      close();
      block = id >>> BLOCK_BITS;
    }
    const often = counts?.[index] ?? 1;
    const value = (often > 1 ? 1 + Math.log(often) : 1) * (rarity[column] ?? 0);
    columns[place] = column;
    values[place++] = value;
    length += value * value;
  }
  close();
  return place - from;
}

/** Weighs many texts at once. */
export function toRows(input: {
  texts: readonly Features[];
  vocabulary: Vocabulary;
  scales: readonly number[];
}): SparseRows {
  const { texts, vocabulary, scales } = input;
  const room = texts.reduce((sum, { ids }) => sum + ids.length, 0);
  const starts = new Int32Array(texts.length + 1);
  const columns = new Int32Array(room);
  const values = new Float32Array(room);
  const lookup = createLookup(vocabulary.ids);
  texts.forEach((features, at) => {
    const from = starts[at] ?? 0;
    starts[at + 1] = from + weigh({ features, lookup, rarity: vocabulary.rarity, scales, columns, values, from });
  });
  return { starts, columns, values };
}
