import { and, eq, inArray, notExists, sql, type AnyColumn, type Placeholder, type SQL } from 'drizzle-orm';
import { below } from '../../platform/db/below.ts';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Locale } from '../officers/actor.types.ts';
import type { Sharp } from './eyes.rules.ts';

/** Through which units somebody sees tickets, and who he is, for conflicts of interest. */
export interface Sighted {
  readonly officer: string;
  readonly units: readonly string[];
}

/** Whose eyes: units of positions held now, the officer, and what protected matters he reads. */
export interface Viewer extends Sighted {
  readonly eyes: Sharp;
  /** In which language he reads. */
  readonly locale?: Locale;
}

/** True for tickets that are not about the officer. In a prepared query the officer is a placeholder. */
export function noConflict(read: Read, num: AnyColumn, officer: string | Placeholder | AnyColumn): SQL {
  const { ticketConflict } = read.tables;
  return notExists(
    read
      .select({ one: sql`1` })
      .from(ticketConflict)
      .where(and(eq(ticketConflict.officer, officer), eq(ticketConflict.num, num))),
  );
}

/** Numbers of the tickets that are about the officer. */
export async function hiddenNums(read: Read, officer: string): Promise<ReadonlySet<number>> {
  const { ticketConflict } = read.tables;
  const rows = await read
    .select({ num: ticketConflict.num })
    .from(ticketConflict)
    .where(eq(ticketConflict.officer, officer));
  return new Set(rows.map(({ num }) => num));
}

/** True for numbers of tickets that the viewer may see: for going from a few rows to their tickets. */
export function isSeenBy(read: Read, num: AnyColumn, { officer, units }: Sighted): SQL {
  const { ticketAccess } = read.tables;
  const isGiven = sql`EXISTS (SELECT 1 FROM ${ticketAccess} WHERE ${ticketAccess.num} = ${num} AND ${inArray(ticketAccess.unit, [...units])})`;
  return sql`${isGiven} AND ${noConflict(read, num, officer)}`;
}

/**
 * True for tickets that these units have by more than an open offer, which is read with the row `ticket`: until it is
 * accepted, what is offered counts with whoever offers it.
 */
export const isMoreThanOffered = (units: readonly string[]): SQL =>
  sql`(ticket.offered IS NULL OR EXISTS (SELECT 1 FROM ${below({ table: 'unit', ids: units })} AS mine WHERE mine.id IN (ticket.owner, ticket.second, ticket.desk)))`;

export async function replaceAccess(
  tx: Tx,
  { num, state, units }: { num: number; state: string; units: readonly string[] },
): Promise<void> {
  const { ticketAccess } = tx.tables;
  const query = prepared(tx, 'tickets.dropAccess', () =>
    tx.delete(ticketAccess).where(eq(ticketAccess.num, sql.placeholder('num'))),
  );
  await query.execute({ num });
  await tx.insertRows(
    ticketAccess,
    units.map((unit) => ({ unit, state, num })),
  );
}

export async function moveAccess(tx: Tx, { num, state }: { num: number; state: string }): Promise<void> {
  const { ticketAccess } = tx.tables;
  const query = prepared(tx, 'tickets.moveAccess', () =>
    tx
      .update(ticketAccess)
      .set({ state: sql`${sql.placeholder('state')}` })
      .where(eq(ticketAccess.num, sql.placeholder('num'))),
  );
  await query.execute({ num, state });
}

/** Officers who hold the offices that answer for a unit now, or held them when the ticket came. */
export async function headsOfUnit(tx: Tx, { unit, at }: { unit: string; at: number }): Promise<string[]> {
  const { posting, position } = tx.tables;
  const rows = await tx
    .selectDistinct({ officer: posting.officer })
    .from(posting)
    .innerJoin(position, eq(position.id, posting.position))
    .where(
      and(
        eq(position.unit, unit),
        eq(position.head, true),
        sql`${posting.validFrom} <= ${at} AND (${posting.validTo} IS NULL OR ${posting.validTo} > ${at})`,
      ),
    );
  return rows.map((row) => row.officer);
}

/** Who must not see the ticket, anew: after it was said, or unsaid, whom the complaint is about. */
export async function replaceConflicts(
  tx: Tx,
  { num, officers }: { num: number; officers: readonly string[] },
): Promise<void> {
  const { ticketConflict } = tx.tables;
  await tx.delete(ticketConflict).where(eq(ticketConflict.num, num));
  await tx.insertRows(
    ticketConflict,
    officers.map((officer) => ({ num, officer })),
    { onConflict: 'ignore' },
  );
}
