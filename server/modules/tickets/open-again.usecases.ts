import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { deadlinesAt } from '../deadlines/in-force.usecases.ts';
import { clocksOf, saveClocks } from './clocks.repository.ts';
import { soonest, UNTIL_CLOSED, type ClockKind } from './clock.rules.ts';
import { difference, follow } from './follow.usecases.ts';
import { updateTicket } from './tickets.repository.ts';
import type { NewTicket, Ticket, TicketDeps } from './tickets.types.ts';
import { unitOfCloser } from './verdict.repository.ts';
import { aboveWhoClosed } from './verdict.rules.ts';

type Deps = Pick<TicketDeps, 'tree' | 'search' | 'clock' | 'ids' | 'events'>;

interface Changed {
  readonly after: Ticket;
  /** Of the event that records it. */
  readonly data: Record<string, unknown>;
}

/** Writes a change that is no officer's act, with what follows from it, in the caller's transaction. */
export async function changeTicket(
  deps: Deps,
  tx: Tx,
  {
    ticket,
    set,
    at,
    start = [],
    stop = [],
  }: { ticket: Ticket; set: Partial<NewTicket>; at: number; start?: readonly ClockKind[]; stop?: readonly ClockKind[] },
): Promise<Changed> {
  if (Object.keys(set).length === 0) return { after: ticket, data: {} };
  const matter = { ...ticket, ...set };
  const dueAt = await deadlinesAt(deps, tx, at);
  const started = start.map((kind) => ({ kind, startedAt: at, dueAt: dueAt({ matter, kind, from: at }) }));
  await saveClocks(tx, { ticket: ticket.id, start: started, stop, at });
  const all = { ...set, dueAt: soonest(await clocksOf(tx, ticket.id)) };
  const after = await updateTicket(tx, { before: ticket, set: all, at });
  if (!after) fail({ code: 'tickets.version_conflict', kind: 'conflict' });
  await follow(deps, tx, { before: ticket, after });
  return { after, data: { version: after.version, ...difference(ticket, all) } };
}

/** Opens a closed docket again one rank above who closed it, with new clocks of action and review. */
export async function openAgain(
  deps: Deps,
  tx: Tx,
  { ticket, at, set }: { ticket: Ticket; at: number; set: Partial<NewTicket> },
): Promise<Changed> {
  const owner = aboveWhoClosed({ tree: deps.tree, owner: ticket.owner, closer: await unitOfCloser(tx, ticket.id) });
  const open = { state: 'open', outcome: null, closedAt: null, verifiedAt: null, inProcessAt: null, owner };
  return changeTicket(deps, tx, { ticket, at, set: { ...open, ...set }, start: UNTIL_CLOSED });
}
