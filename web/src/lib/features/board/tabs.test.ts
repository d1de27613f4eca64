import { describe, expect, it } from 'vitest';
import { makeTickets } from '../../../../e2e/fixtures/data.ts';
import { sortByClock, tabOf, timeGone } from './tabs.ts';
import type { TicketRow } from '$lib/api/types.ts';

const HOUR = 3_600_000;
const noon = Date.UTC(2026, 10, 21, 6, 30);
const first = makeTickets(noon)[0]?.detail.ticket;
const row = (change: Partial<TicketRow>): TicketRow => {
  if (first === undefined) throw new Error('no fixture');
  return { ...first, urgency: 'normal', wroteAgainAt: null, dueAt: null, receivedAt: noon, ...change };
};

describe('the board', () => {
  it('sorts into now, today and later by Indian midnight', () => {
    expect(tabOf({ row: row({ dueAt: noon - HOUR }), now: noon })).toBe('now');
    expect(tabOf({ row: row({ dueAt: noon + HOUR }), now: noon })).toBe('now');
    expect(tabOf({ row: row({ dueAt: noon + 11 * HOUR }), now: noon })).toBe('today');
    expect(tabOf({ row: row({ dueAt: noon + 12 * HOUR }), now: noon })).toBe('later');
    expect(tabOf({ row: row({}), now: noon })).toBe('later');
  });

  it('puts danger and citizens who wrote again to the front', () => {
    expect(tabOf({ row: row({ urgency: 'life-risk' }), now: noon })).toBe('now');
    expect(tabOf({ row: row({ wroteAgainAt: noon }), now: noon })).toBe('now');
    const sorted = sortByClock([
      row({ id: 'a', dueAt: noon }),
      row({ id: 'b', urgency: 'life-risk' }),
      row({ id: 'c', dueAt: noon - 1 }),
    ]);
    expect(sorted.map(({ id }) => id)).toEqual(['b', 'c', 'a']);
  });

  it('draws how much of the time is gone', () => {
    expect(timeGone({ row: row({ dueAt: noon + 4 * HOUR }), now: noon + HOUR })).toBe(0.25);
    expect(timeGone({ row: row({ dueAt: noon - HOUR }), now: noon })).toBe(1);
  });
});
