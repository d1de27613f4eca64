import columns from '../../data/reports/columns.json';
import type { Locale } from '../officers/actor.types.ts';
import type { Board } from './reports.schemas.ts';

/** A moment, in epoch milliseconds: a date where a sheet knows dates, else written as here. */
export interface MomentCell {
  readonly at: number;
}

export type Cell = string | number | MomentCell | null;

/** A table as it is taken away. */
export interface Sheet {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A long one, a page of rows at a time. */
export interface SheetPages {
  readonly head: readonly string[];
  readonly pages: AsyncIterable<readonly (readonly Cell[])[]>;
}

type Row = Pick<Board['rows'][number], 'figures' | 'before' | 'now' | 'signs'> & { readonly name: string };
type Column = keyof typeof columns;

const MINUTE = 60_000;
const minutes = (length: number | null): Cell => (length === null ? null : Math.round(length / MINUTE));
const percent = (share: number | null): Cell => (share === null ? null : Math.round(share * 100));

const CELLS: Record<Column, (row: Row) => Cell> = {
  unit: ({ name }) => name,
  received: ({ figures }) => figures.received,
  receivedBefore: ({ before }) => before?.received ?? null,
  open: ({ now }) => now?.open ?? null,
  inProcess: ({ now }) => now?.inProcess ?? null,
  overdue: ({ now }) => now?.overdue ?? null,
  closed: ({ figures }) => figures.closed,
  verified: ({ figures }) => figures.verified,
  answered: ({ figures }) => figures.firstResponse.n,
  median: ({ figures }) => minutes(figures.firstResponse.median),
  p90: ({ figures }) => minutes(figures.firstResponse.p90),
  reopened: ({ figures }) => figures.reopened,
  falseClosures: ({ figures }) => figures.falseClosures,
  bounces: ({ figures }) => figures.bounces,
  cameBack: ({ figures }) => figures.cameBack,
  paused: ({ figures }) => figures.paused.n,
  pausedMedian: ({ figures }) => minutes(figures.paused.median),
  satisfaction: ({ figures }) => percent(figures.satisfaction.share),
  answers: ({ figures }) => figures.satisfaction.answers,
  responseRate: ({ figures }) => percent(figures.satisfaction.responseRate),
  audited: ({ figures }) => figures.audited,
  auditedFalse: ({ figures }) => figures.auditedFalse,
  closedQuickly: ({ figures }) => figures.closedQuickly,
  closedWithoutPhoto: ({ figures }) => figures.closedWithoutPhoto,
  notFound: ({ figures }) => figures.outcomes.not_found ?? 0,
};

const nameIn = (names: NonNullable<Board['rows'][number]['names']>, locale: Locale): string =>
  locale === 'mr' ? (names.mr ?? names.hi) : names[locale];

const OWN_DESK: Record<Locale, (name: string) => string> = {
  en: (name) => `${name}: at its own desk`,
  hi: (name) => `${name}: अपनी डेस्क पर`,
  mr: (name) => `${name}: स्वतःच्या डेस्कवर`,
};

/** The units of a board as its page shows them, and the whole of them in the last row. */
export function sheetOf(board: Board, { locale, whole }: { locale: Locale; whole: string }): Sheet {
  const keys = Object.keys(CELLS) as Column[];
  const rows: Row[] = [
    ...board.rows.map((row) => {
      const name = row.names ? nameIn(row.names, locale) : row.key;
      // What stands at the unit's own desk is a part of it, and must not be taken for the whole.
      return { ...row, name: row.key === board.unit ? OWN_DESK[locale](name) : name };
    }),
    { name: whole, figures: board.figures, before: board.before.figures, now: board.now, signs: board.signs },
  ];
  return {
    head: keys.map((key) => columns[key][locale]),
    rows: rows.map((row) => keys.map((key) => CELLS[key](row))),
  };
}
