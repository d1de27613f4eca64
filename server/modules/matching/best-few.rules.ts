/** Keeps the heaviest few of many offers, without an object for each. */
export interface BestFew {
  /** What an offer must outweigh to be kept. */
  readonly least: number;
  offer(value: number, weight: number): void;
  /** The values kept, heaviest first; empties it. */
  take(): { readonly value: number; readonly weight: number }[];
}

/** A heap of fixed size with the lightest on top. */
export function createBestFew(most: number): BestFew {
  const weights = new Float64Array(most);
  const values = new Float64Array(most);
  let size = 0;
  const place = (at: number, value: number, weight: number): void => {
    values[at] = value;
    weights[at] = weight;
  };
  function rise(value: number, weight: number): void {
    let at = size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((weights[parent] ?? 0) <= weight) break;
      place(at, values[parent] ?? 0, weights[parent] ?? 0);
      at = parent;
    }
    place(at, value, weight);
  }
  function sink(value: number, weight: number): void {
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (weights[child + 1] ?? 0) < (weights[child] ?? 0)) child++;
      if ((weights[child] ?? 0) >= weight) break;
      place(at, values[child] ?? 0, weights[child] ?? 0);
      at = child;
    }
    place(at, value, weight);
  }
  return {
    get least() {
      return size < most ? 0 : (weights[0] ?? 0);
    },
    offer(value, weight) {
      if (size < most) rise(value, weight);
      else if (weight > (weights[0] ?? 0)) sink(value, weight);
    },
    take() {
      const all = Array.from({ length: size }, (_, at) => ({ value: values[at] ?? 0, weight: weights[at] ?? 0 }));
      size = 0;
      return all.sort((a, b) => b.weight - a.weight);
    },
  };
}
