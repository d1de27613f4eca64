import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { OF_DESK } from './clock.rules.ts';
import { partsOf } from './parts.repository.ts';
import { endEscalations } from './escalation.repository.ts';
import type { Ticket } from './tickets.types.ts';

export async function ticketsById(read: Read, ids: readonly string[]): Promise<Ticket[]> {
  if (ids.length === 0) return [];
  const { ticket } = read.tables;
  return read
    .select()
    .from(ticket)
    .where(inArray(ticket.id, [...new Set(ids)]));
}

/**
 * Tickets that this transaction will write back as it read them. On PostgreSQL officers act at the same moment in
 * other transactions: the rows are held, in one order, until this one ends.
 */
export async function holdTickets(tx: Tx, ids: readonly string[]): Promise<Ticket[]> {
  if (tx.engine === 'postgres' && ids.length > 0) {
    const list = sql.join(
      [...new Set(ids)].map((id) => sql`${id}`),
      sql`, `,
    );
    await tx.all(sql`SELECT id FROM ticket WHERE id IN (${list}) ORDER BY id FOR UPDATE`);
  }
  return ticketsById(tx, ids);
}

/** An edited plea: lists show the newer words, and the officers see that the citizen wrote again. */
export async function bumpTickets(
  tx: Tx,
  { id, headline, at }: { id: string; headline: string; at: number },
): Promise<void> {
  const { ticket } = tx.tables;
  await tx
    .update(ticket)
    .set({ headline: headline.slice(0, 280), wroteAgainAt: at, updatedAt: at, version: sql`${ticket.version} + 1` })
    .where(eq(ticket.id, id));
}

/** Takes the words of deleted pleas out of lists. Returns the numbers of the tickets, whose words search must forget too. */
export async function buryHeadlines(tx: Tx, { ids, at }: { ids: readonly string[]; at: number }): Promise<number[]> {
  if (ids.length === 0) return [];
  const { ticket } = tx.tables;
  const rows = await tx
    .update(ticket)
    .set({ headline: '', updatedAt: at, version: sql`${ticket.version} + 1` })
    .where(inArray(ticket.id, [...ids]))
    .returning({ num: ticket.num });
  return rows.map((row) => row.num);
}

/** Writes what voices changed of tickets. */
export async function saveTouched(tx: Tx, tickets: readonly Ticket[]): Promise<void> {
  const rows = tickets.map((ticket) => ({
    id: ticket.id,
    voices: ticket.voices,
    reach: ticket.reach,
    wroteAgainAt: ticket.wroteAgainAt,
    urgency: ticket.urgency,
    protected: ticket.protected,
    secrecy: ticket.secrecy,
    state: ticket.state,
    reason: ticket.reason,
    outcome: ticket.outcome,
    dueAt: ticket.dueAt,
    inProcessAt: ticket.inProcessAt,
    closedAt: ticket.closedAt,
    verifiedAt: ticket.verifiedAt,
    version: ticket.version,
    updatedAt: ticket.updatedAt,
  }));
  await tx.updateRows(tx.tables.ticket, rows);
}

/** Stops the desk's clocks of tickets that one of our handles answered. */
export async function stopFirstResponse(
  tx: Tx,
  { tickets, at }: { tickets: readonly string[]; at: number },
): Promise<void> {
  if (tickets.length === 0) return;
  const { clock } = tx.tables;
  await tx
    .update(clock)
    .set({ stoppedAt: at })
    .where(and(inArray(clock.ticket, [...tickets]), inArray(clock.kind, [...OF_DESK]), isNull(clock.stoppedAt)));
  await endEscalations(tx, { tickets, kinds: OF_DESK, at });
}

/** Deadlines of tickets anew, after their clocks were stopped, moved or started. */
export async function refreshDue(tx: Tx, tickets: readonly string[]): Promise<void> {
  if (tickets.length === 0) return;
  const { ticket } = tx.tables;
  const soonest = sql`(SELECT min(due_at) FROM clock WHERE clock.ticket = ticket.id AND clock.stopped_at IS NULL)`;
  await tx
    .update(ticket)
    .set({ dueAt: soonest })
    .where(inArray(ticket.id, [...tickets]));
}

/**
 * Marks claims of ownership as proved whose word the reporter posted, of the ticket in whose thread it stands or of a
 * matter that was split off from it. Returns how many.
 */
export async function proveOwnership(
  tx: Tx,
  { ticket, words, at }: { ticket: string; words: readonly string[]; at: number },
): Promise<number> {
  const { ownershipProof } = tx.tables;
  const parts = await partsOf(tx, [ticket]);
  const known = await ticketsById(tx, [ticket, ...parts.map(({ id }) => id)]);
  const reporter = known.find(({ id }) => id === ticket)?.reporter ?? null;
  const own = known.filter((one) => reporter !== null && one.reporter === reporter);
  const rows = await tx
    .update(ownershipProof)
    .set({ provedAt: at })
    .where(
      and(
        inArray(ownershipProof.ticket, [ticket, ...own.map(({ id }) => id)]),
        inArray(ownershipProof.word, [...words]),
        isNull(ownershipProof.provedAt),
        sql`${ownershipProof.expiresAt} > ${at}`,
      ),
    )
    .returning({ id: ownershipProof.id });
  return rows.length;
}

/** The ticket of this reporter for which one of these words was claimed and not yet proved. */
export async function claimedTicket(
  tx: Tx,
  { contact, words, at }: { contact: string; words: readonly string[]; at: number },
): Promise<Ticket | null> {
  const { ownershipProof, ticket } = tx.tables;
  const rows = await tx
    .select({ ticket })
    .from(ticket)
    .innerJoin(ownershipProof, eq(ownershipProof.ticket, ticket.id))
    .where(
      and(
        eq(ticket.reporter, contact),
        inArray(ownershipProof.word, [...words]),
        isNull(ownershipProof.provedAt),
        sql`${ownershipProof.expiresAt} > ${at}`,
      ),
    )
    .limit(1);
  return rows[0]?.ticket ?? null;
}
