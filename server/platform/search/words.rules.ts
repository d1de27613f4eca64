const SEPARATOR = /[^\p{L}\p{N}\p{Co}\p{Mn}\p{Mc}]+/u;

/** Nobody looks for a longer word, and PostgreSQL refuses a row for one of 2,047 bytes. */
const LONGEST = 100;

/** The words that are indexed and looked for: letters, digits and their marks; vowel signs belong to their letter. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(SEPARATOR)
      .flatMap((word) => (word === '' ? [] : [word.slice(0, LONGEST)])),
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
