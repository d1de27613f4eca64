import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { isSeenBy, type Viewer } from '../tickets/visible.usecases.ts';
import { veilOn } from './velocity.repository.ts';

export type Statement = Tables['statement']['$inferSelect'];

const SHOWN = 20;

/** Writes a statement unless the incident has an open one; true when it was written. */
export async function insertStatement(tx: Tx, statement: Statement): Promise<boolean> {
  const rows = await tx
    .insert(tx.tables.statement)
    .values(statement)
    .onConflictDoNothing()
    .returning({ id: tx.tables.statement.id });
  return rows.length > 0;
}

/** Changes a statement as it was read; null when somebody was faster. */
export async function changeStatement(
  tx: Tx,
  { before, set }: { before: Statement; set: Partial<Statement> },
): Promise<Statement | null> {
  const { statement } = tx.tables;
  const rows = await tx
    .update(statement)
    .set({ ...set, version: before.version + 1 })
    .where(and(eq(statement.id, before.id), eq(statement.version, before.version)))
    .returning();
  return rows[0] ?? null;
}

/** A statement of this ticket; null when it is not. */
export async function findStatement(
  read: Read,
  { id, ticket }: { id: string; ticket: string },
): Promise<Statement | null> {
  const { statement } = read.tables;
  const rows = await read
    .select()
    .from(statement)
    .where(and(eq(statement.id, id), eq(statement.ticket, ticket)));
  return rows[0] ?? null;
}

/** Whether the incident has a statement that is neither sent nor withdrawn, other than this one. */
export async function hasOpenStatement(
  read: Read,
  { incident, except }: { incident: string; except: string },
): Promise<boolean> {
  const { statement } = read.tables;
  const rows = await read
    .select({ id: statement.id })
    .from(statement)
    .where(and(eq(statement.incident, incident), sql`${statement.closedAt} IS NULL`, sql`${statement.id} <> ${except}`))
    .limit(1);
  return rows.length > 0;
}

/** Statements on an incident or a ticket of it, as far as the viewer sees where they stand, the newest first. */
export async function statementsOf(
  read: Read,
  { incident, ticket, viewer }: { incident: string; ticket: string; viewer: Viewer },
): Promise<Statement[]> {
  if (viewer.units.length === 0) return [];
  const { statement } = read.tables;
  return read
    .select()
    .from(statement)
    .where(
      and(or(eq(statement.incident, incident), eq(statement.ticket, ticket)), isSeenBy(read, statement.num, viewer)),
    )
    .orderBy(desc(statement.createdAt), desc(statement.id))
    .limit(SHOWN);
}

/** The last statement of each incident, as far as the viewer sees where it stands. */
export async function latestStatements(
  read: Read,
  { viewer, incidents }: { viewer: Viewer; incidents: readonly string[] },
): Promise<Map<string, Statement>> {
  if (viewer.units.length === 0 || incidents.length === 0) return new Map();
  const { statement } = read.tables;
  const rows = await read
    .select()
    .from(statement)
    .where(and(inArray(statement.incident, [...new Set(incidents)]), isSeenBy(read, statement.num, viewer)))
    .orderBy(asc(statement.createdAt))
    .limit(incidents.length * SHOWN);
  return new Map(rows.filter(({ state }) => state !== 'withdrawn').map((row) => [row.incident, row]));
}

/** Statements that wait for the yes of one of these positions, with where they stand, as far as the viewer sees it. */
export async function statementsAsked(
  read: Read,
  { viewer, positions }: { viewer: Viewer; positions: readonly string[] },
): Promise<{ statement: Statement; ticket: Ticket }[]> {
  if (viewer.units.length === 0 || positions.length === 0) return [];
  const { statement, ticket } = read.tables;
  const rows = await read
    .select({ statement, ticket })
    .from(statement)
    .crossJoin(ticket)
    .where(
      and(
        inArray(statement.approver, [...positions]),
        eq(statement.state, 'asked'),
        eq(ticket.id, statement.ticket),
        isSeenBy(read, statement.num, viewer),
      ),
    )
    .orderBy(asc(statement.nextWordAt))
    .limit(SHOWN);
  return veilOn(read, { viewer, rows });
}

/** Takes messages back that still wait; false when one of them is on its way. */
export async function takeBack(tx: Tx, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const { outbox } = tx.tables;
  const rows = await tx
    .update(outbox)
    .set({ state: 'cancelled' })
    .where(and(inArray(outbox.id, [...ids]), inArray(outbox.state, ['waiting', 'held'])))
    .returning({ id: outbox.id });
  return rows.length === ids.length;
}
