/** Finds what shares the rarest keys with a query. */
export interface KeyIndex {
  /** Places of the nearest entries, best first, with their likeness (0 or more), at most `most`. */
  nearest(query: { readonly keys: ReadonlyMap<string, number>; readonly most: number }): readonly Near[];
}

export interface Near {
  readonly at: number;
  readonly likeness: number;
}

/** Keys that more than this share of the entries bear say next to nothing and cost most. */
const COMMON_SHARE = 0.12;
const FEWEST_FOR_COMMON = 500;

/** The entries' weighted keys, turned round: from a key to those that bear it. */
export function createKeyIndex(entries: readonly ReadonlyMap<string, number>[]): KeyIndex {
  const bearers = new Map<string, number[]>();
  entries.forEach((keys, at) => {
    for (const key of keys.keys()) {
      const known = bearers.get(key);
      if (known === undefined) bearers.set(key, [at]);
      else known.push(at);
    }
  });
  const rarity = (key: string): number => Math.log(1 + entries.length / (bearers.get(key)?.length ?? 1));
  const norms = Float64Array.from(entries, (keys) => {
    let sum = 0;
    for (const [key, weight] of keys) sum += (weight * rarity(key)) ** 2;
    return Math.sqrt(sum) || 1;
  });
  const scores = new Float64Array(entries.length);
  const mostCommon = Math.max(FEWEST_FOR_COMMON, entries.length * COMMON_SHARE);
  return {
    nearest: ({ keys, most }) => {
      const touched: number[] = [];
      for (const [key, weight] of keys) {
        const list = bearers.get(key);
        if (list === undefined || list.length > mostCommon) continue;
        const worth = weight * rarity(key) ** 2;
        for (const at of list) {
          if (scores[at] === 0) touched.push(at);
          scores[at] = (scores[at] ?? 0) + worth * (entries[at]?.get(key) ?? 0);
        }
      }
      const best: Near[] = [];
      for (const at of touched) {
        const likeness = (scores[at] ?? 0) / (norms[at] ?? 1);
        scores[at] = 0;
        insert({ best, near: { at, likeness }, most });
      }
      return best;
    },
  };
}

function insert({ best, near, most }: { best: Near[]; near: Near; most: number }): void {
  const last = best[best.length - 1];
  if (best.length >= most && last !== undefined && last.likeness >= near.likeness) return;
  let low = 0;
  let high = best.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((best[middle]?.likeness ?? 0) >= near.likeness) low = middle + 1;
    else high = middle;
  }
  best.splice(low, 0, near);
  if (best.length > most) best.pop();
}
