import { expect, it } from 'vitest';
import type { TimelineAct, TimelinePost } from '$lib/api/incidents.ts';
import { told } from './told.ts';

const act = (ticket: string, batch: string | null, type = 'ticket.closed'): TimelineAct => ({
  ...{ kind: 'act', ticket, at: 1, type, tookBack: null, by: null, title: null },
  ...{ to: null, outcome: null, text: null, batch },
});
const post: TimelinePost = {
  ...{ kind: 'post', id: 'm', ticket: 'a', at: 2, voice: 'reporter' },
  ...{ text: 'x', language: 'en', handle: null, isGone: false },
};

it('tells what was done to many at once in one line, and everything else by itself', () => {
  const lines = told([
    act('a', 'one'),
    post,
    act('b', 'one'),
    act('b', 'one', 'ticket.undone'),
    act('c', null),
    act('d', null),
    act('e', 'other'),
  ]);
  expect(lines.map((line) => (line.kind === 'act' ? line.tickets : line.id))).toEqual([
    ['a', 'b'],
    'm',
    ['b'],
    ['c'],
    ['d'],
    ['e'],
  ]);
});
