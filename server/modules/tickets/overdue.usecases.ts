import type { Actor } from '../officers/actor.types.ts';
import { notClimbedFor } from './escalation.repository.ts';
import { viewerOf } from './list.usecases.ts';
import { namedUnit, presentRow } from './present.rules.ts';
import type { TicketDeps } from './tickets.types.ts';

const SHOWN = 100;

/** What is overdue in the officer's tree and stands with whoever has it: due no more, and climbed to nobody. */
export async function readNotClimbed(deps: Pick<TicketDeps, 'db' | 'clock' | 'tree'>, actor: Actor) {
  const now = deps.clock.now();
  const found = await notClimbedFor(deps.db.read, { viewer: viewerOf(actor), now, limit: SHOWN + 1 });
  const overdue = found.slice(0, SHOWN).map(({ row, clock, ticket }) => ({
    ...{ clock: clock.kind, dueAt: clock.dueAt, climbsAt: row.dueAt !== null && row.dueAt > now ? row.dueAt : null },
    with: namedUnit(deps.tree, ticket.owner ?? ticket.desk),
    ticket: presentRow(deps.tree, ticket),
  }));
  return { overdue, more: found.length > SHOWN };
}
