import { fail } from '../../platform/errors.ts';
import type { Actor, Locale } from '../officers/actor.types.ts';
import { actorName, postsWith, requirePost } from '../officers/officers.rules.ts';
import { listTickets, type ListInput } from '../tickets/list.usecases.ts';
import { presentRow } from '../tickets/present.rules.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { csvStreamOf } from './csv.rules.ts';
import { MIMES, type ExportFormat } from './export.usecases.ts';
import type { Cell, SheetPages } from './sheet.rules.ts';
import { ticketCells, ticketHead } from './ticket-sheet.rules.ts';
import { xlsxStreamOf } from './xlsx.rules.ts';

/** Tickets of one page: few enough that officers are answered in between. */
const PAGE = 200;
/** What a spreadsheet of an office PC still opens. */
const MOST = 200_000;

export type ExportFilter = Omit<ListInput, 'actor' | 'before' | 'limit'>;

/** A file while it is written. */
export interface Streamed {
  readonly name: string;
  readonly mime: string;
  readonly bytes: AsyncGenerator<Uint8Array>;
}

interface Asked {
  readonly actor: Actor;
  readonly filter: ExportFilter;
  readonly format: ExportFormat;
  readonly locale: Locale;
  /** Who asks, as he stands at this moment; null once he is signed out. */
  readonly renew: () => Promise<Actor | null>;
}

/** Whether he may still read through every post through which he asked: a file goes on by no right that is gone. */
function isStillHis(asked: Actor, now: Actor | null): boolean {
  if (now?.officer !== asked.officer) return false;
  const held = new Set(postsWith(now, 'ticket.read').map(({ position }) => position));
  return postsWith(asked, 'ticket.read').every(({ position }) => held.has(position));
}

/** What the file was asked by: codes and ids, and of words searched for that there were some. */
function filterData({ q, ...filter }: ExportFilter): Record<string, unknown> {
  const set = Object.entries(filter).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(set), ...(q ? { words: true } : {}) };
}

interface Done {
  readonly rows: number;
  readonly isWhole: boolean;
  readonly isRightGone: boolean;
}

/**
 * Hands over page after page, each through the officer's rights as they stand at that moment, and says at the end how
 * many. Where a right is gone the file breaks off, so that nobody takes it for whole. Throws officers.not_allowed.
 */
async function* pagesOf(
  deps: TicketDeps,
  { actor, filter, locale, renew, end }: Asked & { readonly end: (done: Done) => Promise<void> },
): AsyncGenerator<Cell[][]> {
  let rows = 0;
  let before: number | null = null;
  let isWhole = false;
  let isRightGone = false;
  try {
    while (rows < MOST) {
      isRightGone = !isStillHis(actor, await renew());
      if (isRightGone) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
      const { tickets, next }: Awaited<ReturnType<typeof listTickets>> = await listTickets(deps, {
        ...{ ...filter, actor, before, limit: Math.min(PAGE, MOST - rows) },
      });
      yield tickets.map((ticket) => ticketCells(presentRow(deps.tree, ticket), locale));
      rows += tickets.length;
      before = next;
      isWhole = next === null;
      if (isWhole) return;
      await new Promise(setImmediate);
    }
  } finally {
    await end({ rows, isWhole, isRightGone });
  }
}

/**
 * The list behind the screen as a file, newest first, written while it is read. Who asked for what is recorded before
 * the first byte, how many there were after the last. Throws officers.not_allowed.
 */
export async function exportTickets(deps: TicketDeps, asked: Asked): Promise<Streamed> {
  const { actor, filter, format, locale } = asked;
  const { unit } = requirePost(actor, 'ticket.read');
  const id = deps.ids.make('exp');
  const record = (type: string, data: Record<string, unknown>): Promise<void> =>
    deps.db.write((tx) =>
      deps.events.append(tx, [
        { stream: `unit:${unit}`, type, actor: actorName(actor, 'ticket.read'), data: { export: id, ...data } },
      ]),
    );
  await record('tickets.export-begun', { format, filter: filterData(filter) });
  const end = (done: Done): Promise<void> => record('tickets.exported', { ...done });
  const sheet: SheetPages = { head: ticketHead(locale), pages: pagesOf(deps, { ...asked, end }) };
  return {
    name: `pukaar-dockets-${new Date(deps.clock.now()).toISOString().slice(0, 10)}.${format}`,
    mime: MIMES[format],
    bytes: format === 'csv' ? csvStreamOf(sheet) : xlsxStreamOf(sheet),
  };
}
