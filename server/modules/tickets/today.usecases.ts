import { midnightBefore } from '../../platform/clock/kolkata.ts';
import type { Actor } from '../officers/actor.types.ts';
import { requirePost, unitsWith } from '../officers/officers.rules.ts';
import { readOnDuty } from '../roster/on-duty.usecases.ts';
import { countState } from './counts.repository.ts';
import { viewerOf } from './list.usecases.ts';
import type { TicketDeps } from './tickets.types.ts';
import { countDay, oldestReceipt } from './today.repository.ts';
import { waitingOldest } from './waiting.repository.ts';

const COUNTED = 1000;

/** How the desk stands today: what waits and for how long, what came in and was done, and who is on duty. */
export async function readToday(deps: Pick<TicketDeps, 'db' | 'clock' | 'ids'>, actor: Actor) {
  requirePost(actor, 'ticket.triage');
  const { read } = deps.db;
  const viewer = viewerOf(actor);
  const since = midnightBefore(deps.clock.now());
  const waiting = await countState(read, { viewer, state: 'received', limit: COUNTED });
  const oldest = await waitingOldest(read, { viewer, limit: 1 });
  return {
    waiting: { n: waiting, more: waiting >= COUNTED },
    oldestAt: await oldestReceipt(
      read,
      oldest.map(({ id }) => id),
    ),
    ...(await countDay(read, { viewer, since, above: deps.ids.floor(since) })),
    onDuty: await readOnDuty(deps, { actor, units: unitsWith(actor, 'ticket.triage') }),
  };
}
