import { describe, expect, it } from 'vitest';
import { makeTickets } from '../../../../e2e/fixtures/data.ts';
import type { TicketDetail } from '$lib/api/types.ts';
import { suggestionOf } from './suggestion.ts';

const details = makeTickets(1_790_000_000_000).map(({ detail }) => detail);
const find = (fits: (detail: TicketDetail) => boolean): TicketDetail => {
  const found = details.find(fits);
  if (found === undefined) throw new Error('no such fixture');
  return found;
};

describe('suggestionOf', () => {
  it('accepts a prediction to act: the unit, the category, the urgency', () => {
    const detail = find(
      ({ ticket, predictions }) =>
        ticket.state === 'received' && ticket.suggested !== null && predictions[0]?.answer === 'act',
    );
    expect(suggestionOf(detail)).toEqual({
      action: 'open',
      body: { owner: detail.ticket.suggested?.id, urgency: detail.ticket.urgency, category: detail.ticket.category },
    });
  });

  it('offers "not for us" with its reason', () => {
    const detail = find(
      ({ ticket, predictions }) => ticket.state === 'received' && predictions[0]?.answer === 'not-for-us',
    );
    expect(suggestionOf(detail)?.action).toBe('not-for-us');
  });

  it('is silent where the unit is missing or the officer may not', () => {
    const sure = find(({ ticket, predictions }) => ticket.state === 'received' && predictions[0]?.answer === 'act');
    const detail = { ...sure, ticket: { ...sure.ticket, suggested: null } };
    expect(suggestionOf(detail)).toBeNull();
    expect(suggestionOf({ ...detail, actions: [] })).toBeNull();
  });

  it('never opens by one key what was put aside', () => {
    const detail = find(({ ticket }) => ticket.state === 'not_for_us');
    expect(suggestionOf({ ...detail, actions: ['open', 'reopen', 'note'] })).toBeNull();
  });

  it('takes the next step of an opened docket', () => {
    expect(suggestionOf(find(({ ticket }) => ticket.state === 'open'))?.action).toBe('take-up');
    expect(suggestionOf(find(({ ticket }) => ticket.state === 'closed'))?.action).toBe('verify');
    expect(suggestionOf(find(({ ticket }) => ticket.state === 'in_process'))).toBeNull();
  });
});
