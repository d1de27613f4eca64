import { and, asc, eq, gt, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import { isMoreThanOffered, isSeenBy, noConflict, type Viewer } from './access.repository.ts';
import { LISTED_STATES } from './listed.rules.ts';
import type { Clock, Ticket } from './tickets.types.ts';
import { veil } from './veil.repository.ts';

/** Those whose clocks run. */
const RUNNING = LISTED_STATES.filter((state) => !['closed', 'verified', 'not_for_us', 'withdrawn'].includes(state));
/** Up to so many tickets whose clocks run each is looked at; whoever has more walks the deadlines of all. */
const LOOKED_AT = 1500;

interface Question {
  readonly viewer: Viewer;
  readonly after: number;
  readonly until: number;
  readonly limit: number;
  /** Up to how many tickets are looked at one by one. */
  readonly oneByOne?: number;
}

const own = (read: Read, { units }: Viewer) => {
  const { ticketAccess } = read.tables;
  return read
    .selectDistinct({ num: ticketAccess.num })
    .from(ticketAccess)
    .where(and(inArray(ticketAccess.unit, [...units]), inArray(ticketAccess.state, RUNNING)));
};

/** Of few tickets: from the list of the viewer's units to their clocks. */
export function runningOutOfFew(read: Read, question: Omit<Question, 'oneByOne'>) {
  const { clock, ticket } = read.tables;
  const { viewer, after, until, limit } = question;
  const mine = own(read, viewer).as('mine');
  return read
    .select({ clock, ticket })
    .from(mine)
    .crossJoin(ticket)
    .crossJoin(clock)
    .where(
      and(
        eq(ticket.num, mine.num),
        noConflict(read, ticket.num, viewer.officer),
        isMoreThanOffered(viewer.units),
        eq(clock.ticket, ticket.id),
        // By the sign SQLite keeps to the clocks of this ticket, instead of walking all of the day for each.
        ...[sql`+${clock.stoppedAt} IS NULL`, sql`+${clock.breachedAt} IS NULL`],
        ...[sql`+${clock.dueAt} > ${after}`, sql`+${clock.dueAt} <= ${until}`],
      ),
    )
    .orderBy(asc(clock.dueAt), asc(clock.ticket), asc(clock.kind))
    .limit(limit);
}

/** Of many: a range of the index by deadline, from the clocks to their tickets. */
export function runningOutOfMany(read: Read, question: Omit<Question, 'oneByOne'>) {
  const { clock, ticket } = read.tables;
  const { viewer, after, until, limit } = question;
  return read
    .select({ clock, ticket })
    .from(clock)
    .crossJoin(ticket)
    .where(
      and(
        ...[isNull(clock.stoppedAt), isNull(clock.breachedAt), gt(clock.dueAt, after), lte(clock.dueAt, until)],
        eq(ticket.id, clock.ticket),
        isSeenBy(read, ticket.num, viewer),
        isMoreThanOffered(viewer.units),
      ),
    )
    .orderBy(asc(clock.dueAt), asc(clock.ticket), asc(clock.kind))
    .limit(limit);
}

/**
 * Clocks that run out in a span, of tickets that the viewer may see, soonest first. A station has few tickets among
 * those of the whole state that are due today, and looks at its own alone.
 */
export async function runningOutFor(
  read: Read,
  { oneByOne = LOOKED_AT, ...question }: Question,
): Promise<{ clock: Clock; ticket: Ticket }[]> {
  const { viewer } = question;
  if (viewer.units.length === 0) return [];
  const some = await own(read, viewer).limit(oneByOne + 1);
  const query = some.length <= oneByOne ? runningOutOfFew : runningOutOfMany;
  const found = await query(read, question).execute();
  const seen = await veil(read, { viewer, tickets: found.map((row) => row.ticket) });
  return found.map((row, at) => ({ clock: row.clock, ticket: seen[at] ?? row.ticket }));
}
