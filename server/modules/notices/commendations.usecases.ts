import { fail } from '../../platform/errors.ts';
import type { Read } from '../../schema.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import { actorAt } from '../officers/officers.rules.ts';
import { loadForWork } from '../tickets/lease.usecases.ts';
import { toldInPart } from '../tickets/visible.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { colleaguesUnder, findColleagues, type Colleague } from '../units/colleagues.rules.ts';
import {
  commendationsOfTicket,
  findCommendation,
  hiddenFrom,
  insertCommendation,
  withdraw,
} from './commendations.repository.ts';
import type { NoticeDeps } from './notices.types.ts';
import { praisedIn } from './praise.rules.ts';

const FOUND = 12;
const SUGGESTED = 4;

/** Praise, and nothing else that the words of the post would tell whoever is thanked with them. */
const isPraise = async (read: Read, { id, state, reason }: Pick<Ticket, 'id' | 'state' | 'reason'>): Promise<boolean> =>
  state === 'not_for_us' && reason === 'praise' && !(await toldInPart(read, [id])).has(id);

/** Throws tickets.not_found, officers.not_allowed. */
async function loadForDesk(
  read: Read,
  { actor, id }: { actor: Actor; id: string },
): Promise<{ ticket: Ticket; post: Post }> {
  // Who may see it at all is asked first: others are told that it is not there.
  await loadForWork(read, { actor, id });
  const posts = actor.posts.filter(({ capabilities }) => capabilities.includes('ticket.triage'));
  if (posts.length === 0) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  return loadForWork(read, { actor: { ...actor, posts }, id });
}

/** Officers at or under the desk's unit, but for those whom the ticket is about and everybody under such a unit. */
async function reachable(
  { directory }: Pick<NoticeDeps, 'directory'>,
  read: Read,
  { ticket, unit }: { ticket: Ticket; unit: string },
): Promise<Colleague[]> {
  const hidden = await hiddenFrom(read, ticket.num);
  const { accusedUnit } = ticket;
  return colleaguesUnder(directory, unit).filter(
    (one) => !hidden.has(one.officer) && (accusedUnit === null || !directory.isUnder(one.unit, accusedUnit)),
  );
}

export const presentColleague = (
  { directory }: Pick<NoticeDeps, 'directory'>,
  { officer, name, title, unit }: Colleague,
) => ({
  ...{ officer, name, title },
  unitName: directory.names(unit) ?? null,
});

/**
 * To whom the praise of a ticket was passed on, and to whom it could be: whoever is looked for, or else those whom its
 * words name. Throws tickets.not_found, officers.not_allowed.
 */
export async function readPraise(
  deps: Pick<NoticeDeps, 'db' | 'directory'>,
  { actor, id, q }: { actor: Actor; id: string; q: string },
) {
  const { read } = deps.db;
  const { ticket, post } = await loadForDesk(read, { actor, id });
  const given = await commendationsOfTicket(read, id);
  if (!(await isPraise(read, ticket)) || ticket.protected) return { isOpen: false, given: [], offered: [] };
  const colleagues = await reachable(deps, read, { ticket, unit: post.unit });
  const plea = await findPlea(read, id);
  const places = [ticket.station, ticket.suggested, ticket.district].filter((place) => place !== null);
  const offered =
    q.trim() === ''
      ? praisedIn({ text: plea?.text ?? '', colleagues, places }).slice(0, SUGGESTED)
      : findColleagues(colleagues, { q, limit: FOUND });
  const has = new Set(given.map(({ officer }) => officer));
  return {
    isOpen: true,
    given: given.map(({ id: own, name, at }) => ({ id: own, name, at })),
    offered: offered.filter(({ officer }) => !has.has(officer)).map((one) => presentColleague(deps, one)),
  };
}

/**
 * Passes a citizen's praise on to the officer whom it is about, once. Throws tickets.not_found, officers.not_allowed,
 * notices.not_praise, notices.protected, officers.not_found, notices.praised_already.
 */
export async function commend(
  deps: NoticeDeps,
  { actor, id, officer }: { actor: Actor; id: string; officer: string },
): Promise<{ id: string }> {
  return deps.db.write(async (tx) => {
    const { ticket, post } = await loadForDesk(tx, { actor, id });
    if (!(await isPraise(tx, ticket))) fail({ code: 'notices.not_praise', kind: 'conflict' });
    if (ticket.protected) fail({ code: 'notices.protected', kind: 'conflict' });
    const colleagues = await reachable(deps, tx, { ticket, unit: post.unit });
    if (!colleagues.some((one) => one.officer === officer))
      fail({ code: 'officers.not_found', kind: 'unprocessable', fields: { officer: 'officers.not_found' } });
    const row = await insertCommendation(tx, {
      ...{ id: deps.ids.make('cmd'), ticket: id, num: ticket.num, officer, byOfficer: actor.officer },
      ...{ at: deps.clock.now(), withdrawnAt: null, seenAt: null },
    });
    if (!row) fail({ code: 'notices.praised_already', kind: 'conflict' });
    const data = { commendation: row.id, officer };
    await deps.events.append(tx, [
      { stream: `ticket:${id}`, type: 'ticket.commended', actor: actorAt(actor, post), data },
    ]);
    return { id: row.id };
  });
}

/** Takes it back. Throws notices.not_found, officers.not_allowed, notices.withdrawn. */
export async function withdrawPraise(deps: NoticeDeps, { actor, id }: { actor: Actor; id: string }): Promise<void> {
  await deps.db.write(async (tx) => {
    const row = await findCommendation(tx, id);
    if (!row) fail({ code: 'notices.not_found', kind: 'not-found' });
    const { post } = await loadForDesk(tx, { actor, id: row.ticket });
    if (!(await withdraw(tx, { id, at: deps.clock.now() }))) fail({ code: 'notices.withdrawn', kind: 'conflict' });
    const data = { commendation: id, officer: row.officer };
    await deps.events.append(tx, [
      { stream: `ticket:${row.ticket}`, type: 'ticket.commendation-withdrawn', actor: actorAt(actor, post), data },
    ]);
  });
}
