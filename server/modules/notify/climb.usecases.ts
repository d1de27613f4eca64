import type { Tx } from '../../schema.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { nextWays, patience } from './ladder.rules.ts';
import { findTickets } from './link.repository.ts';
import { cancelQueued, dueNextWay, insertSends, moveNext, ofMessage, sendsOf } from './notify.repository.ts';
import type { NotifyDeps } from './notify.types.ts';
import { stillToTell } from './position.usecases.ts';
import { queued } from './prepare.usecases.ts';
import { afterQuiet } from './quiet.rules.ts';
import { reach } from './recipients.usecases.ts';
import { openWays } from './ways.usecases.ts';

const TOGETHER = 50;

/** The docket of a message that its position is still to know, the most urgent of many; null when there is none. */
async function mostUrgent(deps: NotifyDeps, tx: Tx, { id, position }: { id: string; position: string }) {
  const rows = await ofMessage(tx, id);
  const tickets = await findTickets(
    tx,
    rows.map(({ ticket }) => ticket),
  );
  let found: Ticket | null = null;
  for (const row of rows) {
    const ticket = tickets.get(row.ticket);
    if (!ticket || (found && patience(found.urgency) <= patience(ticket.urgency))) continue;
    if (await stillToTell(deps, tx, { ticket, row, position })) found = ticket;
  }
  return found;
}

/**
 * Tries the next way for messages that nobody opened in time; after the last one somebody is to telephone. Returns how
 * many were looked at.
 */
export async function tryNextWays(deps: NotifyDeps): Promise<number> {
  const now = deps.clock.now();
  if ((await dueNextWay(deps.db.read, { now, limit: 1 })).length === 0) return 0;
  const ways = await openWays(deps, deps.db.read);
  return deps.db.write(
    async (tx) => {
      const due = await dueNextWay(tx, { now, limit: TOGETHER });
      for (const { id, position, nextAt, red } of due) {
        if (nextAt === null || position === null) continue;
        const ticket = await mostUrgent(deps, tx, { id, position });
        if (!ticket) {
          if (await moveNext(tx, { id, from: nextAt, to: null })) await cancelQueued(tx, [id]);
          continue;
        }
        const { contact, ladder } = await reach(deps, tx, { position, ways });
        const awake = red ? now : afterQuiet(now, contact);
        if (awake > now) {
          await moveNext(tx, { id, from: nextAt, to: awake });
          continue;
        }
        const tried = (await sendsOf(tx, id)).map(({ way }) => way);
        const [way] = nextWays(ladder, { tried, red: false });
        const isLast = way === undefined || way === 'call';
        if (!(await moveNext(tx, { id, from: nextAt, to: isLast ? null : now + patience(ticket.urgency) }))) continue;
        if (way !== undefined) await insertSends(tx, [queued(deps, { message: id, position, way, red })]);
      }
      return due.length;
    },
    { lane: 'batch' },
  );
}
