import { circleOf } from '../audits/audits.rules.ts';
import { termsAt } from '../deadlines/in-force.usecases.ts';
import { closerOf } from '../tickets/audited.usecases.ts';
import type { TicketDeps } from '../tickets/tickets.types.ts';
import { ASKED_FOR } from '../tickets/verdict.rules.ts';
import { endOver, insertCall, unasked } from './feedback.repository.ts';
import { isNumber } from '../inbound/telephone.rules.ts';

const DAY = 24 * 60 * 60_000;

/**
 * Puts closings that their citizens said nothing of on the list, once each, and takes off it what was answered or opened
 * again. What has no number to call gets a row that has ended, so that it is not looked at again. Returns how many were
 * looked at.
 */
export async function fillFeedback(
  deps: Pick<TicketDeps, 'db' | 'clock' | 'ids' | 'tree'>,
  { limit }: { limit: number },
): Promise<number> {
  return deps.db.write(
    async (tx) => {
      const at = deps.clock.now();
      await endOver(tx, at);
      const until = at - (await termsAt(tx, at)).callAfterDays * DAY;
      const found = await unasked(tx, { after: at - ASKED_FOR, until, limit });
      for (const { ticket, handle } of found) {
        const closer = await closerOf(tx, ticket.id);
        const { owner, closedAt } = ticket;
        if (owner === null || closedAt === null) continue;
        const highest = closer !== null && deps.tree.isUnder(owner, closer.unit) ? closer.unit : owner;
        const isCallable = handle !== null && isNumber(handle) && closer !== null;
        await insertCall(tx, {
          ...{ id: deps.ids.make('fbc'), ticket: ticket.id, num: ticket.num, closedAt },
          ...{ circle: circleOf(deps.tree, highest), protected: ticket.protected, closer: closer?.officer ?? '' },
          ...{ tries: 0, nextAt: at, caller: null, callerUntil: null, officer: null, position: null, version: 1 },
          ...(isCallable ? { endedAt: null, result: null } : { endedAt: at, result: 'over' }),
        });
      }
      return found.length;
    },
    { lane: 'batch' },
  );
}
