import { sql } from 'drizzle-orm';
import type { Tx } from '../../schema.ts';

/** The next counters of a district's day, `many` at once; the last of them. One upserted row settles the race. */
export async function takeDocketNumbers(
  tx: Tx,
  { code, day, many, floor }: { code: string; day: string; many: number; floor: number },
): Promise<number> {
  const { docketCounter } = tx.tables;
  const rows = await tx
    .insert(docketCounter)
    .values({ code, day, last: floor + many })
    .onConflictDoUpdate({
      target: [docketCounter.code, docketCounter.day],
      set: { last: sql`${docketCounter.last} + ${many}` },
    })
    .returning({ last: docketCounter.last });
  return rows[0]?.last ?? floor + many;
}
