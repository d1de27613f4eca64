import { and, desc, eq, inArray, notExists, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { notWrittenForOthers } from '../tickets/visible.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { publicHash } from './answer-hash.rules.ts';
import type { OutboxRow } from './outbox.repository.ts';

/** States of a send that a person must look at. */
export const TROUBLED = ['failed', 'unknown'] as const;

/** Whose eyes: units of positions held now, and the officer for conflicts of interest. */
export interface SendViewer {
  readonly officer: string;
  readonly units: readonly string[];
}

export interface TroubledSend {
  readonly send: OutboxRow;
  readonly ticket: Ticket;
  readonly docket: string | null;
  readonly protected: boolean;
  readonly language: string;
  /** The viewer's units that see the ticket. */
  readonly units: readonly string[];
}

/** Sends that failed or are in doubt, of tickets that the viewer may see, newest first; of one send when its id is given. */
export async function troubledSends(
  read: Read,
  { viewer, id, limit }: { viewer: SendViewer; id?: string; limit: number },
): Promise<TroubledSend[]> {
  if (viewer.units.length === 0) return [];
  const { outbox, ticket, ticketAccess, ticketConflict } = read.tables;
  const rows = await read
    .select({
      send: outbox,
      ticket,
      docket: ticket.docket,
      protected: ticket.protected,
      language: ticket.language,
      unit: ticketAccess.unit,
    })
    .from(outbox)
    // In this order, whatever SQLite believes: few sends are in trouble, and many tickets may be seen.
    .crossJoin(ticket)
    .crossJoin(ticketAccess)
    .where(
      and(
        inArray(outbox.state, [...TROUBLED]),
        id === undefined ? undefined : eq(outbox.id, id),
        eq(ticket.id, outbox.ticket),
        eq(ticketAccess.num, ticket.num),
        inArray(ticketAccess.unit, [...viewer.units]),
        notExists(
          read
            .select({ one: sql`1` })
            .from(ticketConflict)
            .where(and(eq(ticketConflict.officer, viewer.officer), eq(ticketConflict.num, ticket.num))),
        ),
        notWrittenForOthers(read, { at: outbox.createdAt, viewer }),
      ),
    )
    .orderBy(desc(outbox.createdAt), desc(outbox.id))
    .limit(limit * viewer.units.length);
  const byId = new Map<string, TroubledSend>();
  for (const { send, unit, ...ticketRow } of rows)
    byId.set(send.id, { send, ...ticketRow, units: [...(byId.get(send.id)?.units ?? []), unit] });
  return [...byId.values()].slice(0, limit);
}

const AFTER = {
  again: (at: number) => ({ state: 'waiting', notBefore: at, attempts: 0, firstTriedAt: null, error: null }),
  sent: (at: number) => ({ state: 'sent', sentAt: at, error: null }),
  'give-up': () => ({ state: 'cancelled', error: 'given-up' }),
} as const;

export type SendAnswer = keyof typeof AFTER;
export const SEND_ANSWERS = Object.keys(AFTER) as [SendAnswer, ...SendAnswer[]];

/** Writes a person's word on a send in trouble; false when it is not in trouble any more. */
export async function answerTrouble(
  tx: Tx,
  { send, answer, at }: { send: Pick<OutboxRow, 'id' | 'kind' | 'text'>; answer: SendAnswer; at: number },
): Promise<boolean> {
  const { outbox } = tx.tables;
  const rows = await tx
    .update(outbox)
    .set({ leaseUntil: null, ...AFTER[answer](at), ...(answer === 'sent' ? { textHash: publicHash(send) } : {}) })
    .where(and(eq(outbox.id, send.id), inArray(outbox.state, [...TROUBLED])))
    .returning({ id: outbox.id });
  return rows.length > 0;
}
