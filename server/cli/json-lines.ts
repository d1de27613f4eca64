import { readFileSync, writeFileSync } from 'node:fs';

/** One object of a JSON Lines file; what is inside is checked where it is read. */
export type Line = Readonly<Record<string, unknown>>;

const isLine = (value: unknown): value is Line => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads JSON Lines; throws with the number of the first line that is not an object. */
export function readLines(file: string): Line[] {
  const lines: Line[] = [];
  readFileSync(file, 'utf8')
    .split('\n')
    .forEach((text, at) => {
      if (text.trim() === '') return;
      let value: unknown;
      try {
        value = JSON.parse(text);
      } catch {
        throw new Error(`${file}, line ${at + 1}: not JSON`);
      }
      if (!isLine(value)) throw new Error(`${file}, line ${at + 1}: not an object`);
      lines.push(value);
    });
  return lines;
}

export function writeLines({ file, lines }: { file: string; lines: readonly object[] }): void {
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** Of several lines with one id the first counts. */
export function firstOfEach(lines: readonly Line[]): Line[] {
  const seen = new Set<string>();
  return lines.filter((line) => {
    const id = textOf(line['id']);
    if (id === '') return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}
