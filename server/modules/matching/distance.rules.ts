import distances from 'natural/lib/natural/distance/levenshtein_distance.js';
import jaroWinkler from 'natural/lib/natural/distance/jaro-winkler_distance.js';

/** Letters to insert, delete or replace. For confirming a few candidates, not for scanning. */
export const levenshtein = (a: string, b: string): number => distances.LevenshteinDistance(a, b);

/** 0..1, kind to names that begin alike. */
export const nameLikeness = (a: string, b: string): number => jaroWinkler(a, b);

/** The same count as `levenshtein`, in two rows of numbers: for whole texts, thousands of them a second. */
export function editDistance(a: string, b: string): number {
  let before = Uint16Array.from({ length: b.length + 1 }, (_, at) => at);
  let now = new Uint16Array(b.length + 1);
  for (let row = 1; row <= a.length; row++) {
    now[0] = row;
    const letter = a.charCodeAt(row - 1);
    for (let at = 1; at <= b.length; at++) {
      const replaced = (before[at - 1] ?? 0) + (letter === b.charCodeAt(at - 1) ? 0 : 1);
      now[at] = Math.min(replaced, (before[at] ?? 0) + 1, (now[at - 1] ?? 0) + 1);
    }
    [before, now] = [now, before];
  }
  return before[b.length] ?? 0;
}
