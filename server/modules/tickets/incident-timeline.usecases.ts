import type { StoredEvent } from '../../platform/events/port.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { reportsById } from './action-reports.repository.ts';
import { splitActor, type Offices } from './detail.usecases.ts';
import { postsOf } from './incident-page.repository.ts';
import { requireIncident } from './incident-page.usecases.ts';
import { formatCursor, parseCursor } from './incident-timeline.rules.ts';
import { viewerOf } from './list.usecases.ts';
import { namedUnit } from './present.rules.ts';
import type { Ticket, TicketDeps } from './tickets.types.ts';

/** Entries of one page. */
const PAGE = 60;
/** What moved the incident on; the rest stands in each ticket's own history. */
const TOLD = ['opened', 'transferred', 'taken-up', 'closed', 'verified', 'reopened', 'undone'].map(
  (name) => `ticket.${name}`,
);

const PREFIX = 'ticket:';
const side = (value: unknown): Partial<Ticket> => (typeof value === 'object' && value !== null ? value : {});
/** Of what was taken back only what had changed the state or the unit is told: the rest was never told here. */
const isTold = ({ type, data }: StoredEvent): boolean =>
  type !== 'ticket.undone' || ['state', 'owner'].some((name) => name in side(data.before));

type Deps = TicketDeps & { readonly offices: Offices };

/** What the force did: who, through which office, to which docket. */
async function tellActs(deps: Deps, { events, told }: { events: readonly StoredEvent[]; told: readonly string[] }) {
  const reports = await reportsById(
    deps.db.read,
    events.flatMap(({ data }) => (typeof data.report === 'string' ? [data.report] : [])),
  );
  const names = await officerNames(
    deps.db.read,
    events.flatMap(({ actor }) => splitActor(actor).officer ?? []),
  );
  const readable = new Set(told);
  const typeOf = new Map(events.map(({ stream, seq, type }) => [`${stream} ${seq}`, type]));
  return events.map((event) => {
    const ticket = event.stream.slice(PREFIX.length);
    const { officer, position } = splitActor(event.actor);
    const report = reports.find((one) => one.id === event.data.report);
    return {
      kind: 'act' as const,
      ticket,
      at: event.at,
      type: event.type,
      /** What was taken back, where it stands on the same page, as it nearly always does. */
      tookBack:
        event.type === 'ticket.undone' ? (typeOf.get(`${event.stream} ${Number(event.data.of)}`) ?? null) : null,
      by: officer === null ? null : (names.get(officer) ?? null),
      title: position === null ? null : (deps.offices.office(position)?.title ?? null),
      to: namedUnit(deps.tree, side(event.data.after).owner ?? null),
      outcome: report?.outcome ?? null,
      text: readable.has(ticket) ? (report?.internalText ?? null) : null,
      batch: typeof event.data.batch === 'string' ? event.data.batch : null,
    };
  });
}

/**
 * What happened on all tickets of an incident that the officer may see, in one line: a page of it, newest last.
 * `before`: where the page after it in time began. Throws tickets.not_found.
 */
export async function readTimeline(
  deps: Deps,
  { actor, id, before }: { actor: Actor; id: string; before: string | null },
) {
  const { read } = deps.db;
  const { members, told } = await requireIncident(read, { id, viewer: viewerOf(actor) });
  const tickets = new Map(members.map((member) => [member.id, member]));
  const from = before === null ? { post: null, event: null } : parseCursor(before);
  const posts = await postsOf(read, { tickets: told, before: from.post, limit: PAGE + 1 });
  const events = await deps.events.ofStreams(
    [...tickets.keys()].map((ticket) => PREFIX + ticket),
    { types: TOLD, before: from.event, limit: PAGE + 1 },
  );
  const merged = [
    ...events.map((event) => ({ at: event.at, event, post: null })),
    ...posts.map((post) => ({ at: post.at, event: null, post })),
  ].sort((a, b) => b.at - a.at);
  const page = merged.slice(0, PAGE);
  const [lastPost, lastEvent] = [page.findLast(({ post }) => post)?.post, page.findLast(({ event }) => event)?.event];
  const acts = await tellActs(deps, {
    events: page.flatMap(({ event }) => (event && isTold(event) ? [event] : [])),
    told,
  });
  const said = page.flatMap(({ post }) => {
    if (!post?.ticket) return [];
    const { handle, deletedAt, ...rest } = post;
    const isNamed = tickets.get(post.ticket)?.protected === false;
    return [{ kind: 'post' as const, ...rest, isGone: deletedAt !== null, handle: isNamed ? handle : null }];
  });
  return {
    entries: [...acts, ...said].sort((a, b) => a.at - b.at),
    next: merged.length > PAGE ? formatCursor({ post: lastPost ?? from.post, event: lastEvent ?? from.event }) : null,
  };
}
