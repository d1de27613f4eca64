import type { Clock } from '../../platform/clock/clock.ts';
import { fail } from '../../platform/errors.ts';
import type { EventLog } from '../../platform/events/port.ts';
import { isFenced, readSetting, removeSetting } from '../../platform/settings/settings.repository.ts';
import type { Db } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { holdThreads } from '../tickets/seen.usecases.ts';
import { leaveUntold } from '../notify/after-restore.usecases.ts';
import { holdDue } from '../spread/one-voice.usecases.ts';
import { meter } from '../channels/channels.usecases.ts';
import { publicHash } from './answer-hash.rules.ts';
import { maySend } from './neutral.rules.ts';
import { heldEvents } from './outbox.usecases.ts';
import { requireReach, type Reach } from '../officers/scope.rules.ts';
import { actorName } from '../officers/officers.rules.ts';
import {
  cancelAnswered,
  contactExternalIds,
  doubtAcknowledgements,
  dueSends,
  countInState,
  finishSend,
  hasDue,
  hushDue,
  sendsInState,
  settleByPerson,
  takeDue,
  type NewOutboxRow,
  type OutboxRow,
  ticketOfSend,
} from './outbox.repository.ts';
import { hideCode } from './templates.rules.ts';

export interface RelayDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: EventLog;
}

export type AdminDeps = RelayDeps & { readonly tree: Reach };

/** A send in hand: ours until the lease runs out. */
export interface TakenSend {
  readonly id: string;
  readonly account: string;
  readonly ticket: string;
  readonly state: string;
  readonly purpose: string;
  readonly kind: 'reply' | 'dm';
  readonly text: string;
  readonly inReplyTo: string | null;
  /** External id of the contact, for a direct message. */
  readonly to: string | null;
  readonly attempts: number;
  readonly firstTriedAt: number | null;
  readonly leaseUntil: number;
}

/** Takes what is due; nothing while the outbox is fenced after a restore. */
export async function takeSends(
  deps: RelayDeps,
  span: { leaseMs: number; limit: number },
): Promise<readonly TakenSend[]> {
  for (;;) {
    const taken = await takeSome(deps, span);
    // All that was looked at must not go out: what comes after it may.
    if (taken === null || taken.length > 0) return taken ?? [];
  }
}

/**
 * Looks at the oldest that are due and takes what may go out of them; null when none is due. Their tickets are held first:
 * whoever locks one, protects it or puts it to another incident is seen here, or waits and finds the message on its way.
 */
async function takeSome(
  deps: RelayDeps,
  { leaseMs, limit }: { leaseMs: number; limit: number },
): Promise<readonly TakenSend[] | null> {
  const now = deps.clock.now();
  const leaseUntil = now + leaseMs;
  return deps.db.write(async (tx) => {
    const due = (await isFenced(tx)) ? [] : await dueSends(tx, { now, limit });
    if (due.length === 0) return null;
    const sends = due.map(({ id }) => id);
    await holdThreads(
      tx,
      due.map(({ ticket }) => ticket),
    );
    const hushed = await hushDue(tx, sends);
    const held = await holdDue(tx, { sends, now });
    const hushings = hushed.map(({ id, ticket }) => ({
      ...{ stream: `ticket:${ticket}`, type: 'reply.cancelled', actor: 'system' },
      data: { send: id, error: 'became-protected' },
    }));
    await deps.events.append(tx, [...hushings, ...heldEvents(held)]);
    const rows = await takeDue(tx, { sends, now, leaseUntil });
    const contacts = await contactExternalIds(
      tx,
      rows.flatMap((row) => row.toContact ?? []),
    );
    return rows.map((row) => ({
      ...row,
      kind: row.kind === 'dm' ? 'dm' : 'reply',
      to: row.toContact ? (contacts.get(row.toContact) ?? null) : null,
      leaseUntil,
    }));
  });
}

/** How the channel bills a send: a post with a link costs many times one without. */
const costKind = (send: TakenSend): string =>
  send.kind === 'dm' ? 'dm-sent' : /https?:\/\//.test(send.text) ? 'sent-link' : 'sent';

/** Writes how an attempt ended, with its event; left alone when the lease was lost meanwhile. */
export async function endSend(
  deps: RelayDeps,
  send: TakenSend,
  set: Partial<NewOutboxRow> & { state: string },
): Promise<void> {
  await deps.db.write(async (tx) => {
    // Codes are kept hashed: once told, the code itself is not kept.
    const told = set.state === 'sent' && send.purpose === 'acknowledgement' && send.kind === 'dm';
    const kept = set.state === 'sent' ? { ...set, textHash: publicHash(send) } : set;
    const forgotten = told ? { ...kept, text: hideCode(send.text) } : kept;
    const isOurs = await finishSend(tx, { id: send.id, leaseUntil: send.leaseUntil, set: forgotten });
    if (!isOurs || set.state === 'settling' || set.state === 'waiting') return;
    if (set.state === 'sent')
      await meter(tx, { account: send.account, at: deps.clock.now(), kinds: { [costKind(send)]: 1 } });
    const data = { send: send.id, kind: send.kind, error: set.error ?? null, external: set.externalId ?? null };
    await deps.events.append(tx, [
      { stream: `ticket:${send.ticket}`, type: `reply.${set.state}`, actor: 'system', data },
    ]);
  });
}

/** Sends in a state, for the administrator's page. */
export async function listSends(
  deps: AdminDeps,
  { actor, state }: { actor: Actor; state: string },
): Promise<OutboxRow[]> {
  requireReach({ actor, capability: 'admin.system', tree: deps.tree, unit: null });
  const rows = await sendsInState(deps.db.read, { state, limit: 200 });
  return rows.map((row) => (row.kind === 'dm' ? { ...row, text: hideCode(row.text) } : row));
}

/** A person says whether a send that nobody can tell of was sent; if not, it is sent again. */
export async function settleSend(
  deps: AdminDeps,
  { actor, id, sent }: { actor: Actor; id: string; sent: boolean },
): Promise<void> {
  requireReach({ actor, capability: 'admin.system', tree: deps.tree, unit: null });
  await deps.db.write(async (tx) => {
    const row = await settleByPerson(tx, { id, state: sent ? 'sent' : 'waiting', at: deps.clock.now() });
    if (!row) fail({ code: 'replies.not_unknown', kind: 'conflict' });
    const ticket = sent ? null : await ticketOfSend(tx, row.ticket);
    if (ticket && !maySend(row, ticket)) fail({ code: 'replies.protected_public', kind: 'conflict' });
    const data = { send: id, sent };
    await deps.events.append(tx, [
      { stream: `ticket:${row.ticket}`, type: 'reply.settled', actor: actorName(actor, 'admin.system'), data },
    ]);
  });
}

/** How many sends stand in a state, up to a thousand. */
export const countSends = (deps: Pick<RelayDeps, 'db'>, state: string): Promise<number> =>
  countInState(deps.db.read, state);

/** True when something waits to be sent or looked for, and nothing holds it. */
export const hasDueSends = (deps: Pick<RelayDeps, 'db' | 'clock'>): Promise<boolean> =>
  hasDue(deps.db.read, deps.clock.now());

/** Lets a restored desk speak again. What the lost run may have said is not said twice. */
export async function releaseFence(deps: AdminDeps, actor: Actor): Promise<void> {
  requireReach({ actor, capability: 'admin.system', tree: deps.tree, unit: null });
  await deps.db.write(async (tx) => {
    const fence = await readSetting(tx, 'fence');
    if (fence === null) return;
    const since = typeof fence === 'object' && 'since' in fence && typeof fence.since === 'number' ? fence.since : 0;
    // What our own posts in the thread show as answered, then what they may not show yet.
    await cancelAnswered(tx);
    await doubtAcknowledgements(tx, { since, now: deps.clock.now() });
    await leaveUntold(tx, { since });
    await removeSetting(tx, 'fence');
    const event = {
      stream: 'system',
      type: 'system.fence-released',
      actor: actorName(actor, 'admin.system'),
      data: {},
    };
    await deps.events.append(tx, [event]);
  });
}
