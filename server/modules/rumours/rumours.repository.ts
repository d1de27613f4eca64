import { and, asc, desc, eq, inArray, isNotNull, lt, not, or, sql, type SQL } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { below } from '../../platform/db/below.ts';
import { isSeenBy } from '../tickets/visible.usecases.ts';
import type { Rumour, RumourStep } from './rumours.types.ts';

/** Whose eyes: units of positions held now, all units above them, and the officer for conflicts of interest. */
export interface RumourViewer {
  readonly officer: string;
  readonly units: readonly string[];
  readonly above: readonly string[];
}

/** True for rumours noted in the viewer's own chain: at a unit of theirs, below it or above it. */
function isOfChain(read: Read, { units, above }: RumourViewer): SQL {
  const { rumour } = read.tables;
  return sql`(${inArray(rumour.unit, [...above])} OR ${rumour.unit} IN ${below({ table: 'unit', ids: units })})`;
}

/** True when every word stands in what is kept for searching. */
const holds = (read: Read, words: readonly string[]): SQL[] =>
  words.map((word) => sql`${read.tables.rumour.find} LIKE ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'`);

/** The next number of a year. One upserted row settles the race. */
export async function nextNumber(tx: Tx, { year, floor }: { year: string; floor: number }): Promise<number> {
  const { docketCounter } = tx.tables;
  const rows = await tx
    .insert(docketCounter)
    .values({ code: 'R', day: year, last: floor + 1 })
    .onConflictDoUpdate({
      target: [docketCounter.code, docketCounter.day],
      set: { last: sql`${docketCounter.last} + 1` },
    })
    .returning({ last: docketCounter.last });
  return rows[0]?.last ?? floor + 1;
}

export async function insertRumour(tx: Tx, rumour: Rumour): Promise<void> {
  await tx.insertRows(tx.tables.rumour, [rumour]);
}

export async function insertStep(tx: Tx, step: RumourStep): Promise<void> {
  await tx.insertRows(tx.tables.rumourStep, [step]);
}

/** An officer at a moment: who stands behind a key is judged by both. */
export interface Judge {
  readonly officer: string;
  readonly now: number;
}

/**
 * True for rumours whose claim is in words of this officer: noted or last written anew by him, with a key that he made,
 * or with one of a position that he has held since. Whoever holds such a key could be he.
 */
function isInWordsOf(read: Read, { officer, now }: Judge): SQL {
  const { rumour, rumourStep: step, apiKey, posting } = read.tables;
  return sql`EXISTS (
    SELECT 1 FROM ${step} LEFT JOIN ${apiKey} ON ${apiKey.id} = ${step.officer}
    WHERE ${step.rumour} = ${rumour.id}
      AND (${step.act} = 'noted' OR ${step.version} = (
        SELECT max(claimed.version) FROM ${step} AS claimed
        WHERE claimed.rumour = ${rumour.id} AND claimed.act = 'claim'))
      AND (${step.officer} = ${officer} OR ${apiKey.createdBy} = ${officer} OR EXISTS (
        SELECT 1 FROM ${posting} WHERE ${posting.position} = ${apiKey.position} AND ${posting.officer} = ${officer}
          AND ${posting.validFrom} <= ${now} AND (${posting.validTo} IS NULL OR ${posting.validTo} > ${step.at}))))`;
}

/** Which of these rumours are in words of this officer. */
export async function inWordsOf(
  read: Read,
  { rumours, ...judge }: Judge & { rumours: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (rumours.length === 0) return new Set();
  const { rumour } = read.tables;
  const rows = await read
    .select({ id: rumour.id })
    .from(rumour)
    .where(and(inArray(rumour.id, [...rumours]), isInWordsOf(read, judge)));
  return new Set(rows.map(({ id }) => id));
}

/**
 * Changes a rumour as it was read; null when somebody was faster, or when it is in words of the judge, whatever has
 * become of his positions since it was read.
 */
export async function changeRumour(
  tx: Tx,
  { before, set, judge }: { before: Rumour; set: Partial<Rumour>; judge: Judge | null },
): Promise<Rumour | null> {
  const { rumour } = tx.tables;
  const rows = await tx
    .update(rumour)
    .set({ ...set, version: before.version + 1 })
    .where(
      and(
        eq(rumour.id, before.id),
        eq(rumour.version, before.version),
        judge === null ? undefined : not(isInWordsOf(tx, judge)),
      ),
    )
    .returning();
  return rows[0] ?? null;
}

export async function findRumour(
  read: Read,
  { viewer, id }: { viewer: RumourViewer; id: string },
): Promise<Rumour | null> {
  if (viewer.units.length === 0) return null;
  const { rumour } = read.tables;
  const rows = await read
    .select()
    .from(rumour)
    .where(and(eq(rumour.id, id), isOfChain(read, viewer)));
  return rows[0] ?? null;
}

export async function chainRumours(
  read: Read,
  { viewer, words, limit }: { viewer: RumourViewer; words: readonly string[]; limit: number },
): Promise<Rumour[]> {
  if (viewer.units.length === 0) return [];
  const { rumour } = read.tables;
  return read
    .select()
    .from(rumour)
    .where(and(isOfChain(read, viewer), ...holds(read, words)))
    .orderBy(desc(rumour.updatedAt), desc(rumour.id))
    .limit(limit);
}

export async function stepsOf(read: Read, rumours: readonly string[]): Promise<RumourStep[]> {
  if (rumours.length === 0) return [];
  const { rumourStep } = read.tables;
  return read
    .select()
    .from(rumourStep)
    .where(inArray(rumourStep.rumour, [...rumours]))
    .orderBy(asc(rumourStep.version));
}

/** How many of the tickets that carry each of these rumours the viewer may see. */
export async function countCarrying(
  read: Read,
  { viewer, rumours }: { viewer: RumourViewer; rumours: readonly string[] },
): Promise<Map<string, number>> {
  if (rumours.length === 0 || viewer.units.length === 0) return new Map();
  const { rumourTicket } = read.tables;
  const rows = await read
    .select({ rumour: rumourTicket.rumour, n: sql<number>`count(*)` })
    .from(rumourTicket)
    .where(and(inArray(rumourTicket.rumour, [...rumours]), isSeenBy(read, rumourTicket.num, viewer)))
    .groupBy(rumourTicket.rumour);
  return new Map(rows.map(({ rumour, n }) => [rumour, Number(n)]));
}

/** Published rumours, withdrawn ones too, the latest first, below the one given. */
export async function publishedRumours(
  read: Read,
  { words, before, limit }: { words: readonly string[]; before: string | null; limit: number },
): Promise<Rumour[]> {
  const { rumour } = read.tables;
  const [last] =
    before === null
      ? []
      : await read
          .select()
          .from(rumour)
          .where(and(eq(rumour.code, before), isNotNull(rumour.publishedAt)));
  if (before !== null && !last) return [];
  const isBelow = last
    ? or(
        lt(rumour.publishedAt, last.publishedAt ?? 0),
        and(eq(rumour.publishedAt, last.publishedAt ?? 0), lt(rumour.id, last.id)),
      )
    : undefined;
  return read
    .select()
    .from(rumour)
    .where(and(isNotNull(rumour.publishedAt), isBelow, ...holds(read, words)))
    .orderBy(desc(rumour.publishedAt), desc(rumour.id))
    .limit(limit);
}

/** Links a ticket; false when it is linked already. */
export async function insertCarrying(
  tx: Tx,
  row: { rumour: string; ticket: string; num: number; officer: string; at: number },
): Promise<boolean> {
  const { rumourTicket } = tx.tables;
  const rows = await tx
    .insert(rumourTicket)
    .values(row)
    .onConflictDoNothing()
    .returning({ ticket: rumourTicket.ticket });
  return rows.length > 0;
}

export async function deleteCarrying(tx: Tx, { rumour, ticket }: { rumour: string; ticket: string }): Promise<boolean> {
  const { rumourTicket } = tx.tables;
  const rows = await tx
    .delete(rumourTicket)
    .where(and(eq(rumourTicket.rumour, rumour), eq(rumourTicket.ticket, ticket)))
    .returning({ ticket: rumourTicket.ticket });
  return rows.length > 0;
}

/** Rumours that a ticket carries, whoever asks: who sees the ticket sees them. */
export async function carriedBy(read: Read, ticket: string): Promise<Rumour[]> {
  const { rumour, rumourTicket } = read.tables;
  const rows = await read
    .select({ rumour })
    .from(rumourTicket)
    .innerJoin(rumour, eq(rumour.id, rumourTicket.rumour))
    .where(eq(rumourTicket.ticket, ticket))
    .orderBy(asc(rumourTicket.at));
  return rows.map((row) => row.rumour);
}
