import { and, asc, count, eq, inArray, isNull, ne, or } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { isSeenBy, type Viewer } from './access.repository.ts';
import type { Offer } from './offer.rules.ts';
import type { Ticket } from './tickets.types.ts';
import { veil, veilsOf } from './veil.repository.ts';

export async function insertOffer(tx: Tx, row: Offer): Promise<void> {
  await tx.insertRows(tx.tables.offer, [row]);
}

export async function openOffer(read: Read, ticket: string): Promise<Offer | null> {
  const { offer } = read.tables;
  const rows = await read
    .select()
    .from(offer)
    .where(and(eq(offer.ticket, ticket), isNull(offer.endedAt)));
  return rows[0] ?? null;
}

/** How often a ticket was offered, without what was taken back. */
export async function countOffers(read: Read, ticket: string): Promise<number> {
  const { offer } = read.tables;
  const rows = await read
    .select({ n: count() })
    .from(offer)
    .where(and(eq(offer.ticket, ticket), or(isNull(offer.ending), ne(offer.ending, 'withdrawn'))));
  return Number(rows[0]?.n ?? 0);
}

/** What is offered to these units, of tickets that the viewer may see, the longest first. */
export async function offeredTo(
  read: Read,
  { viewer, units, limit }: { viewer: Viewer; units: readonly string[]; limit: number },
): Promise<{ offer: Offer; ticket: Ticket; isVeiled: boolean }[]> {
  if (units.length === 0 || viewer.units.length === 0) return [];
  const { offer, ticket } = read.tables;
  const found = await read
    .select({ offer, ticket })
    .from(offer)
    .innerJoin(ticket, eq(ticket.id, offer.ticket))
    .where(and(inArray(offer.toUnit, [...units]), isNull(offer.endedAt), isSeenBy(read, offer.num, viewer)))
    .orderBy(asc(offer.startedAt))
    .limit(limit);
  const tickets = found.map((one) => one.ticket);
  const summaries = await veilsOf(read, { viewer, tickets });
  const seen = await veil(read, { viewer, tickets });
  return found.map((one, at) => ({
    offer: one.offer,
    ticket: seen[at] ?? one.ticket,
    isVeiled: summaries.has(one.ticket.id),
  }));
}
