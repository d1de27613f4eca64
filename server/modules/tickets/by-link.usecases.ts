import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { capabilitiesOf } from '../officers/officers.rules.ts';
import { clocksOf, saveClocks } from './clocks.repository.ts';
import { soonest } from './clock.rules.ts';
import { difference, follow } from './follow.usecases.ts';
import { updateTicket } from './tickets.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

interface ByLink {
  readonly ticket: Ticket;
  /** `link:` and the position: nobody knows which person holds the telephone. */
  readonly by: string;
}

/**
 * The unit begins its inquiry, said by a link: as an officer's taking up, but nobody takes it back. Nothing where it has
 * begun already. Throws officers.not_allowed, tickets.version_conflict.
 */
export async function takeUpByLink(
  deps: TicketDeps,
  tx: Tx,
  { ticket, by, role }: ByLink & { readonly role: string },
): Promise<void> {
  if (!capabilitiesOf(role).includes('ticket.act')) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  if (ticket.state !== 'open') return;
  const at = deps.clock.now();
  await saveClocks(tx, { ticket: ticket.id, start: [], stop: ['pick_up'], at });
  const set = {
    ...{ state: 'in_process', inProcessAt: at, wroteAgainAt: null },
    dueAt: soonest(await clocksOf(tx, ticket.id)),
  };
  const after = await updateTicket(tx, { before: ticket, set, at });
  if (!after) fail({ code: 'tickets.version_conflict', kind: 'conflict' });
  await follow(deps, tx, { before: ticket, after });
  const data = { version: after.version, ...difference(ticket, set) };
  await deps.events.append(tx, [{ stream: `ticket:${ticket.id}`, type: 'ticket.taken-up', actor: by, data }]);
}

/** The person helped was telephoned. */
export async function noteCall(
  deps: Pick<TicketDeps, 'events'>,
  tx: Tx,
  { ticket, by, reached }: ByLink & { readonly reached: boolean },
): Promise<void> {
  await deps.events.append(tx, [
    { stream: `ticket:${ticket.id}`, type: 'ticket.called', actor: by, data: { reached } },
  ]);
}
