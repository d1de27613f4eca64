import type { Gatherer, Tx } from '../port.ts';

interface Gathered<T> {
  readonly write: Gatherer<T, unknown>;
  readonly items: readonly unknown[];
}

export interface Gathering<T> {
  add<Item>(write: Gatherer<T, Item>, items: readonly Item[]): void;
  mark(): number;
  /** Drops what came after the mark. */
  backTo(mark: number): void;
  /** Hands everything gathered to its writers and begins anew, whether they succeed or not. */
  write(): Promise<void>;
}

/** What a transaction leaves to its end, see `Tx.gather`. */
export function createGathering<T>(tx: Tx<T>): Gathering<T> {
  let gathered: Gathered<T>[] = [];
  return {
    add: (write, items) => {
      if (items.length > 0) gathered.push({ write: write as Gatherer<T, unknown>, items });
    },
    mark: () => gathered.length,
    backTo: (mark) => {
      gathered.length = mark;
    },
    write: async () => {
      const all = gathered;
      gathered = [];
      const writers = new Set(all.map(({ write }) => write));
      for (const write of writers)
        await write(
          tx,
          all.flatMap((one) => (one.write === write ? one.items : [])),
        );
    },
  };
}
