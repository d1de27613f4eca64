import { and, asc, desc, eq, gte, inArray, isNull, lt, notExists, or, sql } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { isSeenBy, type Viewer } from '../tickets/visible.usecases.ts';

export type ClosingLook = Tables['closingLook']['$inferSelect'];

export async function insertLook(tx: Tx, row: ClosingLook): Promise<void> {
  await tx.insertRows(tx.tables.closingLook, [row], { onConflict: 'ignore' });
}

/** Takes a look back with the closing that was taken back. */
export async function dropLook(tx: Tx, { ticket, closedAt }: { ticket: string; closedAt: number }): Promise<void> {
  const { closingLook } = tx.tables;
  await tx
    .delete(closingLook)
    .where(and(eq(closingLook.ticket, ticket), eq(closingLook.closedAt, closedAt), isNull(closingLook.judgedAt)));
}

/** The look at one closing, whoever asks. */
export async function lookAtClosing(
  read: Read,
  { ticket, closedAt }: { ticket: string; closedAt: number },
): Promise<ClosingLook | null> {
  const { closingLook } = read.tables;
  const rows = await read
    .select()
    .from(closingLook)
    .where(and(eq(closingLook.ticket, ticket), eq(closingLook.closedAt, closedAt)));
  return rows[0] ?? null;
}

export async function saveSigns(tx: Tx, { id, signs }: { id: string; signs: readonly string[] }): Promise<void> {
  const { closingLook } = tx.tables;
  await tx
    .update(closingLook)
    .set({ signs, weight: signs.length })
    .where(and(eq(closingLook.id, id), isNull(closingLook.judgedAt)));
}

/** A place in the queue: what has most signs comes first, of the same number what came last. */
export interface LookPlace {
  readonly weight: number;
  readonly num: number;
}

/** Closings that stand as they were, that nobody has looked at again, and whose citizen has not said that they are solved. */
export async function waitingLooks(
  read: Read,
  { viewer, after, limit }: { viewer: Viewer; after: LookPlace | null; limit: number },
): Promise<{ look: ClosingLook; ticket: Ticket }[]> {
  if (viewer.units.length === 0) return [];
  const { closingLook: look, ticket, verdict } = read.tables;
  const isSolved = read
    .select({ one: sql`1` })
    .from(verdict)
    .where(and(eq(verdict.ticket, look.ticket), eq(verdict.closedAt, look.closedAt), eq(verdict.said, 'solved')));
  return (
    read
      .select({ look, ticket })
      .from(look)
      // From the few that wait to their tickets, whatever SQLite believes.
      .crossJoin(ticket)
      .where(
        and(
          isNull(look.judgedAt),
          after
            ? or(lt(look.weight, after.weight), and(eq(look.weight, after.weight), lt(look.num, after.num)))
            : undefined,
          eq(ticket.id, look.ticket),
          eq(ticket.closedAt, look.closedAt),
          inArray(ticket.state, ['closed', 'verified']),
          notExists(isSolved),
          isSeenBy(read, look.num, viewer),
        ),
      )
      .orderBy(desc(look.weight), desc(look.num))
      .limit(limit)
  );
}

/** One look, of a ticket that the viewer may see. */
export async function findLook(
  read: Read,
  { id, viewer }: { id: string; viewer: Viewer },
): Promise<ClosingLook | null> {
  if (viewer.units.length === 0) return null;
  const { closingLook: look } = read.tables;
  const rows = await read
    .select()
    .from(look)
    .where(and(eq(look.id, id), isSeenBy(read, look.num, viewer)))
    .orderBy(asc(look.id));
  return rows[0] ?? null;
}

/** Writes what was found; false when somebody was faster. */
export async function saveLook(
  tx: Tx,
  { id, ...set }: Pick<ClosingLook, 'id' | 'judged' | 'officer' | 'position' | 'judgedAt' | 'version'>,
): Promise<boolean> {
  const { closingLook } = tx.tables;
  const rows = await tx
    .update(closingLook)
    .set(set)
    .where(and(eq(closingLook.id, id), isNull(closingLook.judgedAt)))
    .returning({ id: closingLook.id });
  return rows.length > 0;
}

/** Lets a closing wait again; of an officer's own look since a moment where these are named. False when there is none. */
export async function forgetLook(
  tx: Tx,
  { id, by }: { id: string; by?: { readonly officer: string; readonly since: number } },
): Promise<boolean> {
  const { closingLook: look } = tx.tables;
  const rows = await tx
    .update(look)
    .set({ judged: null, officer: null, position: null, judgedAt: null, version: null })
    .where(and(eq(look.id, id), by && and(eq(look.officer, by.officer), gte(look.judgedAt, by.since))))
    .returning({ id: look.id });
  return rows.length > 0;
}
