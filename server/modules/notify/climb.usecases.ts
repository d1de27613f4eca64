import { nextWays, patience } from './ladder.rules.ts';
import { findTickets } from './link.repository.ts';
import { dueNextWay, insertSends, moveNext, sendsOf } from './notify.repository.ts';
import type { NotifyDeps } from './notify.types.ts';
import { isStillToTell } from './position.usecases.ts';
import { queued } from './prepare.usecases.ts';
import { afterQuiet } from './quiet.rules.ts';
import { reach } from './recipients.usecases.ts';
import { openWays } from './ways.usecases.ts';

const TOGETHER = 50;

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
      const tickets = await findTickets(
        tx,
        due.map(({ ticket }) => ticket),
      );
      for (const row of due) {
        const { id, position, nextAt, red } = row;
        const ticket = tickets.get(row.ticket);
        if (nextAt === null || position === null) continue;
        if (!ticket || !isStillToTell(ticket, row)) {
          await moveNext(tx, { id, from: nextAt, to: null });
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
