import type { Tx } from '../../schema.ts';
import type { Message } from '../inbound/inbound.types.ts';
import { noteReach, type Grown } from '../spread/reach.usecases.ts';
import { holdTickets } from './intake.repository.ts';
import type { TicketDeps } from './tickets.types.ts';

/** A post that the service counts more often now than when it was read last. */
export interface Counted {
  readonly message: Message;
  readonly reach: number;
}

/**
 * Lets tickets follow what the service counts. A reporter's own post counts whatever of it we saw ourselves: the ticket
 * takes the greater figure, never both. What others' posts gained counts for the velocity alone.
 */
export async function followCounts(
  deps: Pick<TicketDeps, 'clock' | 'events'>,
  tx: Tx,
  counted: readonly Counted[],
): Promise<void> {
  const now = deps.clock.now();
  const of = counted.filter(({ message }) => message.ticket !== null && message.direction === 'in');
  const held = await holdTickets(
    tx,
    of.flatMap(({ message }) => message.ticket ?? []),
  );
  const reach = new Map(held.map((ticket) => [ticket.id, ticket.reach]));
  const grown: Grown[] = [];
  for (const one of of) {
    const ticket = one.message.ticket ?? '';
    const before = one.message.voice === 'reporter' ? reach.get(ticket) : one.message.reach;
    if (before === undefined || one.reach <= before) continue;
    grown.push({ ticket, at: now, reach: one.reach - before, voices: 0 });
    if (one.message.voice === 'reporter') reach.set(ticket, one.reach);
  }
  const raised = held.flatMap(({ id, reach: before }) => {
    const after = reach.get(id) ?? before;
    return after > before ? [{ id, reach: after }] : [];
  });
  if (raised.length > 0) await tx.updateRows(tx.tables.ticket, raised);
  await noteReach(tx, { grown, now });
  await deps.events.append(
    tx,
    raised.map(({ id, reach: after }) => ({
      ...{ stream: `ticket:${id}`, type: 'ticket.reach-raised' },
      ...{ actor: 'citizen', data: { reach: after } },
    })),
  );
}
