import { sql } from 'drizzle-orm';
import type { Tx } from '../../schema.ts';

export interface Claim {
  readonly name: string;
  readonly holder: string;
  readonly until: number;
}

/** The fence when the lease was free or had run out; null when another holds it. */
export async function takeLease(tx: Tx, { name, holder, until }: Claim, now: number): Promise<number | null> {
  const rows = await tx.all<{
    fence: number;
  }>(sql`INSERT INTO lease (name, holder, fence, until) VALUES (${name}, ${holder}, 1, ${until})
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, fence = lease.fence + 1, until = excluded.until
    WHERE lease.until <= ${now} RETURNING fence`);
  return rows[0]?.fence ?? null;
}

/** Prolongs, or ends with `until` in the past. False when it is another's by now. */
export async function keepLease(tx: Tx, { name, holder, until }: Claim): Promise<boolean> {
  const rows = await tx.all(
    sql`UPDATE lease SET until = ${until} WHERE name = ${name} AND holder = ${holder} RETURNING 1`,
  );
  return rows.length > 0;
}

/** The fence now, locked against a hand-over till the end of the transaction. */
export async function lockFence(tx: Tx, name: string): Promise<number | null> {
  const lock = tx.engine === 'postgres' ? sql`FOR SHARE` : sql``;
  const rows = await tx.all<{ fence: number }>(sql`SELECT fence FROM lease WHERE name = ${name} ${lock}`);
  return rows[0]?.fence ?? null;
}
