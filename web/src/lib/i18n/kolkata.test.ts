import { expect, it } from 'vitest';
import { fromField, toField } from './kolkata.ts';

it('reads and writes date fields by the clock in India, wherever the machine stands', () => {
  const at = Date.UTC(2026, 10, 26, 19, 0);
  expect(toField(at)).toBe('2026-11-27T00:30');
  expect(fromField('2026-11-27T00:30')).toBe(at);
  expect(fromField('2026-11-27')).toBe(at - 30 * 60_000);
  expect(fromField('')).toBeNull();
});
