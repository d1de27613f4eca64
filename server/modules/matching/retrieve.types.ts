export interface Candidate {
  readonly id: string;
  readonly text: string;
}

/** Finds the texts nearest to a query; made once for a list of candidates. */
export interface Retriever {
  /** Ids, best first, up to ten, and with how many candidates the query was compared. */
  rank(query: string): { readonly ranked: readonly string[]; readonly compared: number };
}

/** Two texts that say the same, in two languages or spellings. */
export interface SameText {
  readonly query: string;
  readonly candidate: string;
}
