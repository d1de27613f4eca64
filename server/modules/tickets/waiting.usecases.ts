import type { Actor } from '../officers/actor.types.ts';
import { requirePost, unitsWith } from '../officers/officers.rules.ts';
import { languagesOf } from '../officers/officers.usecases.ts';
import { readOnDuty } from '../roster/on-duty.usecases.ts';
import type { Viewer } from './access.repository.ts';
import { heldByOthers, takeLease } from './lease.repository.ts';
import { leaseFor } from './lease.usecases.ts';
import { viewerOf } from './list.usecases.ts';
import { findTicket } from './tickets.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';
import { waitingOfUrgency, waitingOldest } from './waiting.repository.ts';
import { inTurn, type Waiting } from './waiting.rules.ts';
import { eyesOf } from './eyes.rules.ts';

/** Of what is in danger or urgent, and of the oldest, so many are looked at. */
const FEW = 60;
const MANY = 500;

async function findWaiting(deps: Pick<TicketDeps, 'db'>, viewer: Viewer): Promise<Waiting[]> {
  const { read } = deps.db;
  const inDanger = await waitingOfUrgency(read, { viewer, urgency: 'life-risk', limit: FEW });
  const urgent = await waitingOfUrgency(read, { viewer, urgency: 'urgent', limit: FEW });
  return [...inDanger, ...urgent, ...(await waitingOldest(read, { viewer, limit: MANY }))];
}

/**
 * Gives the officer the next ticket in turn and holds it for him: two who ask at once get two. Null when nothing waits
 * that nobody works on. What he has passed over (`skip`) is left to others.
 */
export async function claimNext(
  deps: TicketDeps,
  { actor, skip }: { actor: Actor; skip: readonly string[] },
): Promise<Ticket | null> {
  const post = requirePost(actor, 'ticket.triage');
  const viewer: Viewer = {
    officer: actor.officer,
    units: unitsWith(actor, 'ticket.triage'),
    eyes: eyesOf(actor.posts),
    locale: actor.locale,
  };
  const waiting = inTurn(await findWaiting(deps, viewer), await languagesOf(deps.db.read, actor.officer));
  const held = await heldByOthers(deps.db.read, { officer: actor.officer, now: deps.clock.now() });
  const left = waiting.filter(({ id }) => !held.has(id) && !skip.includes(id));
  for (const { id } of left) {
    const ticket = await deps.db.write(async (tx) => {
      const found = await findTicket(tx, { id, viewer: viewerOf(actor) });
      if (found?.ticket.state !== 'received') return null;
      const now = deps.clock.now();
      const lease = leaseFor({ ticket: found.ticket, actor, post, now });
      return (await takeLease(tx, { lease, now })) ? found.ticket : null;
    });
    if (ticket) return ticket;
  }
  return null;
}

/** Names of those on duty at the desk now while this officer's own shift is over or elsewhere; none while he is on duty. */
export async function relievedBy(deps: Pick<TicketDeps, 'db' | 'clock'>, actor: Actor): Promise<string[]> {
  const { now } = await readOnDuty(deps, { actor, units: unitsWith(actor, 'ticket.triage') });
  return now.some(({ isYou }) => isYou) ? [] : [...new Set(now.map(({ name }) => name))];
}
