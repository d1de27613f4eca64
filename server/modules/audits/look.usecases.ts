import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt, requirePerson } from '../officers/officers.rules.ts';
import { readingBy } from '../readers/reading.rules.ts';
import type { NotesReaders } from '../readers/readers.types.ts';
import { reportForLook, sendBack, withoutHandOf } from '../tickets/audited.usecases.ts';
import { undoLast, UNDO_WINDOW } from '../tickets/change.usecases.ts';
import { presentRow } from '../tickets/present.rules.ts';
import type { Ticket, TicketDeps } from '../tickets/tickets.types.ts';
import { eyesOf, viewerWith } from '../tickets/eyes.rules.ts';
import { findVisible, type Viewer } from '../tickets/visible.usecases.ts';
import { unitsWithCell } from './audits.repository.ts';
import { judgingPost } from './audits.rules.ts';
import { findLook, forgetLook, saveLook, waitingLooks, type ClosingLook, type LookPlace } from './look.repository.ts';
import { lookingPosts, type Looked } from './look.rules.ts';

const LOOKED_AT = 100;
const MOST_ROUNDS = 5;
const SHOWN = 20;

/** The officer as one of headquarters: by those of his posts alone. Throws officers.not_allowed. */
function requireHeadquarters(actor: Actor): { posts: Post[]; viewer: Viewer } {
  const posts = lookingPosts(actor.posts);
  if (posts.length === 0) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  const units = [...new Set(posts.map(({ unit }) => unit))];
  return { posts, viewer: { officer: actor.officer, units, eyes: eyesOf(posts), locale: actor.locale } };
}

const cellsOf = (deps: TicketDeps, read: Read, posts: readonly Post[]): Promise<Set<string>> =>
  unitsWithCell(read, { units: posts.map(({ unit }) => unit), at: deps.clock.now() });

/** A closing as it is looked at: what the citizen wrote beside what the unit reports. */
async function present(
  deps: TicketDeps,
  { look, ticket, viewer }: { look: ClosingLook; ticket: Ticket; viewer: Viewer },
) {
  const { read } = deps.db;
  const found = await findVisible(read, { id: ticket.id, viewer });
  const report = found?.isVeiled === false ? await reportForLook(read, { ticket, at: look.closedAt }) : null;
  if (!report) return null;
  return {
    ...{ id: look.id, signs: look.signs, closedAt: look.closedAt, report },
    ticket: presentRow(deps.tree, ticket),
    words: (await findPlea(read, ticket.id))?.text ?? '',
  };
}

/** Closings of the officer's tree to look at again, a page by key. Throws officers.not_allowed. */
export async function listLooks(
  deps: TicketDeps & NotesReaders,
  { actor, after }: { actor: Actor; after: LookPlace | null },
) {
  const { posts, viewer } = requireHeadquarters(actor);
  const { read } = deps.db;
  const cells = await cellsOf(deps, read, posts);
  const looks: NonNullable<Awaited<ReturnType<typeof present>>>[] = [];
  let place = after;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const waiting = await waitingLooks(read, { viewer, after: place, limit: LOOKED_AT });
    const free = await withoutHandOf(read, {
      officer: actor.officer,
      rows: waiting.map(({ look }) => look),
      now: deps.clock.now(),
    });
    for (const { look, ticket } of waiting) {
      if (looks.length === SHOWN) return { looks, next: place };
      place = { weight: look.weight, num: look.num };
      if (!free.has(look) || !judgingPost(deps.tree, { audit: look, posts, cells })) continue;
      const one = await present(deps, { look, ticket, viewer });
      if (!one) continue;
      deps.readers.note(readingBy(actor, { ticket: ticket.id, kind: 'look' }));
      looks.push(one);
    }
    if (waiting.length < LOOKED_AT) return { looks, next: null };
  }
  return { looks, next: place };
}

/** The look as this officer may settle it, and through which post. Throws officers.not_allowed, audits.not_found. */
async function requireLook(deps: TicketDeps, read: Read, { actor, id }: { actor: Actor; id: string }) {
  const { posts, viewer } = requireHeadquarters(actor);
  const look = await findLook(read, { id, viewer });
  const cells = await cellsOf(deps, read, posts);
  const post = look && judgingPost(deps.tree, { audit: look, posts, cells });
  const isFree =
    look && (await withoutHandOf(read, { officer: actor.officer, rows: [look], now: deps.clock.now() })).has(look);
  if (!post || !isFree) return fail({ code: 'audits.not_found', kind: 'not-found' });
  return { look, post };
}

/** In order: the ticket stays as it is, and the closing comes before nobody again. */
async function findInOrder(deps: TicketDeps, { actor, id }: { actor: Actor; id: string }): Promise<void> {
  await deps.db.write(async (tx) => {
    const { look, post } = await requireLook(deps, tx, { actor, id });
    const { officer } = actor;
    const judgement = {
      judged: 'in-order',
      officer,
      position: post.position,
      judgedAt: deps.clock.now(),
      version: null,
    };
    if (!(await saveLook(tx, { ...judgement, id }))) fail({ code: 'audits.judged', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        ...{ stream: `ticket:${look.ticket}`, type: 'ticket.looked-at', actor: actorAt(actor, post) },
        data: { look: id, judged: 'in-order' },
      },
    ]);
  });
}

/**
 * Says what a second look at a closing found: in order, or to be sent back one rank above who closed it. Said twice by
 * the same officer it is said once. Throws officers.not_allowed, audits.not_found, audits.judged, and what reopening
 * throws.
 */
export async function judgeLook(
  deps: TicketDeps,
  { actor, id, judged, note }: { actor: Actor; id: string; judged: Looked; note: string },
): Promise<{ undoUntil: number }> {
  requirePerson(actor);
  const { look } = await requireLook(deps, deps.db.read, { actor, id });
  const isSaid = look.officer === actor.officer && look.judged === judged;
  if (isSaid) return { undoUntil: (look.judgedAt ?? 0) + UNDO_WINDOW };
  if (look.judgedAt !== null) fail({ code: 'audits.judged', kind: 'conflict' });
  if (judged === 'in-order') await findInOrder(deps, { actor, id });
  else
    await sendBack(deps, {
      ...{ actor, id: look.ticket, closedAt: look.closedAt, note, look: id },
      save: async (tx, { at, version }) => {
        const { post } = await requireLook(deps, tx, { actor, id });
        const judgement = { judged, officer: actor.officer, position: post.position, judgedAt: at, version };
        if (!(await saveLook(tx, { ...judgement, id }))) fail({ code: 'audits.judged', kind: 'conflict' });
      },
    });
  return { undoUntil: deps.clock.now() + UNDO_WINDOW };
}

/** Takes the officer's own look back while its ten seconds last. Throws audits.not_found, tickets.undo_too_late. */
export async function undoLook(deps: TicketDeps, { actor, id }: { actor: Actor; id: string }): Promise<void> {
  const viewer = viewerWith(actor, 'ticket.verify');
  const look = await findLook(deps.db.read, { id, viewer });
  if (look?.officer !== actor.officer) fail({ code: 'audits.not_found', kind: 'not-found' });
  if (look.judged === 'sent-back') {
    await undoLast(deps, { actor, id: look.ticket, version: look.version ?? 0 });
    return;
  }
  await deps.db.write(async (tx) => {
    const by = { officer: actor.officer, since: deps.clock.now() - UNDO_WINDOW };
    if (!(await forgetLook(tx, { id, by }))) fail({ code: 'tickets.undo_too_late', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        ...{ stream: `ticket:${look.ticket}`, type: 'ticket.look-undone', data: { look: id } },
        actor: actorAt(
          actor,
          actor.posts.find(({ position }) => position === look.position),
        ),
      },
    ]);
  });
}
