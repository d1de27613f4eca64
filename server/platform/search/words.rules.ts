const SEPARATOR = /[^\p{L}\p{N}\p{Co}\p{Mn}\p{Mc}]+/u;

/** The words that are indexed and looked for: letters, digits and their marks; vowel signs belong to their letter. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(SEPARATOR)
      .filter((word) => word !== ''),
  ),
];

/** The words of a query in its order; the last may be the beginning of a word, as may what stands for it. Null: nothing can match. */
export function queryWords(
  tokens: readonly string[],
  endings: readonly string[] = [],
): { readonly whole: readonly string[]; readonly prefixes: readonly string[] } | null {
  const words = tokens.flatMap((token) => wordsOf(token));
  const prefix = words.at(-1);
  if (prefix === undefined) return null;
  const prefixes = [...new Set([prefix, ...endings.flatMap((ending) => wordsOf(ending))])];
  return { whole: words.slice(0, -1), prefixes };
}
