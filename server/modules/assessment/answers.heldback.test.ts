import { expect, it } from 'vitest';
import { assessText, heldBack, shareOf } from './heldback.testing.ts';

interface HeldBack {
  /** `act`, or the reason why not. */
  readonly label: string;
  readonly language: string;
  readonly text: string;
}

// Where it happened is for the places to say; the words of such a message are those of any plea.
const rows = heldBack<HeldBack>('answers').filter(({ label }) => label !== 'other-jurisdiction');
const isNeeded = ({ label }: HeldBack): boolean => label === 'act' || label === 'no-details';
const needed = rows.filter(isNeeded);
const noise = rows.filter((row) => !isNeeded(row));

const read = ({ text }: HeldBack) => assessText(text);

it('lets a person see nearly all that matters of messages that taught it nothing, and filters most of the rest', () => {
  const isKept = (row: HeldBack): boolean => read(row).answer !== 'not-for-us';
  expect(shareOf(needed, isKept)).toBeGreaterThanOrEqual(0.98);
  expect(
    shareOf(
      needed.filter(({ label }) => label === 'no-details'),
      isKept,
    ),
  ).toBeGreaterThanOrEqual(0.95);
  expect(shareOf(noise, (row) => !isKept(row))).toBeGreaterThanOrEqual(0.6);
});

it('says for most of what it filters the reason that a person gave', () => {
  const filtered = noise.filter((row) => read(row).answer === 'not-for-us');
  expect(shareOf(filtered, (row) => read(row).reason === row.label)).toBeGreaterThanOrEqual(0.85);
});

it('asks back where too little is said, and acts where enough is', () => {
  const kept = needed.filter((row) => read(row).answer !== 'not-for-us');
  expect(shareOf(kept, (row) => (read(row).answer === 'ask-back') === (row.label === 'no-details'))).toBeGreaterThan(
    0.9,
  );
});

it('gives probabilities that mean what they say', () => {
  const scored = rows.map((row) => ({ score: read(row).score, truth: isNeeded(row) ? 1 : 0 }));
  const brier = scored.reduce((sum, { score, truth }) => sum + (score - truth) ** 2, 0) / scored.length;
  expect(brier).toBeLessThan(0.08);
});
