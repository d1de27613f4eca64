import type { Tx } from '../../schema.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { AT_ONCE, nextWays, patience, WINDOW } from './ladder.rules.ts';
import { dueToTell, insertSends, lastTold, settleWaiting, toldSince } from './notify.repository.ts';
import type { Notification, NotificationSend, NotifyDeps, Way, Ways } from './notify.types.ts';
import { isStillToTell, positionToTell } from './position.usecases.ts';
import { afterQuiet } from './quiet.rules.ts';
import { GATHERED } from './reasons.rules.ts';
import { reach, type Reached } from './recipients.usecases.ts';
import { openWays } from './ways.usecases.ts';

const TOGETHER = 50;
const REPLAY = 'replay';
/** A stop of ours is over, and all that climbed because of it is found, within this. */
const GATHERING = 60 * 60_000;

interface Due {
  readonly row: Notification;
  readonly ticket: Ticket;
}

/** A send of a message that waits for its turn. */
export const queued = (
  { ids, clock }: Pick<NotifyDeps, 'ids' | 'clock'>,
  { message, position, way, red }: { message: string; position: string; way: Way; red: boolean },
): NotificationSend => ({
  ...{ id: ids.make('nsd'), message, position, way, red, state: 'queued', notBefore: clock.now(), attempts: 0 },
  ...{ leaseUntil: null, externalId: null, error: null, createdAt: clock.now() },
  ...{ sentAt: null, deliveredAt: null, openedAt: null },
});

/** Tells these as one message: the first way, or all of them where a life is at risk. */
async function tell(
  deps: NotifyDeps,
  tx: Tx,
  { due, position, reached }: { due: readonly Due[]; position: string; reached: Reached },
): Promise<void> {
  const [first] = due;
  if (!first) return;
  const at = deps.clock.now();
  const { red, id: message } = first.row;
  const wait = Math.min(...due.map(({ ticket }) => patience(ticket.urgency)));
  for (const { row } of due) {
    const nextAt = row.id === message && !red ? at + wait : null;
    const set = { state: 'told', position, message, toldAt: at, nextAt };
    // An undo took it back, or another process told it.
    if (!(await settleWaiting(tx, { id: row.id, set })) && row.id === message) return;
  }
  const ways = nextWays(reached.ladder, { tried: [], red });
  await insertSends(
    tx,
    ways.map((way) => queued(deps, { message, position, way, red })),
  );
}

/** What climbed late is told to a position as one message; what is found of it after that goes with the same one. */
async function tellGathered(
  deps: NotifyDeps,
  tx: Tx,
  { due, position, reached }: { due: readonly Due[]; position: string; reached: Reached },
): Promise<void> {
  if (due.length === 0) return;
  const told = await lastTold(tx, { position, reason: GATHERED, since: deps.clock.now() - GATHERING });
  if (!told) return tell(deps, tx, { due, position, reached });
  const { message, toldAt } = told;
  for (const { row } of due) await settleWaiting(tx, { id: row.id, set: { state: 'told', position, message, toldAt } });
}

/** Tells a position one by one while these are few, and as one when they are many. */
async function tellPosition(
  deps: NotifyDeps,
  tx: Tx,
  { position, due, ways }: { position: string; due: readonly Due[]; ways: Ways },
): Promise<void> {
  const now = deps.clock.now();
  const reached = await reach(deps, tx, { position, ways });
  for (const one of due) if (one.row.red) await tell(deps, tx, { due: [one], position, reached });
  const all = due.filter(({ row }) => !row.red);
  if (all.length === 0) return;
  const late = async (notBefore: number): Promise<void> => {
    for (const { row } of all) await settleWaiting(tx, { id: row.id, set: { notBefore } });
  };
  const awake = afterQuiet(now, reached.contact);
  if (awake > now) return late(awake);
  await tellGathered(deps, tx, { due: all.filter(({ row }) => row.reason === GATHERED), position, reached });
  const calm = all.filter(({ row }) => row.reason !== GATHERED);
  const lately = await toldSince(tx, { position, since: now - WINDOW });
  if (lately.length + calm.length <= AT_ONCE) {
    for (const one of calm) await tell(deps, tx, { due: [one], position, reached });
    return;
  }
  // The window ends when the first of its messages is old enough; then the rest goes as one.
  if (lately.length >= AT_ONCE) return late(Math.min(...lately.map(({ toldAt }) => toldAt ?? now)) + WINDOW);
  return tell(deps, tx, { due: calm, position, reached });
}

/**
 * Decides of what is due whom it is told and how, as the ticket is now; what nobody needs to know any more is dropped.
 * Returns how many were looked at.
 */
export async function prepareDue(deps: NotifyDeps): Promise<number> {
  if ((await dueToTell(deps.db.read, { now: deps.clock.now(), limit: 1 })).length === 0) return 0;
  const ways = await openWays(deps, deps.db.read);
  return deps.db.write(
    async (tx) => {
      const found = await dueToTell(tx, { now: deps.clock.now(), limit: TOGETHER });
      const groups = new Map<string, Due[]>();
      for (const { row, ticket, kind } of found) {
        const isWanted = ticket !== null && kind !== REPLAY && (await isStillToTell(tx, { ticket, row }));
        const office = isWanted ? await positionToTell(deps, tx, { ticket, row }) : null;
        if (ticket === null || office === null) await settleWaiting(tx, { id: row.id, set: { state: 'dropped' } });
        else groups.set(office.id, [...(groups.get(office.id) ?? []), { row, ticket }]);
      }
      for (const [position, due] of groups) await tellPosition(deps, tx, { position, due, ways });
      return found.length;
    },
    { lane: 'batch' },
  );
}
