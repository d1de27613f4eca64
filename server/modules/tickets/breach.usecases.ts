import type { Clock as ClockPort } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Db } from '../../schema.ts';
import { overdueClocks, markBreached, type OverdueClock } from './breach.repository.ts';
import { begunFor, insertEscalations } from './escalation.repository.ts';
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

/**
 * Marks clocks whose deadline passed, once for each deadline, with an event on the ticket; from then on they climb.
 * Returns how many.
 */
export async function markBreaches(deps: BreachDeps, { limit }: { limit: number }): Promise<number> {
  const now = deps.clock.now();
  return deps.db.write(
    async (tx) => {
      const overdue = await overdueClocks(tx, { now, limit });
      const marked: OverdueClock[] = [];
      for (const one of overdue) if (await markBreached(tx, { clock: one.clock, at: now })) marked.push(one);
      const begun = await begunFor(
        tx,
        marked.map(({ clock }) => clock.ticket),
      );
      await insertEscalations(
        tx,
        marked.map((one) => beginning(one, now)),
      );
      await deps.events.append(
        tx,
        marked.map(({ clock: { ticket, kind, startedAt, dueAt } }) => {
          // It passed, was moved ahead, and passes anew: told again, and counted once.
          const isAgain = begun.some(
            (one) => one.ticket === ticket && one.clock === kind && one.startedAt === startedAt,
          );
          return {
            ...{ stream: `ticket:${ticket}`, type: 'ticket.deadline-passed', actor: 'system' },
            data: { clock: kind, dueAt, ...(isAgain ? { again: true } : {}) },
          };
        }),
      );
      return marked.length;
    },
    { lane: 'batch' },
  );
}
