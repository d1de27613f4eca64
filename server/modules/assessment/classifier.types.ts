/** A message as classifiers see it. */
export interface Features {
  /** Hashes of everything countable in the message, each once. */
  readonly ids: Int32Array;
  /** How often each of `ids` occurs; absent: once. */
  readonly counts?: Float32Array;
  /** Folded words in their order. */
  readonly words: readonly string[];
}

export interface ScoredLabel {
  readonly label: string;
  /** 0..1; the scores of one message add up to 1. */
  readonly score: number;
}

/** Gives every label a score, best first. What stands behind it may be exchanged. */
export interface TextClassifier {
  classify(features: Features): readonly ScoredLabel[];
}

/** A classifier that can say how much one feature speaks for a label against the rest. */
export interface ExplainableClassifier extends TextClassifier {
  weightOf(input: { feature: number; label: string }): number;
}

/** A classifier that can be kept as bytes and read back by the function that belongs to it. */
export interface StoredClassifier extends ExplainableClassifier {
  toBytes(): Uint8Array;
}

/** One text with its label, to learn from. */
export interface Example {
  readonly features: Features;
  readonly label: string;
  /** 1 is a label to be trusted; less, one that counts for less. */
  readonly weight: number;
  /** Near copies share one: they are never learnt from and measured on at once. */
  readonly group?: string;
}
