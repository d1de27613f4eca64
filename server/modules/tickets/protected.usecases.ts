import type { Tx } from '../../schema.ts';
import { hushPublic, speakAgain } from '../replies/outbox.usecases.ts';
import { holdTickets } from './intake.repository.ts';
import { isPrivate } from './secrecy.rules.ts';
import { findById, updateTicket } from './tickets.repository.ts';
import { partsOf, splitsOf } from './parts.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

/**
 * Whether the ticket that this one was split off from is protected: answers to both stand in one thread. That one is
 * held, so that it does not become so meanwhile.
 */
export async function isProtectedByOrigin(tx: Tx, { splitFrom }: Pick<Ticket, 'splitFrom'>): Promise<boolean> {
  const [origin] = splitFrom === null ? [] : await holdTickets(tx, [splitFrom]);
  return origin?.protected ?? false;
}

/**
 * A split is protected with the ticket that it was split off from, or by what it tells of itself. Returns it as it is
 * then.
 */
async function followOrigin(
  deps: Pick<TicketDeps, 'clock' | 'events'>,
  tx: Tx,
  { split, origin }: { split: Ticket; origin: Ticket },
): Promise<Ticket> {
  // Both are of one author: what he asks for one he asks for the other.
  const secrecy = origin.secrecy === 'asked' ? 'asked' : split.secrecy;
  const isProtected = origin.protected || isPrivate({ category: split.category, secrecy });
  if (split.protected === isProtected && split.secrecy === secrecy) return split;
  // Its version rises: an answer that was written meanwhile is refused.
  const after = await updateTicket(tx, {
    before: split,
    set: { protected: isProtected, secrecy },
    at: deps.clock.now(),
  });
  if (!after) throw new Error('a ticket that is held was changed');
  if (isProtected) await hushPublic(tx, after);
  const data = {
    version: after.version,
    before: { protected: split.protected, secrecy: split.secrecy },
    after: { protected: isProtected, secrecy },
  };
  await deps.events.append(tx, [{ stream: `ticket:${split.id}`, type: 'ticket.corrected', actor: 'system', data }]);
  return after;
}

/**
 * Brings what was split off from a ticket after it, and what was split off from that. Asked for a level at a time, once the
 * one above is held: another part may have come from it meanwhile.
 */
async function followBelow(deps: Pick<TicketDeps, 'clock' | 'events'>, tx: Tx, origin: Ticket): Promise<Ticket[]> {
  if (origin.splitAt === null) return [];
  const ids = (await splitsOf(tx, [origin.id])).map(({ id }) => id);
  const renamed: Ticket[] = [];
  for (const split of await holdTickets(tx, ids)) {
    const after = await followOrigin(deps, tx, { split, origin });
    if (after.secrecy !== split.secrecy) renamed.push(after);
    renamed.push(...(await followBelow(deps, tx, after)));
  }
  return renamed;
}

/**
 * What was to be said in public before a ticket became protected is not said, on it or on what was split off from it.
 * Returns those of the latter that search must find otherwise now.
 */
export async function followProtection(
  deps: Pick<TicketDeps, 'clock' | 'events'>,
  tx: Tx,
  { before, after }: { before: Ticket; after: Ticket },
): Promise<Ticket[]> {
  if (after.protected === before.protected && after.secrecy === before.secrecy) return [];
  if (after.protected) await hushPublic(tx, after);
  return followBelow(deps, tx, after);
}

/** That a ticket became protected was undone: what was taken back by it waits again, on its splits too. */
export async function speakAgainInThread(tx: Tx, ticket: Ticket): Promise<void> {
  await speakAgain(tx, ticket.id);
  for (const { id } of await partsOf(tx, [ticket.id])) {
    const split = await findById(tx, id);
    if (split && !split.protected) await speakAgain(tx, id);
  }
}
