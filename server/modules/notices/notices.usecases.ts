import { findPleas } from '../inbound/inbound.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { loadForWork } from '../tickets/lease.usecases.ts';
import { maskedAmong, maskedLine, toldInPart } from '../tickets/visible.usecases.ts';
import { findColleagues } from '../units/colleagues.rules.ts';
import { commendationsOf } from './commendations.repository.ts';
import { presentColleague } from './commendations.usecases.ts';
import { markSeen, mentionsOf } from './mentions.repository.ts';
import { whoMayBeNamed } from './mentions.usecases.ts';
import type { NoticeDeps } from './notices.types.ts';
import { viewerWith } from '../tickets/eyes.rules.ts';

const SHOWN = 30;
const FOUND = 8;

type ReadDeps = Pick<NoticeDeps, 'db'>;

/** Thanks of citizens to this officer, in the words of their posts: a post that is gone is here no more. */
export async function readThanks({ db }: ReadDeps, actor: Actor) {
  const rows = await commendationsOf(db.read, { officer: actor.officer, limit: SHOWN });
  const ids = rows.map(({ ticket }) => ticket);
  const pleas = await findPleas(db.read, ids);
  // Praise in one breath with a complaint that was split off since: whom that one is about must not read it here.
  const mixed = await toldInPart(db.read, ids);
  return rows.flatMap(({ id, ticket, at, seenAt }) => {
    const text = mixed.has(ticket) ? '' : (pleas.get(ticket)?.text ?? '');
    return text === '' ? [] : [{ id, kind: 'thanks' as const, text, at, seenAt, ticket: null, docket: null, by: null }];
  });
}

/** What is meant for this officer, newest first: notes that name him on tickets that he may see, and thanks. */
export async function readForMe(deps: ReadDeps, actor: Actor) {
  const viewer = viewerWith(actor, 'ticket.read');
  const found = await mentionsOf(deps.db.read, { viewer, limit: SHOWN });
  const masked = await maskedAmong(deps.db.read, { viewer, tickets: found.map(({ ticket }) => ticket) });
  const mentions = found.map(({ mention, text, ticket, docket, byName }) => ({
    ...{ id: mention.id, kind: 'mention' as const, at: mention.at, seenAt: mention.seenAt },
    text: masked.has(ticket.id) ? maskedLine(ticket, viewer) : text,
    ...{ ticket: mention.ticket, docket, by: byName },
  }));
  const items = [...mentions, ...(await readThanks(deps, actor))].sort((a, b) => b.at - a.at).slice(0, SHOWN);
  return { items, unseen: items.filter(({ seenAt }) => seenAt === null).length };
}

/** Marks what is meant for this officer as seen; others' is left as it is. */
export async function seeNotices(
  { db, clock }: Pick<NoticeDeps, 'db' | 'clock'>,
  { actor, ids }: { actor: Actor; ids: readonly string[] },
): Promise<void> {
  await db.write((tx) => markSeen(tx, { officer: actor.officer, ids, at: clock.now() }));
}

/**
 * Colleagues who may see the ticket and whose name begins so, for naming them in a note.
 * Throws tickets.not_found, officers.not_allowed.
 */
export async function findNameable(
  deps: Pick<NoticeDeps, 'db' | 'clock' | 'directory'>,
  { actor, id, q }: { actor: Actor; id: string; q: string },
) {
  const { ticket } = await loadForWork(deps.db.read, { actor, id });
  const colleagues = await whoMayBeNamed(deps.db.read, { num: ticket.num, now: deps.clock.now(), actor });
  return findColleagues(colleagues, { q, limit: FOUND }).map((one) => presentColleague(deps, one));
}
