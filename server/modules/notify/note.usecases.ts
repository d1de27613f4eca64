import type { Clock } from '../../platform/clock/clock.ts';
import { fail } from '../../platform/errors.ts';
import type { EventLog, NewEvent } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Tx } from '../../schema.ts';
import { UNDO_WINDOW } from '../tickets/undo-window.rules.ts';
import { cancelAlarms, cancelOfAct, insertNotifications, markOpened } from './notify.repository.ts';
import { causeOf, GATHERED, positionOf, ticketOf, type Cause } from './reasons.rules.ts';
import type { Notification } from './notify.types.ts';

interface NoteDeps {
  readonly ids: Ids;
  readonly clock: Clock;
}

/** A row that waits to be told; `key` keeps a cause from being told twice. */
export function waiting(
  { ids, clock }: NoteDeps,
  { ticket, reason, level, red, version }: Cause,
  { key, delay }: { key?: string; delay: number },
): Notification {
  const id = ids.make('ntf');
  const at = clock.now();
  return {
    ...{ id, dedupeKey: key ?? id, ticket, reason, level, red, version, state: 'waiting' },
    ...{ notBefore: at + delay, createdAt: at, position: null, message: null, toldAt: null, openedAt: null },
    nextAt: null,
  };
}

/** Takes back what an act gave to tell. Throws tickets.undo_too_late when it is on its way. */
async function takeBack(tx: Tx, event: NewEvent): Promise<void> {
  const ticket = ticketOf(event);
  const { version } = event.data;
  if (ticket === null || typeof version !== 'number') return;
  if (!(await cancelOfAct(tx, { ticket, version: version - 1 })))
    fail({ code: 'tickets.undo_too_late', kind: 'conflict' });
}

/** Whoever acts on a docket through a position has opened what that position was told of it. */
async function openedByActs(tx: Tx, { events, at }: { events: readonly NewEvent[]; at: number }): Promise<void> {
  const acts = events.flatMap((event) => {
    const [ticket, position] = [ticketOf(event), positionOf(event.actor)];
    return ticket === null || position === null ? [] : [{ ticket, position }];
  });
  const once = new Map(acts.map((one) => [`${one.ticket} ${one.position}`, one]));
  for (const { ticket, position } of once.values()) await markOpened(tx, { ticket, positions: [position], at });
}

/** Steps after which somebody looks after a danger, or there is none. */
const LOOKED_AFTER: ReadonlySet<string> = new Set(
  ['take', 'hand-over', 'return', 'not-reached', 'safe'].map((step) => `ticket.alarm-${step}`),
);

/** Time in which most of what is told as one is found. */
const TOGETHER = 60_000;

const delayOf = ({ red, reason }: Cause): number => {
  if (red) return 0;
  return reason === GATHERED ? TOGETHER : UNDO_WINDOW + 1;
};

/** Writes what events give to tell, in the transaction that appends them. */
async function note(deps: NoteDeps, tx: Tx, events: readonly NewEvent[]): Promise<void> {
  for (const event of events) if (event.type === 'ticket.undone') await takeBack(tx, event);
  for (const event of events) {
    const ticket = LOOKED_AFTER.has(event.type) ? ticketOf(event) : null;
    if (ticket !== null) await cancelAlarms(tx, ticket);
  }
  const causes = events.flatMap((event) => causeOf(event) ?? []);
  // One more than the time in which an act can be taken back, so that the two never meet.
  const rows = causes.map((cause) => waiting(deps, cause, { delay: delayOf(cause) }));
  await insertNotifications(tx, rows);
  await openedByActs(tx, { events, at: deps.clock.now() });
}

/**
 * The record of events, which also writes what positions must be told because of them: no act can be recorded and
 * nobody told, and none told of what was never done.
 */
export function withNotifications(events: EventLog, deps: NoteDeps): EventLog {
  return {
    ...events,
    append: async (tx, appended) => {
      await events.append(tx, appended);
      await note(deps, tx, appended);
    },
  };
}
