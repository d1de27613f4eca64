import type { Clock as ClockPort } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Db } from '../../schema.ts';
import { overdueClocks, markBreached, type OverdueClock } from './breach.repository.ts';
import { insertEscalations } from './escalation.repository.ts';
import type { Escalation } from './escalation.rules.ts';

export interface BreachDeps {
  readonly db: Db;
  readonly clock: ClockPort;
  readonly events: EventLog;
}

/** Where a deadline that passed begins to climb: with whoever has the ticket, or with the desk. A flood climbs once it is unfolded. */
const beginning = ({ clock, ticket }: OverdueClock, at: number): Escalation => ({
  ...{ ticket: clock.ticket, clock: clock.kind, startedAt: clock.startedAt, num: ticket.num },
  ...{ level: 0, unit: ticket.owner ?? ticket.desk, position: null, at },
  dueAt: ticket.urgency === 'life-risk' ? clock.dueAt : Math.max(clock.dueAt, ticket.foldedUntil ?? 0),
  ...{ answer: null, answeredBy: null, answeredAt: null, endedAt: null, version: 1 },
});

/** Marks clocks whose deadline passed, once each, with an event on the ticket; from then on they climb. Returns how many. */
export async function markBreaches(deps: BreachDeps, { limit }: { limit: number }): Promise<number> {
  const now = deps.clock.now();
  return deps.db.write(
    async (tx) => {
      const overdue = await overdueClocks(tx, { now, limit });
      const marked: OverdueClock[] = [];
      for (const one of overdue) if (await markBreached(tx, { clock: one.clock, at: now })) marked.push(one);
      await insertEscalations(
        tx,
        marked.map((one) => beginning(one, now)),
      );
      await deps.events.append(
        tx,
        marked.map(({ clock: { ticket, kind, dueAt } }) => ({
          stream: `ticket:${ticket}`,
          type: 'ticket.deadline-passed',
          actor: 'system',
          data: { clock: kind, dueAt },
        })),
      );
      return marked.length;
    },
    { lane: 'batch' },
  );
}
