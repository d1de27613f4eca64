import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, or } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import { isSeenBy, veil, type Viewer } from '../tickets/visible.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { WOMEN_CELL } from './audits.rules.ts';

export type Audit = Tables['audit']['$inferSelect'];

export async function insertAudit(tx: Tx, audit: Audit): Promise<void> {
  await tx.insertRows(tx.tables.audit, [audit], { onConflict: 'ignore' });
}

/** Takes a draw back with the closing that was taken back. */
export async function dropAudit(tx: Tx, { ticket, closedAt }: { ticket: string; closedAt: number }): Promise<void> {
  const { audit } = tx.tables;
  await tx.delete(audit).where(and(eq(audit.ticket, ticket), eq(audit.closedAt, closedAt), isNull(audit.judgedAt)));
}

/** What waits, of tickets that the viewer may see, oldest first. */
export async function waitingAudits(
  read: Read,
  { viewer, limit }: { viewer: Viewer; limit: number },
): Promise<{ audit: Audit; ticket: Ticket }[]> {
  if (viewer.units.length === 0) return [];
  const { audit, ticket } = read.tables;
  return read
    .select({ audit, ticket })
    .from(audit)
    .innerJoin(ticket, eq(ticket.id, audit.ticket))
    .where(and(isNull(audit.judgedAt), isSeenBy(read, audit.num, viewer)))
    .orderBy(asc(audit.closedAt))
    .limit(limit);
}

/** What was judged, of tickets that the viewer may see, newest first. */
export async function judgedAudits(
  read: Read,
  { viewer, before, limit }: { viewer: Viewer; before: number | null; limit: number },
): Promise<{ audit: Audit; ticket: Ticket }[]> {
  if (viewer.units.length === 0) return [];
  const { audit, ticket } = read.tables;
  const rows = await read
    .select({ audit, ticket })
    .from(audit)
    .crossJoin(ticket)
    .where(
      and(
        isNotNull(audit.judgedAt),
        before === null ? undefined : lt(audit.judgedAt, before),
        eq(ticket.id, audit.ticket),
        isSeenBy(read, audit.num, viewer),
      ),
    )
    .orderBy(desc(audit.judgedAt))
    .limit(limit);
  const seen = await veil(read, { viewer, tickets: rows.map((row) => row.ticket) });
  return rows.map((row, at) => ({ audit: row.audit, ticket: seen[at] ?? row.ticket }));
}

/** One audit, of a ticket that the viewer may see. */
export async function findAudit(read: Read, { id, viewer }: { id: string; viewer: Viewer }): Promise<Audit | null> {
  if (viewer.units.length === 0) return null;
  const { audit } = read.tables;
  const rows = await read
    .select()
    .from(audit)
    .where(and(eq(audit.id, id), isSeenBy(read, audit.num, viewer)));
  return rows[0] ?? null;
}

/** Writes a judgement; false when somebody was faster. */
export async function saveJudgement(
  tx: Tx,
  { id, ...set }: Pick<Audit, 'id' | 'judged' | 'note' | 'officer' | 'position' | 'judgedAt'>,
): Promise<boolean> {
  const { audit } = tx.tables;
  const rows = await tx
    .update(audit)
    .set(set)
    .where(and(eq(audit.id, id), isNull(audit.judgedAt)))
    .returning({ id: audit.id });
  return rows.length > 0;
}

/** Which of these units have a women's cell now that somebody holds: an empty office judges nothing. */
export async function unitsWithCell(
  read: Read,
  { units, at }: { units: readonly string[]; at: number },
): Promise<Set<string>> {
  if (units.length === 0) return new Set();
  const { position, posting } = read.tables;
  const rows = await read
    .select({ unit: position.unit })
    .from(position)
    .innerJoin(posting, eq(posting.position, position.id))
    .where(
      and(
        inArray(position.unit, [...units]),
        eq(position.rank, WOMEN_CELL),
        or(isNull(position.validTo), gt(position.validTo, at)),
        lte(posting.validFrom, at),
        or(isNull(posting.validTo), gt(posting.validTo, at)),
      ),
    );
  return new Set(rows.map(({ unit }) => unit));
}
