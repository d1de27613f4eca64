import { and, desc, eq, inArray, ne, or, sql, type SQL } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Read } from '../../schema.ts';
import { isSeenBy, type Viewer } from './access.repository.ts';
import { tellsOf } from './incident.repository.ts';
import type { Ticket } from './tickets.types.ts';

/** Tickets of an incident that the viewer may see: first what is still to be done, then the rest, each as it came. */
export async function membersSeen(
  read: Read,
  { incident, viewer, limit }: { incident: string; viewer: Viewer; limit: number },
): Promise<Ticket[]> {
  const { ticket } = read.tables;
  if (viewer.units.length === 0) return [];
  return read
    .select()
    .from(ticket)
    .where(and(tellsOf(read, incident), isSeenBy(read, ticket.num, viewer)))
    .orderBy(sql`CASE WHEN ${ticket.state} IN ('closed', 'verified', 'not_for_us') THEN 1 ELSE 0 END`, ticket.num)
    .limit(limit);
}

/** Posts that are looked at for a count. */
const MOST_POSTS = 20_000;

/** How many people wrote on these tickets and how often: an unnamed one counts as one of his ticket. */
export async function countSaid(
  read: Read,
  tickets: readonly string[],
): Promise<{ readonly persons: number; readonly posts: number }> {
  if (tickets.length === 0) return { persons: 0, posts: 0 };
  const { message } = read.tables;
  const posts = read
    .select({ writer: sql<string>`coalesce(${message.contact}, ${message.ticket})`.as('writer') })
    .from(message)
    .where(and(inArray(message.ticket, [...tickets]), ofCitizens(read)))
    .limit(MOST_POSTS)
    .as('posts');
  const rows = await read.select({ persons: sql`count(DISTINCT ${posts.writer})`, posts: sql`count(*)` }).from(posts);
  return { persons: Number(rows[0]?.persons ?? 0), posts: Number(rows[0]?.posts ?? 0) };
}

/** What citizens wrote themselves: a retweet carries another's words. */
const ofCitizens = ({ tables: { message } }: Read) =>
  and(inArray(message.voice, ['reporter', 'voice']), eq(message.direction, 'in'), ne(message.kind, 'retweet'));

/** Where a page of posts begins: below this one. */
export interface PostKey {
  readonly at: number;
  readonly id: string;
}

/** What citizens wrote on these tickets, newest first. */
export async function postsOf(
  read: Read,
  { tickets, before, limit }: { tickets: readonly string[]; before: PostKey | null; limit: number },
) {
  if (tickets.length === 0) return [];
  const { message, contact } = read.tables;
  return read
    .select({
      id: message.id,
      ticket: message.ticket,
      voice: message.voice,
      text: message.text,
      language: message.language,
      at: message.at,
      deletedAt: message.deletedAt,
      handle: contact.handle,
    })
    .from(message)
    .leftJoin(contact, eq(contact.id, message.contact))
    .where(
      and(
        inArray(message.ticket, [...tickets]),
        ofCitizens(read),
        before
          ? or(sql`${message.at} < ${before.at}`, sql`${message.at} = ${before.at} AND ${message.id} < ${before.id}`)
          : undefined,
      ),
    )
    .orderBy(desc(message.at), desc(message.id))
    .limit(limit);
}

/** Incidents of one query of `joinedAmong`: so that a few statements, built once, serve lists of every length. */
const TOGETHER = 25;

/** Which of these incidents have had a second ticket put to them. */
export async function joinedAmong(read: Read, incidents: readonly string[]): Promise<string[]> {
  const [first] = incidents;
  if (first === undefined) return [];
  const { ticket } = read.tables;
  const size = Math.ceil(incidents.length / TOGETHER) * TOGETHER;
  const places = Array.from({ length: size }, (_, at) => `incident${at}`);
  const query = prepared(read, `tickets.joinedAmong.${size}`, () =>
    read
      .selectDistinct({ incident: ticket.incident })
      .from(ticket)
      .where(
        inArray(
          ticket.incident,
          places.map((place) => sql.placeholder(place)),
        ),
      ),
  );
  // A shorter list says its first one again.
  const rows = await query.execute(Object.fromEntries(places.map((place, at) => [place, incidents[at] ?? first])));
  return rows.flatMap(({ incident }) => incident ?? []);
}

/**
 * Tickets of these incidents that the viewer may see, at most `limit` of them all. Those that name theirs by their own id
 * are told from those that have joined another one afterwards: asked for beside the ids, "no incident" makes the planner of
 * SQLite walk through all tickets that have none.
 */
export async function seenOfIncidents(
  read: Read,
  { incidents, viewer, limit }: { incidents: readonly string[]; viewer: Viewer; limit: number },
): Promise<Pick<Ticket, 'id' | 'incident'>[]> {
  if (incidents.length === 0 || viewer.units.length === 0) return [];
  const { ticket } = read.tables;
  const among = (which: SQL) =>
    read
      .select({ id: ticket.id, incident: ticket.incident })
      .from(ticket)
      .where(and(which, isSeenBy(read, ticket.num, viewer)))
      .limit(limit);
  const joined = await among(inArray(ticket.incident, [...incidents]));
  const named = await among(inArray(ticket.id, [...incidents]));
  return [...named.filter(({ incident }) => incident === null), ...joined].slice(0, limit);
}
