import type { Board } from '$lib/api/command.ts';

const list = (params: Record<string, string>): string =>
  `/desk?${new URLSearchParams(params).toString().replace(/%2C/g, ',')}`;

/** The desk's lists that hold what a unit's figures count. */
export const listsOf = ({ unit, board: { from, to } }: { unit: string; board: Pick<Board, 'from' | 'to'> }) => ({
  received: list({ unit, from, until: to }),
  open: list({ state: 'open,in_process', unit }),
  overdue: list({ unit, overdue: '1' }),
});
