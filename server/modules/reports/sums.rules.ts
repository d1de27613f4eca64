/** Numbers by the code of what was counted. */
export type Sums = Readonly<Record<string, number>>;

/** Sums that are being made. */
export type Adding = Record<string, number>;

/** Adds sums, as often as said: -1 takes them out. What comes to nothing is left out. */
export function addSums(into: Adding, sums: Sums, times = 1): void {
  for (const code in sums) {
    const value = (into[code] ?? 0) + (sums[code] ?? 0) * times;
    // A day holds few codes: nothing of what was taken out stays behind.
    if (value === 0) Reflect.deleteProperty(into, code);
    else into[code] = value;
  }
}

/** Sums by part: `c:theft`, `h:x`, `w`. */
export type Parts = Record<string, Adding>;

export function addParts(into: Parts, parts: Readonly<Record<string, Sums>>, times = 1): void {
  for (const part in parts) {
    const sums = (into[part] ??= {});
    addSums(sums, parts[part] ?? {}, times);
    if (isNothing(sums)) Reflect.deleteProperty(into, part);
  }
}

export function isNothing(record: Readonly<Record<string, unknown>>): boolean {
  for (const _ in record) return false;
  return true;
}

/** As they stand in a row, which this module wrote. */
export const readSums = (text: string): Adding => JSON.parse(text) as Adding;
export const readParts = (text: string): Parts => JSON.parse(text) as Parts;

/** Parts of one kind alone, out of a text that `writeParts` wrote: they stand in order, and no code looks like a part's name. */
export function readPart(text: string, letter: 'c:' | 'h:' | 'w'): Parts {
  const beginOf = (name: string): number => {
    const at = text.indexOf(name);
    return at < 0 ? text.length - 1 : at;
  };
  const channels = beginOf('"h:');
  const hours = beginOf('"w":{');
  const [from, to] = letter === 'c:' ? [1, channels] : letter === 'h:' ? [channels, hours] : [hours, text.length - 1];
  return JSON.parse(`{${text.slice(from, Math.max(from, to)).replace(/,$/, '')}}`) as Parts;
}

/** The same sums are always the same text. */
export const writeSums = (sums: Sums): string => JSON.stringify(sums, Object.keys(sums).sort());

export const writeParts = (parts: Parts): string =>
  `{${Object.keys(parts)
    .sort()
    .map((part) => `${JSON.stringify(part)}:${writeSums(parts[part] ?? {})}`)
    .join(',')}}`;
