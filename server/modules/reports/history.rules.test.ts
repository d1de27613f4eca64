import { describe, expect, it } from 'vitest';
import { readHistory, type Told } from './history.rules.ts';

const HOUR = 60 * 60_000;

/** Events an hour after one another, each of a type and with its data. */
const told = (...events: readonly (readonly [string, Record<string, unknown>?])[]): Told[] =>
  events.map(([name, data = {}], index) => ({
    ...{ seq: index + 1, at: (index + 1) * HOUR, type: `ticket.${name}`, actor: 'officer:off_1', data },
  }));
const OPENED = ['opened', { owner: 'u_a', after: { state: 'open', owner: 'u_a' } }] as const;
const pausedFor = (hours: number) => ['paused', { pause: 'pau_1', until: (2 + hours) * HOUR }] as const;
const actsOf = (events: readonly Told[], kind: string) =>
  readHistory(events).acts.flatMap((act) => (act.kind === kind ? [[act.unit, act.detail, act.at]] : []));

describe('how long a docket waited', () => {
  const ends = [
    ['resumed', { pause: 'pau_1', ending: 'officer' }],
    ['closed', { after: { state: 'closed' } }],
    ['corrected', { after: { urgency: 'life-risk' } }],
    ['wrote-again', { urgency: 'life-risk', state: 'open' }],
  ] as const;
  it.each(ends)('ends with %s, at the unit that let it wait', (name, data) => {
    const events = told(OPENED, pausedFor(50), ['transferred', { after: { owner: 'u_b' } }], [name, data]);
    expect(actsOf(events, 'paused')).toEqual([['u_a', String(2 * HOUR), 4 * HOUR]]);
  });

  it('is no longer than it may, however late that is noticed', () => {
    const events = told(OPENED, pausedFor(1), ['noted'], ['noted'], ['resumed', { pause: 'pau_1', ending: 'cap' }]);
    expect(actsOf(events, 'paused')).toEqual([['u_a', String(HOUR), 3 * HOUR]]);
  });

  it('is nothing while it waits, and nothing of what was taken back', () => {
    expect(actsOf(told(OPENED, pausedFor(50), ['noted']), 'paused')).toEqual([]);
    const never = told(
      OPENED,
      pausedFor(50),
      ['undone', { of: 2, after: {} }],
      ['closed', { after: { state: 'closed' } }],
    );
    expect(actsOf(never, 'paused')).toEqual([]);
    const on = told(
      ...[OPENED, pausedFor(50)],
      ...([
        ['resumed', { pause: 'pau_1' }],
        ['undone', { of: 3, after: {} }],
      ] as const),
      ['resumed', { pause: 'pau_1' }],
    );
    expect(actsOf(on, 'paused')).toEqual([['u_a', String(3 * HOUR), 5 * HOUR]]);
  });
});

describe('a docket that is bounced', () => {
  it('counts at whoever offered it, and comes back to him', () => {
    const events = told(
      OPENED,
      ['offered', { after: { offered: 'u_b' } }],
      ['offer-returned'],
      ['offered'],
      ['transferred', { after: { owner: 'u_b', offered: null } }],
    );
    expect(actsOf(events, 'bounced').map(([unit]) => unit)).toEqual(['u_a', 'u_a']);
    expect(actsOf(events, 'came-back').map(([unit]) => unit)).toEqual(['u_a']);
  });

  it('counts too when it goes up the third time, and not when it was taken back', () => {
    const up = told(OPENED, ['transferred', { handedUp: true, after: { owner: 'u_up' } }]);
    expect(actsOf(up, 'bounced').map(([unit]) => unit)).toEqual(['u_a']);
    expect(actsOf(told(OPENED, ['offered'], ['undone', { of: 2 }]), 'bounced')).toEqual([]);
  });
});
