import { describe, expect, it } from 'vitest';
import { makeTickets } from '../../../../e2e/fixtures/data.ts';
import { moreSteps, nextStep } from './steps.ts';
import { isTab, timeGone } from './tabs.ts';
import type { TicketRow } from '$lib/api/types.ts';

const HOUR = 3_600_000;
const noon = Date.UTC(2026, 10, 21, 6, 30);
const first = makeTickets(noon)[0]?.detail.ticket;
const row = (change: Partial<TicketRow>): TicketRow => {
  if (first === undefined) throw new Error('no fixture');
  return { ...first, urgency: 'normal', wroteAgainAt: null, dueAt: null, receivedAt: noon, ...change };
};
const only =
  (...capabilities: string[]) =>
  (capability: string) =>
    capabilities.includes(capability);

describe('the board', () => {
  it('knows its lists', () => {
    expect(['now', 'today', 'later', 'never', null].filter(isTab)).toEqual(['now', 'today', 'later']);
  });

  it('draws how much of the time is gone', () => {
    expect(timeGone({ row: row({ dueAt: noon + 4 * HOUR }), now: noon + HOUR })).toBe(0.25);
    expect(timeGone({ row: row({ dueAt: noon - HOUR }), now: noon })).toBe(1);
    expect(timeGone({ row: row({}), now: noon })).toBe(0);
  });

  it('offers one next step by state and by what the officer may do', () => {
    const station = only('ticket.act', 'ticket.transfer', 'ticket.reply', 'ticket.read');
    expect(nextStep({ row: row({ state: 'open' }), can: station })).toBe('take-up');
    expect(nextStep({ row: row({ state: 'in_process' }), can: station })).toBe('close');
    expect(nextStep({ row: row({ state: 'open' }), can: only('ticket.read') })).toBe('propose');
    const more = (change: Partial<TicketRow>, isStation = true, can = station) =>
      moreSteps({ row: row(change), can, isStation }).map(({ action }) => action);
    expect(more({ state: 'open' })).toEqual(['reply', 'bounce', 'note']);
    expect(more({ state: 'open', urgency: 'urgent' })).toEqual(['reply', 'note']);
    expect(more({ state: 'in_process', urgency: 'urgent' })).toEqual(['reply', 'transfer', 'note']);
    expect(more({ state: 'open' }, false)).toEqual(['reply', 'transfer', 'note']);
    expect(more({ state: 'open' }, false, only('ticket.read'))).toEqual(['note']);
  });
});
