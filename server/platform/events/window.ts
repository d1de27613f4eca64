/** A look ahead into a stream of values. */
export interface Window<T> {
  /** Fills up to `count` values ahead; fewer at the end. */
  fill(count: number): Promise<void>;
  at(index: number): T | undefined;
  take(): T | undefined;
  size(): number;
}

export function createWindow<T>(source: AsyncIterable<T>): Window<T> {
  const iterator = source[Symbol.asyncIterator]();
  let values: T[] = [];
  let start = 0;
  let ended = false;
  return {
    fill: async (count) => {
      while (!ended && values.length - start < count) {
        const next = await iterator.next();
        if (next.done) ended = true;
        else values.push(next.value);
      }
    },
    at: (index) => values[start + index],
    take: () => {
      const value = values[start];
      if (start < values.length) start += 1;
      if (start > 4096) {
        values = values.slice(start);
        start = 0;
      }
      return value;
    },
    size: () => values.length - start,
  };
}
