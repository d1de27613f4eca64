import { sql } from 'drizzle-orm';
import { prepared } from '../../platform/db/prepared.ts';
import type { Tx } from '../../schema.ts';

/** The next counters of a district's day, `many` at once; the last of them. One upserted row settles the race. */
export async function takeDocketNumbers(
  tx: Tx,
  { code, day, many, floor }: { code: string; day: string; many: number; floor: number },
): Promise<number> {
  const { docketCounter } = tx.tables;
  const query = prepared(tx, 'tickets.takeDocketNumbers', () =>
    tx
      .insert(docketCounter)
      .values({ code: sql.placeholder('code'), day: sql.placeholder('day'), last: sql.placeholder('last') })
      .onConflictDoUpdate({
        target: [docketCounter.code, docketCounter.day],
        set: { last: sql`${docketCounter.last} + ${sql.placeholder('many')}` },
      })
      .returning({ last: docketCounter.last }),
  );
  const rows = await query.execute({ code, day, last: floor + many, many });
  return rows[0]?.last ?? floor + many;
}
