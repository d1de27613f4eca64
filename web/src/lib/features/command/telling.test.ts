import { describe, expect, it } from 'vitest';
import type { Board, BoardRow, Figures, Signs } from '$lib/api/command.ts';
import { silentOf, tellingOf } from './telling.ts';

const spread = { n: 0, median: null, p90: null };
const figures = (received: number): Figures => ({
  ...{
    received,
    closed: 0,
    verified: 0,
    opened: 0,
    reopened: 0,
    falseClosures: 0,
    transfers: 0,
    bounces: 0,
    cameBack: 0,
  },
  ...{ audited: 0, auditedFalse: 0 },
  satisfaction: { answers: 0, asked: 0, share: null, responseRate: null },
  ...{ outcomes: {}, breaches: {}, firstResponse: spread, timeToAction: spread, timeToClose: spread, paused: spread },
});
const signs = (n: number, of: number): Signs => {
  const sign = { n, of, share: of < 20 ? null : n / of };
  const none = { n: 0, of, share: of < 20 ? null : 0 };
  return { closedQuickly: sign, closedWithoutPhoto: none, notFound: none, reopenRate: none };
};
const row = (key: string, received: number, own: Signs): BoardRow => ({
  ...{ key, few: false, figures: figures(received), signs: own },
});
const board = (rows: BoardRow[]): Board => ({
  ...{ unit: 'whole', from: '2026-11-01', to: '2026-11-07', figures: figures(9), rows, handles: [], at: 0 },
  before: { from: '2026-10-25', to: '2026-10-31', figures: figures(9) },
  now: { open: 0, inProcess: 0, ages: [], overdue: 0 },
  ...{ signs: signs(10, 100), isComplete: true },
});

describe('what stands out', () => {
  it('is twice as often as everywhere, of enough, and often enough', () => {
    const whole = board([
      row('twice', 50, signs(10, 50)),
      row('less', 50, signs(9, 50)),
      row('few', 19, signs(19, 19)),
      row('seldom', 20, signs(4, 20)),
    ]);
    expect(tellingOf(whole).map(({ key }) => key)).toEqual(['twice']);
  });

  it('is a unit from which nothing came, never the one itself', () => {
    const whole = board([row('quiet', 0, signs(0, 0)), row('loud', 3, signs(0, 0)), row('whole', 0, signs(0, 0))]);
    expect(silentOf(whole).map(({ key }) => key)).toEqual(['quiet']);
  });
});
