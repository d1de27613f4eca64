import { fail } from '../../platform/errors.ts';
import { ticketOfPost } from '../inbound/inbound.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorAt, isActor } from '../officers/officers.rules.ts';
import { readAsked, stepsToTell, type Asked, firstWords } from './brief.rules.ts';
import { readTicket, type Offices } from './detail.usecases.ts';
import { listTickets, viewerOf } from './list.usecases.ts';
import { presentRow } from './present.rules.ts';
import { requireSeen } from './seen.usecases.ts';
import { findTicket, findVisibleDocket } from './tickets.repository.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

/** So many cases are offered where words fit several. */
const OFFERED = 10;
/** Looking again within this time is the same look. */
const SAME_LOOK = 10 * 60_000;
/** The service whose links are read. */
const REALM = 'x';
const CLOSED: readonly string[] = ['closed', 'verified'];

type BriefDeps = TicketDeps & { readonly offices: Offices };

/** The cases that fit, of those that the officer may see. */
async function find(deps: BriefDeps, { actor, asked }: { actor: Actor; asked: Asked }): Promise<readonly Ticket[]> {
  const { read } = deps.db;
  const viewer = viewerOf(actor);
  const byId = async (id: string | null): Promise<readonly Ticket[]> => {
    const found = id === null ? null : await findTicket(read, { id, viewer });
    return found ? [found.ticket] : [];
  };
  switch (asked.by) {
    case 'post':
      return byId(await ticketOfPost(read, { realm: REALM, externalId: asked.externalId }));
    case 'ticket':
      return byId(asked.id);
    case 'docket': {
      const ticket = await findVisibleDocket(read, { docket: asked.docket, viewer });
      return ticket ? [ticket] : [];
    }
    case 'words':
      if (asked.words === '') return [];
      return (await listTickets(deps, { actor, q: asked.words, before: null, limit: OFFERED })).tickets;
    case 'link':
      return [];
  }
}

/** What a closed case came to, as the ticket itself says: the reports of a protected one are not for everybody. */
const outcomeOf = ({ outcome, closedAt, state }: Ticket) =>
  outcome !== null && closedAt !== null && CLOSED.includes(state) ? { code: outcome, at: closedAt, title: null } : null;

/**
 * What one page says of a case. Of a protected matter neither words nor names, unless the officer is a senior one
 * who reads it: the page is printed and handed on.
 */
async function tell(deps: BriefDeps, { actor, ticket }: { actor: Actor; ticket: Ticket }) {
  const detail = await readTicket(deps, { actor, id: ticket.id });
  const { units } = await requireSeen(deps.db.read, { actor, id: ticket.id });
  const isSenior = actor.posts.some(
    ({ unit, capabilities }) => units.includes(unit) && capabilities.includes('ticket.verify'),
  );
  const isMasked = ticket.protected && (!isSenior || detail.isMasked);
  const hide = <Value>(value: Value): Value | null => (isMasked ? null : value);
  const plea = detail.messages.find(({ voice, direction }) => voice === 'reporter' && direction === 'in');
  // What the citizen wrote last is what became of it, as he sees it.
  const again = detail.messages.findLast(
    ({ id, voice, direction, deletedAt }) =>
      voice === 'reporter' && direction === 'in' && deletedAt === null && id !== plea?.id,
  );
  const { steps, left } = stepsToTell(detail.history);
  const report = CLOSED.includes(ticket.state) ? detail.reports[0] : undefined;
  const replies = detail.outbox
    .filter(({ kind }) => kind === 'reply')
    .map(({ text, state, sentAt }) => ({ text, state, at: sentAt }));
  const outside = detail.messages
    .filter(
      ({ direction, kind, text }) => direction === 'out' && kind !== 'dm' && !replies.some((one) => one.text === text),
    )
    .map(({ text, at }) => ({ text, state: 'sent', at }));
  const running = detail.clocks.filter(({ stoppedAt }) => stoppedAt === null);
  return {
    ticket: { ...presentRow(deps.tree, ticket), headline: hide(ticket.headline) ?? '' },
    isMasked,
    said: {
      text: plea && plea.deletedAt === null ? hide(plea.text) : null,
      author: hide(plea?.author?.handle ?? plea?.author?.name ?? null),
      url: hide(plea?.url ?? null),
      at: plea?.at ?? ticket.at,
      receivedAt: ticket.receivedAt,
      isGone: plea?.deletedAt !== null && plea !== undefined,
      isEdited: plea?.edited ?? false,
      media: detail.messages.reduce((sum, { media }) => sum + media.length, 0),
    },
    again: again ? { text: hide(again.text), at: again.at } : null,
    account: detail.ticket.account?.handle ?? null,
    ...firstWords({ sends: detail.outbox, posts: detail.messages.filter(({ direction }) => direction === 'out') }),
    clocks: detail.clocks,
    nextClock: running.sort((a, b) => a.dueAt - b.dueAt)[0] ?? null,
    steps: steps.map(({ at, type, actor: by }) => ({ at, type, by: { ...by, name: hide(by.name) } })),
    stepsLeft: left,
    outcome: report ? { code: report.outcome, at: report.at, title: report.positionTitle } : outcomeOf(ticket),
    answers: [...replies, ...outside].map(({ text, ...rest }) => ({ ...rest, text: hide(text) })),
    similar: { tickets: detail.incidentMembers.length, suggested: detail.suggestions.length },
    spread: detail.spread,
    isAlarm: detail.alarm !== null && detail.alarm.endedAt === null,
  };
}

/** Keeps that an officer had the brief; a look soon after is the same one. */
async function note(
  deps: BriefDeps,
  { actor, id, how }: { actor: Actor; id: string; how: 'page' | 'print' | 'picture' },
): Promise<void> {
  const history = await deps.events.ofStream(`ticket:${id}`);
  const at = deps.clock.now();
  const isKnown = history.some(
    (event) =>
      event.type === 'ticket.briefed' &&
      event.data.how === how &&
      event.at > at - SAME_LOOK &&
      isActor(event.actor, actor.officer),
  );
  if (isKnown) return;
  await deps.db.write(async (tx) => {
    const { units } = await requireSeen(tx, { actor, id });
    const post = actor.posts.find(({ unit }) => units.includes(unit));
    const event = { stream: `ticket:${id}`, type: 'ticket.briefed', actor: actorAt(actor, post), data: { how } };
    await deps.events.append(tx, [event]);
  });
}

/**
 * What became of a post, a docket or what words tell of. One case is told, and that it was asked for is kept; several
 * are offered. One that was never received answers as one that the officer may not see.
 */
export async function readBrief(deps: BriefDeps, { actor, typed }: { actor: Actor; typed: string }) {
  if (viewerOf(actor).units.length === 0) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  const asked = readAsked(typed);
  const found = await find(deps, { actor, asked });
  const [one] = found;
  if (one === undefined || found.length > 1)
    return { by: asked.by, brief: null, offered: found.map((ticket) => presentRow(deps.tree, ticket)) };
  const brief = await tell(deps, { actor, ticket: one });
  await note(deps, { actor, id: one.id, how: 'page' });
  return { by: asked.by, brief, offered: [] };
}

/** Keeps that the brief left the screen. Throws tickets.not_found. */
export async function shareBrief(
  deps: BriefDeps,
  { actor, id, how }: { actor: Actor; id: string; how: 'print' | 'picture' },
): Promise<void> {
  await requireSeen(deps.db.read, { actor, id });
  await note(deps, { actor, id, how });
}
