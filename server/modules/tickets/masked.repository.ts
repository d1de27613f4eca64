import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import lines from '../../data/templates/masked.json';
import type { Read } from '../../schema.ts';
import { isSeenBy, type Viewer } from './access.repository.ts';
import { isOpenTo, type Guarded } from './eyes.rules.ts';

const forms: Readonly<Record<string, string>> = lines;

/** What stands in the place of a protected ticket's words: in the reader's language, or the ticket's where he has none. */
export const maskedLine = ({ language }: Pick<Guarded, 'language'>, { locale }: Pick<Viewer, 'locale'>): string =>
  forms[locale ?? language] ?? lines.hi;

const LINES: ReadonlySet<string> = new Set(Object.values(forms));

/** Whether words are that line, in whatever language. */
export const isMaskedLine = (words: string): boolean => LINES.has(words);

/** Units for which administrators named one of these positions. */
async function namedFor(read: Read, positions: readonly string[]): Promise<string[]> {
  if (positions.length === 0) return [];
  const { protectedReader } = read.tables;
  const rows = await read
    .selectDistinct({ unit: protectedReader.unit })
    .from(protectedReader)
    .where(and(inArray(protectedReader.position, [...positions]), isNull(protectedReader.until)));
  return rows.map(({ unit }) => unit);
}

/**
 * Of these tickets those that are protected and whose words the viewer may not read. Besides the unit that has one and
 * its desk, positions read it that an administrator named for a unit which sees it, and whoever took up its alarm: a life
 * is at risk, and he cannot help without.
 */
export async function maskedAmong(
  read: Read,
  { viewer, tickets }: { viewer: Viewer; tickets: readonly Guarded[] },
): Promise<Set<string>> {
  const { eyes, officer } = viewer;
  const shut = tickets.filter((one) => !isOpenTo(one, eyes)).map(({ id }) => id);
  if (shut.length === 0 || eyes === 'all') return new Set();
  const units = await namedFor(read, eyes.positions);
  const { ticket, alarm } = read.tables;
  const isTaken = sql`EXISTS (SELECT 1 FROM ${alarm} WHERE ${alarm.ticket} = ${ticket.id} AND ${alarm.endedAt} IS NULL AND ${alarm.takenBy} = ${officer})`;
  const opened = await read
    .select({ id: ticket.id })
    .from(ticket)
    .where(
      and(
        inArray(ticket.id, shut),
        or(isTaken, units.length === 0 ? undefined : isSeenBy(read, ticket.num, { officer, units })),
      ),
    );
  const open = new Set(opened.map(({ id }) => id));
  return new Set(shut.filter((id) => !open.has(id)));
}

/** Of these numbers those of tickets that are not to be found by their words. */
export async function unfindable(
  read: Read,
  { viewer, nums }: { viewer: Viewer; nums: readonly number[] },
): Promise<Set<number>> {
  if (nums.length === 0) return new Set();
  const { id, num, owner, second, desk, language, protected: isProtected } = read.tables.ticket;
  const tickets = await read
    .select({ id, num, owner, second, desk, language, protected: isProtected })
    .from(read.tables.ticket)
    .where(and(inArray(num, [...nums]), eq(isProtected, true)));
  const masked = await maskedAmong(read, { viewer, tickets });
  return new Set(tickets.flatMap((one) => (masked.has(one.id) ? [one.num] : [])));
}
