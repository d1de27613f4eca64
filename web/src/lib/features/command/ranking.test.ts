import { describe, expect, it } from 'vitest';
import type { BoardRow } from '$lib/api/command.ts';
import { groupsOf, orderOf } from './ranking.ts';

const none = { n: 0, median: null, p90: null };
const row = (key: string, { received = 0, closed = 0, verified = 0, open = 0 }): BoardRow => ({
  key,
  few: received < 20,
  figures: {
    ...{ received, closed, verified, opened: 0, reopened: 0, falseClosures: 0, transfers: 0, bounces: 0, cameBack: 0 },
    ...{ audited: 0, auditedFalse: 0 },
    satisfaction: { answers: 0, asked: 0, share: null, responseRate: null },
    ...{ outcomes: {}, breaches: {}, firstResponse: none, timeToAction: none, timeToClose: none, paused: none },
  },
  now: { open, inProcess: 0, ages: [], overdue: 0 },
});
const read = (rows: BoardRow[], search: string) =>
  groupsOf({ rows, order: orderOf(new URLSearchParams(search)) }).map(({ from, places }) => [
    from,
    ...places.map((place) => `${place.row.key}${place.rank ?? ''}`),
  ]);

describe('ranking', () => {
  const rows = [
    row('small', { received: 19, closed: 10, verified: 10 }),
    row('a', { received: 20, closed: 10, verified: 5, open: 3 }),
    row('b', { received: 99, closed: 10, verified: 5, open: 9 }),
    row('c', { received: 30, closed: 10, verified: 1 }),
    row('none', { received: 40 }),
    row('big', { received: 600, closed: 100, verified: 20 }),
  ];

  it('ranks units only beside those with as much to do, and none with too little', () => {
    expect(read(rows, 'sort=verified')).toEqual([
      [500, 'big1'],
      [20, 'a1', 'b1', 'c3', 'none'],
      [0, 'small'],
    ]);
    expect(read(rows, 'sort=verified&way=up')[1]).toEqual([20, 'c1', 'a2', 'b2', 'none']);
  });

  it('puts quantities in order without a rank, and leaves the tree as it is', () => {
    expect(read(rows, 'sort=open')).toEqual([[null, 'b', 'a', 'small', 'c', 'none', 'big']]);
    expect(read(rows, 'sort=other')).toEqual([[null, 'small', 'a', 'b', 'c', 'none', 'big']]);
  });
});
