function hash(text: string): number {
  let value = 7;
  for (let at = 0; at < text.length; at++) value = (Math.imul(value, 31) + text.charCodeAt(at)) >>> 0;
  return value;
}

/** Puts pairs into folds so that a text is never in two of them; answers the fold of each pair. */
export function foldsByText({
  pairs,
  folds,
}: {
  pairs: readonly { readonly a: string; readonly b: string }[];
  folds: number;
}): number[] {
  const leaders = new Map<string, string>();
  const leaderOf = (text: string): string => {
    let current = text;
    for (let next = leaders.get(current); next !== undefined && next !== current; next = leaders.get(current))
      current = next;
    return current;
  };
  for (const { a, b } of pairs) {
    const [one, other] = [leaderOf(a), leaderOf(b)];
    if (one !== other) leaders.set(other, one);
  }
  return pairs.map(({ a }) => hash(leaderOf(a)) % folds);
}
