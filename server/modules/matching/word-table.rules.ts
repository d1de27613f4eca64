/** Which words of one language stand for which of another. */
export interface WordTable {
  /** Chance of `target` where `source` stands, 0..1. */
  share(input: { readonly source: string; readonly target: string }): number;
  /** The likeliest targets of a word, best first, with their chances. */
  translate(source: string): readonly (readonly [string, number])[];
}

/** Words of a text and of its translation. */
export interface AlignedWords {
  readonly source: readonly string[];
  readonly target: readonly string[];
}

const ROUNDS = 6;
const FAINT = 0.01;
const SHOWN = 6;
/** Stands for words of the target that no word of the source calls for. */
const NOTHING = '';

type Shares = Map<string, Map<string, number>>;

function expectation({ pairs, shares }: { pairs: readonly AlignedWords[]; shares: Shares | null }): Shares {
  const counts: Shares = new Map();
  for (const { source, target } of pairs) {
    const sources = [NOTHING, ...source];
    for (const word of target) {
      const weights = sources.map((from) =>
        shares === null ? (from === word ? 4 : 1) : (shares.get(from)?.get(word) ?? 0),
      );
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      if (total === 0) continue;
      sources.forEach((from, at) => {
        const part = (weights[at] ?? 0) / total;
        if (part < 1e-4) return;
        let row = counts.get(from);
        if (row === undefined) counts.set(from, (row = new Map<string, number>()));
        row.set(word, (row.get(word) ?? 0) + part);
      });
    }
  }
  return counts;
}

function normalised(counts: Shares): Shares {
  for (const row of counts.values()) {
    let total = 0;
    for (const count of row.values()) total += count;
    for (const [word, count] of row) row.set(word, count / total);
  }
  return counts;
}

/** IBM model 1 (Brown et al. 1993) over pairs of texts; a word that stays itself starts with an advantage. */
export function learnWordTable(pairs: readonly AlignedWords[]): WordTable {
  let shares: Shares | null = null;
  for (let round = 0; round < ROUNDS; round++) shares = normalised(expectation({ pairs, shares }));
  const table = shares ?? new Map<string, Map<string, number>>();
  return {
    share: ({ source, target }) => table.get(source)?.get(target) ?? 0,
    translate: (source) =>
      [...(table.get(source) ?? [])]
        .filter(([, share]) => share >= FAINT)
        .sort((a, b) => b[1] - a[1])
        .slice(0, SHOWN),
  };
}
