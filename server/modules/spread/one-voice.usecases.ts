import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { holdOthers, incidentsOf, openLocks, type OpenLock } from './lock.repository.ts';

/** Marks in the outbox what waits because another position alone speaks. */
export { ONE_VOICE } from './lock.repository.ts';

interface Send {
  readonly id: string;
  readonly ticket: string;
  readonly kind: string;
  readonly purpose: string;
  /** The position that sends it. */
  readonly officer: string | null;
}

/** What another act carries with it waits, so that the act itself need not. */
const WAITS: ReadonlySet<string> = new Set(['acknowledgement', 'answer']);

/** The lock that holds for one of these incidents; null when none does. */
export const lockFor = (locks: readonly OpenLock[], of: readonly string[]): OpenLock | null =>
  locks.find(({ incidents }) => of.some((incident) => incidents.includes(incident))) ?? null;

/** The lock that holds for a ticket: that of its incident, or of the thread that it was split off from. */
export async function lockOn(
  read: Read,
  { ticket: { id }, now }: { ticket: Ticket; now: number },
): Promise<OpenLock | null> {
  const locks = await openLocks(read, now);
  return locks.length === 0 ? null : lockFor(locks, (await incidentsOf(read, [id])).get(id) ?? [id]);
}

/**
 * Refuses what an officer wants said in public while another position alone speaks of it; acknowledgements and the answer
 * with which a docket is closed are held instead, and what is private is free. Of an officer with several positions the one that may speak speaks.
 * Throws spread.one_voice. The ticket must be held by the transaction: a lock that is being set waits for it.
 */
export async function inOneVoice<Sent extends Send>(
  tx: Tx,
  { ticket, actor, sends, at }: { ticket: Ticket; actor: Actor; sends: readonly Sent[]; at: number },
): Promise<readonly Sent[]> {
  if (!sends.some(({ kind }) => kind === 'reply')) return sends;
  const lock = await lockOn(tx, { ticket, now: at });
  if (!lock) return sends;
  const isSpeaker = actor.posts.some(({ position }) => position === lock.position);
  if (isSpeaker) return sends.map((send) => (send.kind === 'reply' ? { ...send, officer: lock.position } : send));
  if (sends.some(({ kind, purpose }) => kind === 'reply' && !WAITS.has(purpose)))
    fail({ code: 'spread.one_voice', kind: 'forbidden', detail: { position: lock.position, until: lock.until } });
  return sends;
}

/** Of these messages those that must wait, because another position alone speaks of their incident. */
export async function heldBack(
  read: Read,
  { sends, at }: { sends: readonly Send[]; at: number },
): Promise<ReadonlySet<string>> {
  const open = sends.filter(({ kind }) => kind === 'reply');
  const locks = open.length === 0 ? [] : await openLocks(read, at);
  if (locks.length === 0) return new Set();
  const incidents = await incidentsOf(
    read,
    open.map(({ ticket }) => ticket),
  );
  const isHeld = ({ ticket, officer }: Send): boolean => {
    const lock = lockFor(locks, incidents.get(ticket) ?? [ticket]);
    return lock !== null && lock.position !== officer;
  };
  return new Set(open.filter(isHeld).map(({ id }) => id));
}

/**
 * Refuses to take a ticket out of an incident of which one position alone speaks: with it the lock would be left behind.
 * That position may, and whoever may lift the lock. Throws spread.locked_in. The ticket must be held by the transaction.
 */
export async function requireMayLeave(
  read: Read,
  { ticket, actor, units, at }: { ticket: Ticket; actor: Actor; units: readonly string[]; at: number },
): Promise<void> {
  const lock = await lockOn(read, { ticket, now: at });
  const isFree = actor.posts.some(
    ({ position, unit, capabilities }) =>
      position === lock?.position ||
      (units.includes(unit) && (capabilities.includes('ticket.triage') || capabilities.includes('ticket.verify'))),
  );
  if (lock && !isFree)
    fail({ code: 'spread.locked_in', kind: 'forbidden', detail: { position: lock.position, until: lock.until } });
}

/**
 * Holds of these messages that are about to go out what is against a lock: a ticket may have come into the incident after
 * its message was queued. Called in the transaction that takes them and holds their tickets. Returns what was held.
 */
export async function holdDue(
  tx: Tx,
  { sends, now }: { sends: readonly string[]; now: number },
): Promise<{ id: string; ticket: string }[]> {
  const held: { id: string; ticket: string }[] = [];
  const covered = new Set<string>();
  for (const { incidents, position } of await openLocks(tx, now)) {
    // Where two locks have come together the older one speaks, as everywhere else: or nobody could.
    const own = incidents.filter((incident) => !covered.has(incident));
    if (own.length > 0) held.push(...(await holdOthers(tx, { incidents: own, position, sends })));
    for (const incident of own) covered.add(incident);
  }
  return held;
}
