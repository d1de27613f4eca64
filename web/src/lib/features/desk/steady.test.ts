import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Steady } from './steady.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('answers many calls once, soon after the first, and then no faster than it may', async () => {
  let done = 0;
  const steady = new Steady({ pause: 100, between: 1000, work: () => Promise.resolve(void (done += 1)) });
  for (let call = 0; call < 20; call += 1) steady.soon();
  await vi.advanceTimersByTimeAsync(99);
  expect(done).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(done).toBe(1);
  for (let call = 0; call < 50; call += 1) {
    steady.soon();
    await vi.advanceTimersByTimeAsync(20);
  }
  expect(done).toBe(2);
  await vi.advanceTimersByTimeAsync(5000);
  expect(done).toBe(2);
});

it('does what it was asked for last, also after a work that failed, and nothing after its end', async () => {
  let done = 0;
  const steady = new Steady({
    pause: 10,
    between: 20,
    work: () => Promise.reject(new Error(String((done += 1)))).catch(() => undefined),
  });
  steady.soon();
  await vi.advanceTimersByTimeAsync(10);
  steady.soon();
  await vi.advanceTimersByTimeAsync(20);
  expect(done).toBe(2);
  steady.soon();
  steady.stop();
  await vi.advanceTimersByTimeAsync(100);
  expect(done).toBe(2);
});
