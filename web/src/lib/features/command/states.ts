import type { BoardRow } from '$lib/api/command.ts';

export const STATES = ['open', 'in_process', 'closed', 'verified'] as const;

export interface StatePart {
  state: (typeof STATES)[number];
  n: number;
  /** In hundredths of the whole. */
  from: number;
  width: number;
}

/** What is open and in process now, and what was closed in the period: confirmed, or not yet. */
export function statesOf({ figures, now }: Pick<BoardRow, 'figures' | 'now'>): StatePart[] {
  const many = {
    open: Math.max(0, (now?.open ?? 0) - (now?.inProcess ?? 0)),
    in_process: now?.inProcess ?? 0,
    closed: Math.max(0, figures.closed - figures.verified),
    verified: figures.verified,
  };
  const total = STATES.reduce((sum, state) => sum + many[state], 0);
  let from = 0;
  return STATES.map((state) => {
    const width = total === 0 ? 0 : Math.round((many[state] / total) * 10_000) / 100;
    const part = { state, n: many[state], from, width };
    from += width;
    return part;
  });
}
