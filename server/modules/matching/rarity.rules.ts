/** How much a word tells: the rarer among the texts read so far, the more. */
export interface Rarity<Key> {
  /** Takes the keys of one text, each once. */
  add(keys: Iterable<Key>): void;
  /** About 0.5 for what stands in every text, growing with the logarithm of how seldom it is seen. */
  weightOf(key: Key): number;
}

/** Counts in how many texts a key stands, beginning from counts made elsewhere. */
export function createRarity<Key>(known?: {
  readonly texts: number;
  readonly counts: Iterable<readonly [Key, number]>;
}): Rarity<Key> {
  const counts = new Map<Key, number>(known?.counts);
  let texts = known?.texts ?? 0;
  return {
    add(keys) {
      texts++;
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    weightOf: (key) => Math.log((texts + 1) / ((counts.get(key) ?? 0) + 1)) + 0.5,
  };
}
