import { and, asc, gt, inArray, isNull, lte } from 'drizzle-orm';
import type { Read } from '../../schema.ts';

/** Clocks that run out in a span, soonest first. */
export async function runningOut(
  read: Read,
  { after, until, kinds, limit }: { after: number; until: number; kinds: readonly string[]; limit: number },
) {
  const { clock } = read.tables;
  return read
    .select()
    .from(clock)
    .where(
      and(
        isNull(clock.stoppedAt),
        isNull(clock.breachedAt),
        gt(clock.dueAt, after),
        lte(clock.dueAt, until),
        inArray(clock.kind, [...kinds]),
      ),
    )
    .orderBy(asc(clock.dueAt))
    .limit(limit);
}
