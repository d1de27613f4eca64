import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { officerNames } from '../officers/names.usecases.ts';
import type { Offices } from './detail.usecases.ts';
import {
  clearLeases,
  dropLease,
  findLease,
  seizeLease,
  takeLease,
  visibleLeases,
  type LeaseRow,
} from './lease.repository.ts';
import { viewerOf } from './list.usecases.ts';
import { writeNote } from './notes.usecases.ts';
import { findTicket } from './tickets.repository.ts';
import type { Ticket, TicketDeps, UnitName } from './tickets.types.ts';

/** How long a page that has fallen silent keeps its ticket, in milliseconds; pages say three times as often that they live. */
export const LEASE = 45_000;

type LeaseDeps = Pick<TicketDeps, 'db' | 'clock' | 'events' | 'ids'> & { readonly offices: Offices };

/** Who works on a ticket, as others are told. */
export interface Holder {
  readonly ticket: string;
  readonly isOwn: boolean;
  readonly officerName: string | null;
  readonly title: UnitName | null;
  readonly since: number;
  readonly until: number;
}

async function present(
  read: Read,
  { offices, actor, leases }: { offices: Offices; actor: Actor; leases: readonly LeaseRow[] },
): Promise<Holder[]> {
  const names = await officerNames(
    read,
    leases.map(({ officer }) => officer),
  );
  return leases.map(({ ticket, officer, position, takenAt, until }) => ({
    ticket,
    isOwn: officer === actor.officer,
    officerName: names.get(officer) ?? null,
    title: offices.office(position)?.title ?? null,
    since: takenAt,
    until,
  }));
}

/** The ticket and the post through which this officer works on it. Throws tickets.not_found, officers.not_allowed. */
export async function loadForWork(
  read: Read,
  { actor, id }: { actor: Actor; id: string },
): Promise<{ ticket: Ticket; post: Post; isVeiled: boolean }> {
  const found = await findTicket(read, { id, viewer: viewerOf(actor) });
  if (!found) fail({ code: 'tickets.not_found', kind: 'not-found' });
  const post = actor.posts.find(
    (one) => found.units.includes(one.unit) && one.capabilities.some((capability) => capability !== 'ticket.read'),
  );
  if (!post) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  return { ticket: found.ticket, post, isVeiled: found.isVeiled };
}

export const leaseFor = (input: {
  ticket: Pick<Ticket, 'id' | 'num'>;
  actor: Actor;
  post: Post;
  now: number;
}): LeaseRow => ({
  ticket: input.ticket.id,
  num: input.ticket.num,
  officer: input.actor.officer,
  position: input.post.position,
  takenAt: input.now,
  until: input.now + LEASE,
});

/**
 * Says that this officer works on the ticket, or still does. Answers who does: somebody else, when he was first. With a
 * reason it is taken from him, which is recorded. It keeps nobody's act out: what settles a race is the ticket's version.
 */
export async function holdTicket(
  deps: LeaseDeps,
  { actor, id, reason }: { actor: Actor; id: string; reason?: string | undefined },
): Promise<Holder> {
  return deps.db.write(async (tx) => {
    const { ticket, post } = await loadForWork(tx, { actor, id });
    const now = deps.clock.now();
    const lease = leaseFor({ ticket, actor, post, now });
    if (!(await takeLease(tx, { lease, now }))) {
      const held = await findLease(tx, { ticket: id, now });
      if (held && reason !== undefined && (await seizeLease(tx, { lease, from: held.officer }))) {
        const note = await writeNote(deps, tx, { ticket: id, text: reason, actor, at: now });
        const data = { from: held.officer, note };
        await deps.events.append(tx, [
          { stream: `ticket:${id}`, type: 'ticket.taken-over', actor: actorAt(actor, post), data },
        ]);
      }
    }
    const held = await findLease(tx, { ticket: id, now });
    const [holder] = await present(tx, { offices: deps.offices, actor, leases: held ? [held] : [] });
    if (!holder) fail({ code: 'tickets.not_found', kind: 'not-found' });
    return holder;
  });
}

/** Says that this officer has turned to something else. */
export async function releaseTicket(
  deps: Pick<LeaseDeps, 'db' | 'clock'>,
  { actor, id }: { actor: Actor; id: string },
): Promise<void> {
  await deps.db.write(async (tx) => {
    await dropLease(tx, { ticket: id, officer: actor.officer });
    await clearLeases(tx, deps.clock.now());
  });
}

/** Who works on what now, of the tickets that this officer may see. */
export async function listHolders(deps: Pick<LeaseDeps, 'db' | 'clock' | 'offices'>, actor: Actor): Promise<Holder[]> {
  const leases = await visibleLeases(deps.db.read, { viewer: viewerOf(actor), now: deps.clock.now() });
  return present(deps.db.read, { offices: deps.offices, actor, leases });
}
