import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Db } from '../../schema.ts';
import { overdueClocks, markBreached } from './breach.repository.ts';

export interface BreachDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: EventLog;
}

/** Marks clocks whose deadline passed, once each, with an event on the ticket. Returns how many. */
export async function markBreaches(deps: BreachDeps, { limit }: { limit: number }): Promise<number> {
  const now = deps.clock.now();
  return deps.db.write(
    async (tx) => {
      const overdue = await overdueClocks(tx, { now, limit });
      const marked = [];
      for (const clock of overdue) if (await markBreached(tx, { clock, at: now })) marked.push(clock);
      await deps.events.append(
        tx,
        marked.map(({ ticket, kind, dueAt }) => ({
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
