import type { Difference } from './event-likeness.rules.ts';
import type { PairVerdict } from './pair-score.rules.ts';
import type { TermKind } from './term-codes.rules.ts';

/** A word of a message that says something of an event. */
export interface SaidWord {
  readonly kind: TermKind;
  readonly spelling: string;
}

/** Why two tickets were put together, in the words of the newer one. */
export interface MatchReasons {
  readonly shared: readonly SaidWord[];
  readonly differences: readonly Difference[];
  /** Numbers, ages, amounts and names that the newer one brings: they must not be missed. */
  readonly fresh: readonly SaidWord[];
}

/** A stored signature. */
export interface SignedMessage {
  readonly id: string;
  /** Messages of different realms are never compared. */
  readonly realm: string;
  readonly bytes: Uint8Array;
}

/** An earlier message that another was found like. */
export interface FoundMessage {
  readonly id: string;
  /** 0..1. */
  readonly score: number;
  readonly decision: Exclude<PairVerdict['decision'], 'apart'>;
  readonly kind: 'copy' | 'event' | 'picture';
  readonly differences: readonly Difference[];
}

export interface TaggedText {
  readonly text: string;
  readonly tagged: readonly string[];
}

export interface ExplainedPair {
  readonly newer: TaggedText;
  readonly older: TaggedText;
  readonly differences: readonly Difference[];
}

/** The index over the messages of the last weeks: in a thread of its own at the desk, in the calling thread in tests. */
export interface MatchEngine {
  /** Takes messages that were matched before. */
  add(messages: readonly SignedMessage[]): Promise<void>;
  /** For each message those before it that it may belong with, best first; takes it too. May be asked twice. */
  find(messages: readonly SignedMessage[]): Promise<readonly (readonly FoundMessage[])[]>;
  explain(pairs: readonly ExplainedPair[]): Promise<readonly MatchReasons[]>;
  /** Forgets everything. */
  clear(): Promise<void>;
  close(): Promise<void>;
}
