import { fail } from '../../platform/errors.ts';
import type { NewEvent } from '../../platform/events/port.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { maySend } from '../replies/neutral.rules.ts';
import { accessUnits } from '../tickets/access.rules.ts';
import { viewerOf } from '../tickets/list.usecases.ts';
import { holdIncident } from '../tickets/seen.usecases.ts';
import type { Ticket, TicketDeps } from '../tickets/tickets.types.ts';
import { lookAt, lookToAnswer } from './access.usecases.ts';
import {
  endLock,
  expiredLocks,
  heldSends,
  holdOthers,
  incidentsOf,
  insertLock,
  openLocks,
  settleHeldSend,
  type OpenLock,
} from './lock.repository.ts';
import { USUAL_HOURS } from './lock.rules.ts';
import { lockFor } from './one-voice.usecases.ts';
import { speakersFor } from './people.rules.ts';
import type { SpreadDeps } from './spread.types.ts';

const HOUR = 60 * 60_000;
const TOGETHER = 50;
/** Tickets of an incident whose pages are told of a lock. */
const TOLD = 100;
const SHOWN = 100;

/** Units that may know of a ticket. */
export const unitsSeeing = (deps: Pick<TicketDeps, 'tree'>, ticket: Ticket): ReadonlySet<string> =>
  new Set(accessUnits({ tree: deps.tree, ...ticket }));

const tell = (tickets: readonly Pick<Ticket, 'id'>[], event: Omit<NewEvent, 'stream'>): NewEvent[] =>
  tickets.slice(0, TOLD).map(({ id }) => ({ ...event, stream: `ticket:${id}` }));

/** The lock that an officer has before him. A new one begins its versions anew: the number alone does not tell them apart. */
interface SeenLock {
  readonly lock: string | null;
  readonly version: number;
}

const isAsSeen = (open: OpenLock | null, { lock, version }: SeenLock): boolean =>
  (open?.id ?? null) === lock && (open?.version ?? 0) === version;

/**
 * Lets one position alone speak in public of an incident for some hours. What others have queued for the public and is
 * not on its way yet is held. `lock` and `version` are of the lock that the officer saw, null and 0 for none: it is then replaced. Of
 * two who set one at a moment one does. Throws tickets.not_found, officers.not_allowed, spread.not_spreading,
 * spread.lock_changed, spread.speaker_unknown.
 */
export async function setLock(
  deps: SpreadDeps,
  {
    actor,
    id,
    position,
    reason,
    hours = USUAL_HOURS,
    ...saw
  }: { actor: Actor; id: string; position?: string | undefined; reason: string; hours?: number } & SeenLock,
): Promise<void> {
  await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const { ticket, post, leads, mayLock, lock: open, lockOf: incident } = await lookAt(tx, { actor, id, now: at });
    if (!leads || !post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
    if (!isAsSeen(open, saw)) fail({ code: 'spread.lock_changed', kind: 'conflict' });
    if (!mayLock) fail({ code: 'spread.not_spreading', kind: 'conflict' });
    const speaker = position ?? post.position;
    const asked = { tree: deps.tree, offices: deps.offices, matter: ticket, sees: unitsSeeing(deps, ticket) };
    const own = actor.posts.find((one) => one.position === speaker && one.capabilities.includes('ticket.reply'));
    const unit = own?.unit ?? speakersFor(asked).find((office) => office.id === speaker)?.unit;
    if (unit === undefined)
      fail({ code: 'spread.speaker_unknown', kind: 'unprocessable', fields: { position: 'invalid' } });
    // Nobody's act on the incident is under way while it is locked: what was queued before is seen, what comes later sees the lock.
    const members = await holdIncident(tx, incident);
    const past = (await expiredLocks(tx, { now: at, limit: TOGETHER })).filter((one) => one.incident === incident);
    for (const before of [...past, ...(open ? [open] : [])])
      if (!(await endLock(tx, { before, at, by: actor.officer })))
        fail({ code: 'spread.lock_changed', kind: 'conflict' });
    const lock = deps.ids.make('vlk');
    const until = at + hours * HOUR;
    const row = { id: lock, incident, ticket: id, num: ticket.num, unit, position: speaker, reason, until };
    const life = { setBy: actor.officer, setAt: at, endedAt: null, endedBy: null, version: (open?.version ?? 0) + 1 };
    if (!(await insertLock(tx, { ...row, ...life }))) fail({ code: 'spread.lock_changed', kind: 'conflict' });
    const held = await holdOthers(tx, { incidents: [incident], position: speaker });
    const data = { lock, position: speaker, until, held: held.length };
    await deps.events.append(tx, tell(members, { type: 'ticket.spread-locked', actor: actorAt(actor, post), data }));
  });
}

/** Lets everybody speak again. Throws tickets.not_found, officers.not_allowed, spread.lock_changed. */
export async function liftLock(
  deps: Pick<SpreadDeps, 'db' | 'clock' | 'events'>,
  { actor, id, ...saw }: { actor: Actor; id: string } & SeenLock,
): Promise<void> {
  await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const { post, leads, lock, lockOf } = await lookAt(tx, { actor, id, now: at });
    const isSpeaker = actor.posts.some(({ position }) => position === lock?.position);
    if (!post || !(leads || isSpeaker)) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
    if (!lock || !isAsSeen(lock, saw) || !(await endLock(tx, { before: lock, at, by: actor.officer })))
      fail({ code: 'spread.lock_changed', kind: 'conflict' });
    const members = await holdIncident(tx, lockOf);
    const data = { lock: lock.id };
    await deps.events.append(tx, tell(members, { type: 'ticket.spread-unlocked', actor: actorAt(actor, post), data }));
  });
}

/** Ends locks whose time has run out, each with its event. Returns how many. */
export async function endLocks(deps: Pick<SpreadDeps, 'db' | 'clock' | 'events'>): Promise<number> {
  return deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const events: NewEvent[] = [];
    for (const lock of await expiredLocks(tx, { now: at, limit: TOGETHER }))
      if (await endLock(tx, { before: lock, at, by: null }))
        events.push({
          ...{ stream: `ticket:${lock.ticket}`, type: 'ticket.spread-unlocked' },
          ...{ actor: 'system', data: { lock: lock.id } },
        });
    await deps.events.append(tx, events);
    return events.length;
  });
}

/** Messages that were held, of tickets that the officer may answer on, and whether they can be settled now. */
export async function listHeld(
  deps: Pick<SpreadDeps, 'db' | 'clock' | 'offices'>,
  { actor, tickets }: { actor: Actor; tickets?: readonly string[] },
) {
  const { read } = deps.db;
  const found = await heldSends(read, { viewer: viewerOf(actor), limit: SHOWN, ...(tickets ? { tickets } : {}) });
  const locks = found.length === 0 ? [] : await openLocks(read, deps.clock.now());
  const incidents = await incidentsOf(
    read,
    found.map(({ ticket }) => ticket),
  );
  return found.map(({ id, ticket, docket, purpose, text, position, at }) => ({
    ...{ id, ticket, docket, purpose, text, at },
    by: position === null ? null : (deps.offices.office(position)?.title ?? null),
    isLocked: lockFor(locks, incidents.get(ticket) ?? [ticket]) !== null,
  }));
}

/**
 * An officer says what becomes of a message that was held, once the lock is over: it is sent, or dropped. Written once.
 * Throws tickets.not_found, officers.not_allowed, spread.still_locked, spread.not_held, replies.protected_public.
 */
export async function settleHeld(
  deps: Pick<SpreadDeps, 'db' | 'clock' | 'events'>,
  { actor, id, send, choice }: { actor: Actor; id: string; send: string; choice: 'release' | 'drop' },
): Promise<void> {
  await deps.db.write(async (tx) => {
    const at = deps.clock.now();
    const { ticket, post, lock } = await lookToAnswer(tx, { actor, id, now: at });
    const held = await heldSends(tx, { viewer: viewerOf(actor), tickets: [id], limit: SHOWN });
    const one = held.find((some) => some.id === send);
    if (!one) fail({ code: 'spread.not_held', kind: 'conflict' });
    if (lock) fail({ code: 'spread.still_locked', kind: 'conflict' });
    if (choice === 'release' && !maySend(one, ticket)) fail({ code: 'replies.protected_public', kind: 'conflict' });
    // Tried before it was held: the run that a restore lost may have sent it, so it is looked for and not sent again.
    const free = { state: one.firstTriedAt === null ? 'waiting' : 'settling', notBefore: at, error: null };
    const set = choice === 'release' ? free : { state: 'cancelled', error: 'dropped' };
    if (!(await settleHeldSend(tx, { id: send, ticket: id, set }))) fail({ code: 'spread.not_held', kind: 'conflict' });
    await deps.events.append(tx, [
      { stream: `ticket:${id}`, type: `ticket.spread-held-${choice}`, actor: actorAt(actor, post), data: { send } },
    ]);
  });
}
