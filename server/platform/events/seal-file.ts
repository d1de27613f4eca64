import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import path from 'node:path';
import type { SealLine } from './seal.rules.ts';

export const sealFile = (dataDir: string): string => path.join(dataDir, 'seals.jsonl');

const NEWLINE = 0x0a;

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

/** A line of a full seal is about 150 KB. */
const TAIL = 512 * 1024;

/** Number of the last whole line among these bytes; null when none begins in them. */
function numberIn(bytes: Buffer, isWhole: boolean): number | null {
  const start = isWhole ? 0 : bytes.indexOf(NEWLINE) + 1;
  if (start === 0 && !isWhole) return null;
  for (const text of bytes.subarray(start).toString('utf8').split('\n').reverse()) {
    const line = parse(text);
    if (line) return line.number;
  }
  return null;
}

async function readTail(handle: FileHandle, { size, most }: { size: number; most: number }): Promise<number> {
  const length = Math.min(size, most);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  const number = numberIn(buffer, length === size);
  return number ?? (length === size ? 0 : readTail(handle, { size, most: most * 4 }));
}

/** Number of the last line; 0 when there is none. Reads only the end of the file. Ends a line that a crash cut short. */
export async function lastNumber(file: string): Promise<number> {
  const handle = await open(file, 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    if (size === 0) return 0;
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    if (buffer[0] !== NEWLINE) await handle.appendFile('\n');
    return await readTail(handle, { size, most: TAIL });
  } finally {
    await handle.close();
  }
}
