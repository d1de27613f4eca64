import { fail } from '../../platform/errors.ts';
import type { Read, Tx } from '../../schema.ts';
import type { InboundDeps } from '../inbound/inbound.types.ts';
import { cutEnvelopes } from '../inbound/envelope-words.usecases.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt, requirePostAmong } from '../officers/officers.rules.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { viewerWith } from '../tickets/eyes.rules.ts';
import { findVisible } from '../tickets/visible.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import type { EvidenceDeps } from './evidence.types.ts';
import { dropKept, endHold, holdsOf, insertHold, takeTurns } from './holds.repository.ts';
import { noteUnused } from './quarantine.repository.ts';

type HoldDeps = Pick<EvidenceDeps, 'db' | 'clock' | 'ids' | 'events'>;

/** The ticket, for an officer who may keep evidence of it. Throws tickets.not_found, officers.not_allowed. */
export async function loadForEvidence(
  read: Read,
  { actor, id }: { actor: Actor; id: string },
): Promise<{ ticket: Ticket; isMasked: boolean; units: readonly string[]; post: Post }> {
  const found = await findVisible(read, {
    id,
    viewer: viewerWith(actor, 'ticket.read'),
  });
  // Evidence is everybody's words: whoever reads a summary in their place opens none. What is protected may be ordered to
  // be kept by whoever is above, and is opened by those alone who read it.
  if (!found || (found.isVeiled && !found.isMasked)) fail({ code: 'tickets.not_found', kind: 'not-found' });
  return {
    ticket: found.ticket,
    isMasked: found.isMasked,
    units: found.units,
    post: requirePostAmong(actor, { units: found.units, capability: 'ticket.hold' }),
  };
}

/**
 * Records an authority's order to keep what is said on a ticket: from now on a deletion by the author keeps the post as
 * evidence. Throws tickets.not_found, officers.not_allowed, evidence.hold_exists.
 */
export async function orderHold(
  deps: HoldDeps,
  { actor, id, ...order }: { actor: Actor; id: string; authority: string; number: string; note: string },
): Promise<{ id: string }> {
  const hold = deps.ids.make('hld');
  await deps.db.write(async (tx: Tx) => {
    const { post } = await loadForEvidence(tx, { actor, id });
    await takeTurns(tx, [id]);
    const by = { officer: actor.officer, position: post.position, at: deps.clock.now() };
    const open = { liftedAt: null, liftedBy: null, liftReason: null };
    if (!(await insertHold(tx, { id: hold, ticket: id, ...order, ...by, ...open })))
      fail({ code: 'evidence.hold_exists', kind: 'conflict' });
    await deps.events.append(tx, [
      { stream: `ticket:${id}`, type: 'ticket.hold-ordered', actor: actorAt(actor, post), data: { hold } },
    ]);
  });
  return { id: hold };
}

/**
 * Lifts an order. When none is left on the ticket, what was deleted meanwhile is removed for good; the event says how much.
 * Throws tickets.not_found, officers.not_allowed, evidence.hold_lifted.
 */
export async function liftHold(
  deps: HoldDeps & Pick<InboundDeps, 'driver'>,
  { actor, id, hold, reason }: { actor: Actor; id: string; hold: string; reason: string },
): Promise<{ removed: number }> {
  return deps.db.write(async (tx) => {
    const { post } = await loadForEvidence(tx, { actor, id });
    await takeTurns(tx, [id]);
    const at = deps.clock.now();
    if (!(await endHold(tx, { id: hold, ticket: id, officer: actor.officer, reason, at })))
      fail({ code: 'evidence.hold_lifted', kind: 'conflict' });
    const isFree = (await holdsOf(tx, id)).every(({ liftedAt }) => liftedAt !== null);
    const { posts, files } = isFree ? await dropKept(tx, id) : { posts: [], files: [] };
    await noteUnused(tx, { hashes: files, at });
    await cutEnvelopes(deps, tx, posts);
    const data = { hold, removed: posts };
    await deps.events.append(tx, [
      { stream: `ticket:${id}`, type: 'ticket.hold-lifted', actor: actorAt(actor, post), data },
    ]);
    return { removed: posts.length };
  });
}

/** Orders on a ticket as seniors see them. */
export async function readHolds(read: Read, ticket: string) {
  const holds = await holdsOf(read, ticket);
  const names = await officerNames(
    read,
    holds.flatMap(({ officer, liftedBy }) => [officer, ...(liftedBy === null ? [] : [liftedBy])]),
  );
  return holds.map(({ id, authority, number, note, officer, at, liftedAt, liftedBy, liftReason }) => ({
    ...{ id, authority, number, note, at, liftedAt, liftReason },
    officerName: names.get(officer) ?? null,
    lifterName: liftedBy === null ? null : (names.get(liftedBy) ?? null),
  }));
}
