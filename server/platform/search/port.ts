import type { Read, Tx } from '../../schema.ts';

export interface SearchDocument {
  readonly num: number;
  /** Folded words, docket number parts. */
  readonly tokens: string;
  /** Units that may see it. */
  readonly units: readonly string[];
  /** The ticket is made in this transaction: nothing stands there to be replaced. */
  readonly fresh?: boolean;
}

/** Full text over folded tokens, bounded by units inside the query, newest first. */
export interface Search {
  /** Writes or replaces documents in the caller's transaction. */
  index(tx: Tx, documents: readonly SearchDocument[]): Promise<void>;
  remove(tx: Tx, nums: readonly number[]): Promise<void>;
  /** Numbers of tickets that hold every token (prefixes allowed for the last), visible to one of the units, below `before`. */
  find(
    read: Read,
    query: {
      readonly tokens: readonly string[];
      /** What else the last token may stand for, as beginnings of words. */
      readonly endings?: readonly string[];
      readonly units: readonly string[];
      readonly before: number | null;
      readonly limit: number;
    },
  ): Promise<readonly number[]>;
}
