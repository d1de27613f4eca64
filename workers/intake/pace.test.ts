import { expect, it } from 'vitest';
import { createPace } from './pace.ts';

const LIMITS = { least: 4, most: 32, aimMs: 10 };

it('holds as many as fit into the time, at once fewer, and more by and by', () => {
  const pace = createPace(LIMITS);
  expect(pace.size()).toBe(32);
  pace.took({ many: 32, ms: 40 });
  expect(pace.size()).toBe(8);
  pace.took({ many: 8, ms: 1 });
  expect(pace.size()).toBe(10);
  for (let round = 0; round < 20; round += 1) pace.took({ many: pace.size(), ms: pace.size() / 4 });
  expect(pace.size()).toBe(32);
});

it('keeps to its bounds, and learns nothing from a rest', () => {
  const pace = createPace(LIMITS);
  pace.took({ many: 32, ms: 10_000 });
  expect(pace.size()).toBe(4);
  pace.took({ many: 1, ms: 9 });
  expect(pace.size()).toBe(4);
  pace.took({ many: 4, ms: 0 });
  expect(pace.size()).toBe(5);
});
