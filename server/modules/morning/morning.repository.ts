import { and, asc, desc, eq, inArray, isNotNull, isNull, lt } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { isMoreThanOffered, isSeenBy, noConflict, type Viewer } from '../tickets/visible.usecases.ts';
import type { MorningMail, MorningSend } from './morning.types.ts';

export const allMails = async (read: Read): Promise<MorningMail[]> => read.select().from(read.tables.morningMail);

export async function mailsOf(read: Read, positions: readonly string[]): Promise<Map<string, MorningMail>> {
  if (positions.length === 0) return new Map();
  const { morningMail } = read.tables;
  const rows = await read
    .select()
    .from(morningMail)
    .where(inArray(morningMail.position, [...positions]));
  return new Map(rows.map((row) => [row.position, row]));
}

/** Writes what a position wants, after the version that was read (0: nothing yet); false when somebody was faster. */
export async function saveMail(tx: Tx, mail: MorningMail): Promise<boolean> {
  const { morningMail } = tx.tables;
  const next = { ...mail, version: mail.version + 1 };
  const rows =
    mail.version === 0
      ? await tx.insert(morningMail).values(next).onConflictDoNothing().returning({ id: morningMail.position })
      : await tx
          .update(morningMail)
          .set(next)
          .where(and(eq(morningMail.position, mail.position), eq(morningMail.version, mail.version)))
          .returning({ id: morningMail.position });
  return rows.length > 0;
}

/** The last mails to a position, the newest first. */
export async function sendsTo(read: Read, { position, limit }: { position: string; limit: number }) {
  const { morningSend } = read.tables;
  return read
    .select()
    .from(morningSend)
    .where(eq(morningSend.position, position))
    .orderBy(desc(morningSend.day))
    .limit(limit);
}

/** Takes the day's mail, whether nobody has, or it is to be tried again; null when it is another's. */
export async function takeSend(
  tx: Tx,
  { position, day, unit, at }: Pick<MorningSend, 'position' | 'day' | 'unit' | 'at'>,
): Promise<MorningSend | null> {
  const { morningSend } = tx.tables;
  const first = { position, day, unit, state: 'sending', attempts: 1, error: null, at };
  const made = await tx.insert(morningSend).values(first).onConflictDoNothing().returning();
  if (made[0]) return made[0];
  const [waiting] = await tx
    .select()
    .from(morningSend)
    .where(and(eq(morningSend.position, position), eq(morningSend.day, day)));
  if (waiting?.state !== 'queued') return null;
  const taken = await tx
    .update(morningSend)
    .set({ state: 'sending', attempts: waiting.attempts + 1, unit, at })
    .where(
      and(
        eq(morningSend.position, position),
        eq(morningSend.day, day),
        eq(morningSend.state, 'queued'),
        eq(morningSend.attempts, waiting.attempts),
      ),
    )
    .returning();
  return taken[0] ?? null;
}

export async function endSend(
  tx: Tx,
  { position, day, ...set }: Pick<MorningSend, 'position' | 'day' | 'state' | 'error' | 'at'>,
): Promise<void> {
  const { morningSend } = tx.tables;
  await tx
    .update(morningSend)
    .set(set)
    .where(and(eq(morningSend.position, position), eq(morningSend.day, day)));
}

interface Overdue {
  readonly viewer: Viewer;
  readonly now: number;
  readonly limit: number;
}

const WORKED_ON = ['open', 'in_process'] as const;

/** What passed its deadline longest ago, from the unit's own list: of a district or a station. */
export async function overdueInList(read: Read, { viewer, now, limit }: Overdue): Promise<Ticket[]> {
  if (viewer.units.length === 0) return [];
  const { ticket, ticketAccess } = read.tables;
  const rows = await read
    .select({ ticket })
    .from(ticketAccess)
    // From the list to its tickets, whatever SQLite believes.
    .crossJoin(ticket)
    .where(
      and(
        inArray(ticketAccess.unit, [...viewer.units]),
        inArray(ticketAccess.state, [...WORKED_ON]),
        eq(ticket.num, ticketAccess.num),
        lt(ticket.dueAt, now),
        noConflict(read, ticket.num, viewer.officer),
        isMoreThanOffered(viewer.units),
      ),
    )
    .orderBy(asc(ticket.dueAt), asc(ticket.num))
    .limit(limit);
  return rows.map((row) => row.ticket);
}

/** The same from the clocks that have passed: of a unit that sees most of them. */
export async function overdueByClock(read: Read, { viewer, now, limit }: Overdue): Promise<Ticket[]> {
  if (viewer.units.length === 0) return [];
  const { clock, ticket } = read.tables;
  const rows = await read
    .select({ ticket })
    .from(clock)
    .crossJoin(ticket)
    .where(
      and(
        isNull(clock.stoppedAt),
        isNotNull(clock.breachedAt),
        // It passed, and was moved ahead since by a pause or a correction.
        lt(clock.dueAt, now),
        eq(ticket.id, clock.ticket),
        inArray(ticket.state, [...WORKED_ON]),
        isSeenBy(read, ticket.num, viewer),
        isMoreThanOffered(viewer.units),
      ),
    )
    .orderBy(asc(clock.breachedAt), asc(clock.dueAt))
    // A docket has four clocks at most.
    .limit(limit * 4);
  return [...new Map(rows.map((row) => [row.ticket.id, row.ticket])).values()].slice(0, limit);
}
