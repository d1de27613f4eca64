/** How the words of two texts lie beside each other when the longest common order of words is kept. */
export interface Alignment {
  /** Words in the longest common order. */
  readonly common: number;
  /** Longest unbroken run of equal words. */
  readonly run: number;
  /** Stretches where one text has words that the other replaces by its own; both sides non-empty. */
  readonly replaced: readonly { readonly a: readonly string[]; readonly b: readonly string[] }[];
  /** Stretches that only one text has. */
  readonly inserted: readonly (readonly string[])[];
}

const MOST_WORDS = 80;

/** Aligns two lists of words; reads the first eighty of each. */
export function alignWords(left: readonly string[], right: readonly string[]): Alignment {
  const a = left.slice(0, MOST_WORDS);
  const b = right.slice(0, MOST_WORDS);
  const width = b.length + 1;
  const table = new Uint8Array((a.length + 1) * width);
  const runs = new Uint8Array((a.length + 1) * width);
  let run = 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j;
      const isSame = a[i] === b[j];
      table[at] = isSame ? (table[at + width + 1] ?? 0) + 1 : Math.max(table[at + width] ?? 0, table[at + 1] ?? 0);
      runs[at] = isSame ? (runs[at + width + 1] ?? 0) + 1 : 0;
      run = Math.max(run, runs[at] ?? 0);
    }
  const replaced: { a: string[]; b: string[] }[] = [];
  const inserted: string[][] = [];
  let onlyA: string[] = [];
  let onlyB: string[] = [];
  const close = (): void => {
    if (onlyA.length > 0 && onlyB.length > 0) replaced.push({ a: onlyA, b: onlyB });
    else if (onlyA.length + onlyB.length > 0) inserted.push([...onlyA, ...onlyB]);
    onlyA = [];
    onlyB = [];
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      close();
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && (table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0)))
      onlyA.push(a[i++] ?? '');
    else onlyB.push(b[j++] ?? '');
  }
  close();
  return { common: table[0] ?? 0, run, replaced, inserted };
}
