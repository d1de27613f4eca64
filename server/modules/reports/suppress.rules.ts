/** Fewer cases than this are never told to the public: a neighbour could know whose they are. */
export const FEWEST = 5;

export type Cells = Readonly<Record<string, number>>;
/** Null: too few to be told, or it would tell what is too few. */
export type Told = Readonly<Record<string, number | null>>;

/**
 * Hides from one column of a table what is below `FEWEST` and what else must not be told, and as many more of the
 * smallest as it takes that the total less what is shown does not tell what is hidden: never one case alone, and never
 * fewer cases than `FEWEST` together. That nothing happened anywhere tells of nobody.
 */
export function suppress(cells: Cells, isSecret: (key: string) => boolean = () => false): Told {
  const ordered = Object.entries(cells).sort(([one, n], [other, m]) => n - m || (one < other ? -1 : 1));
  const isHidden = ([key, n]: [string, number]): boolean => n < FEWEST || isSecret(key);
  const hidden = new Set(ordered.filter(isHidden).map(([key]) => key));
  let together = [...hidden].reduce((sum, key) => sum + (cells[key] ?? 0), 0);
  for (const [key, n] of ordered) {
    if (together === 0 || (hidden.size > 1 && together >= FEWEST)) break;
    if (hidden.has(key)) continue;
    hidden.add(key);
    together += n;
  }
  return Object.fromEntries(Object.entries(cells).map(([key, n]) => [key, hidden.has(key) ? null : n]));
}

/** Whether a part may stand beside its whole: neither it nor what it leaves is too few. */
export const isTellable = ({ part, whole }: { part: number; whole: number }): boolean =>
  part >= FEWEST && (part === whole || whole - part >= FEWEST);
