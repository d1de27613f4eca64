import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { predictByStages } from '../../cli/predict-stages.ts';
import { projectRoot } from '../../platform/root.ts';
import { SIREN_SCORE } from '../tickets/alarm.rules.ts';

const folder = path.join(process.env['PUKAAR_SHARED'] ?? path.join(projectRoot, '../shared'), 'eval');
const isHere = existsSync(path.join(folder, 'police-dev/messages.jsonl'));
if (!isHere) process.stdout.write('The labelled messages are not here: false sirens are not counted\n');

/** Of each public set so many lines at most, so that none speaks alone. */
const OF_EACH = 600;
const ALLOWED = 3 / 1000;

interface Read {
  readonly id: string;
  readonly label: string;
  readonly score: number;
}

const linesOf = (file: string): Record<string, unknown>[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const sirens = (lines: readonly Record<string, unknown>[]): Read[] =>
  (predictByStages({ task: 'urgency', lines }) as Read[]).filter(
    ({ label, score }) => label === 'life-risk' && score >= SIREN_SCORE,
  );

// Thousands of messages are read: how long that takes is measured elsewhere.
describe.skipIf(!isHere)('the siren', { timeout: 120_000 }, () => {
  it('sounds for two fifths of the dangers of a police desk at once, and for nothing else there', () => {
    const lines = linesOf(path.join(folder, 'police-dev/messages.jsonl'));
    const red = new Set(lines.filter(({ urgency }) => urgency === 'life-risk').map(({ id }) => id));
    const heard = sirens(lines);
    expect(heard.filter(({ id }) => !red.has(id))).toEqual([]);
    expect(heard.length).toBeGreaterThanOrEqual(red.size * 0.4);
  });

  it('sounds at most three times in a thousand among what people write about other things', () => {
    const lines = readdirSync(path.join(folder, 'public'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(path.join(folder, 'public', entry.name, 'dev.jsonl')))
      .flatMap(({ name }) =>
        linesOf(path.join(folder, 'public', name, 'dev.jsonl'))
          .filter(({ text }) => typeof text === 'string' && text.length > 15)
          .slice(0, OF_EACH)
          .map(({ text }, at) => ({ id: `${name}/${at}`, text })),
      );
    const heard = sirens(lines);
    process.stdout.write(`${heard.length} sirens in ${lines.length} messages that are none of the police's\n`);
    expect(lines.length).toBeGreaterThan(3000);
    expect(heard.length / lines.length).toBeLessThanOrEqual(ALLOWED);
  });
});
