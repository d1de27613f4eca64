import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastNumber } from './seal-file.ts';

describe('the last line of the seal file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pukaar-seals-'));
    file = join(folder, 'seals.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const line = (number: number, length: number) => `{"number":${number},"rows":"${'x'.repeat(length)}"}\n`;

  it('is none where there is no file, or nothing that is a line', async () => {
    expect(await lastNumber(file)).toBe(0);
    writeFileSync(file, '{"number":1,"ro');
    expect(await lastNumber(file)).toBe(0);
    expect(readFileSync(file, 'utf8').endsWith('\n')).toBe(true);
  });

  it('is found in a file of any size, also behind what a crash cut short', async () => {
    writeFileSync(file, line(1, 10) + line(2, 300_000) + line(3, 300_000));
    expect(await lastNumber(file)).toBe(3);
    appendFileSync(file, line(4, 900_000));
    expect(await lastNumber(file)).toBe(4);
    appendFileSync(file, line(5, 900_000).slice(0, -3));
    expect(await lastNumber(file)).toBe(4);
    appendFileSync(file, line(5, 20));
    expect(await lastNumber(file)).toBe(5);
  });
});
