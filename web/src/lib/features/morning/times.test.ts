import { describe, expect, it } from 'vitest';
import { clockOf, dayNames, minuteOf } from './times.ts';

describe('times of the morning page', () => {
  it('are read as they are written', () => {
    for (const minute of [0, 59, 480, 1439]) expect(minuteOf(clockOf(minute))).toBe(minute);
    expect(clockOf(485)).toBe('08:05');
    expect(dayNames('en')[0]).toBe('Monday');
    expect(dayNames('hi')).toHaveLength(7);
  });
});
