import { SIGNS } from '$lib/api/command.ts';
import type { Board, BoardRow, SignName } from '$lib/api/command.ts';

/** So many times the whole's share stands out, if it happened at least so often. */
const TIMES = 2;
const LEAST = 5;

/** Whether a unit closes in this way far more often than all together do. */
export function standsOut({ row, whole, sign }: { row: BoardRow; whole: Board; sign: SignName }): boolean {
  const own = row.signs?.[sign];
  const all = whole.signs[sign].share;
  return own !== undefined && own.share !== null && all !== null && own.n >= LEAST && own.share >= TIMES * all;
}

/** Units of which one of the signs stands out, in the order of the tree. */
export const tellingOf = (board: Board): BoardRow[] =>
  board.rows.filter((row) => SIGNS.some((sign) => standsOut({ row, whole: board, sign })));

/** Units below from which nothing came in the period: the one itself holds only what was not handed down. */
export const silentOf = (board: Board): BoardRow[] =>
  board.rows.filter(({ key, figures }) => key !== board.unit && figures.received === 0);
