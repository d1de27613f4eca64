import { and, desc, eq, gt, gte, lt } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Statistics } from './public.types.ts';

/** What was told of the weeks up to a day; null before it was. */
export async function findTold(read: Read, to: string): Promise<Statistics | null> {
  const { statisticsTold } = read.tables;
  const rows = await read.select().from(statisticsTold).where(eq(statisticsTold.to, to));
  return rows[0]?.body ?? null;
}

/** Tells it, once: whoever was faster is what holds. */
export async function insertTold(tx: Tx, told: Statistics): Promise<void> {
  await tx.insertRows(tx.tables.statisticsTold, [{ to: told.to, body: told, at: told.at }], { onConflict: 'ignore' });
}

/** What was told of spans that end in these days, the last first. */
export async function toldBetween(
  read: Read,
  { from, before }: { from: string; before: string },
): Promise<Statistics[]> {
  const { statisticsTold } = read.tables;
  const rows = await read
    .select()
    .from(statisticsTold)
    .where(and(gte(statisticsTold.to, from), lt(statisticsTold.to, before)))
    .orderBy(desc(statisticsTold.to));
  return rows.map(({ body }) => body);
}

/** When the first event happened that comes after a position; null when there is none. */
export async function nextEventAt(read: Read, position: number): Promise<number | null> {
  const { events } = read.tables;
  const rows = await read
    .select({ at: events.at })
    .from(events)
    .where(gt(events.position, position))
    .orderBy(events.position)
    .limit(1);
  return rows[0]?.at ?? null;
}
