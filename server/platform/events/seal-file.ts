import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import path from 'node:path';
import type { SealLine } from './seal.rules.ts';

export const sealFile = (dataDir: string): string => path.join(dataDir, 'seals.jsonl');

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Appends lines and waits until they are on the disk. */
export async function appendLines(file: string, lines: readonly SealLine[]): Promise<void> {
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.appendFile(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The file's lines up to a length that was read before the database. What a crash cut short is left out: it is written again. */
export async function* readLines(file: string, end?: number): AsyncGenerator<SealLine> {
  if (end === 0) return;
  const input = createReadStream(file, { encoding: 'utf8', ...(end === undefined ? {} : { end: end - 1 }) });
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) {
      const line = parse(text);
      if (line) yield line;
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function parse(text: string): SealLine | null {
  try {
    return JSON.parse(text) as SealLine;
  } catch {
    return null;
  }
}

/** Number of the last line; 0 when there is none. Ends a line that a crash cut short. */
export async function lastNumber(file: string): Promise<number> {
  let last = 0;
  for await (const line of readLines(file)) last = line.number;
  const handle = await open(file, 'a+', 0o600);
  const { size } = await handle.stat();
  const end = Buffer.alloc(1);
  if (size > 0) await handle.read(end, 0, 1, size - 1);
  if (size > 0 && end.toString() !== '\n') await handle.appendFile('\n');
  await handle.close();
  return last;
}
