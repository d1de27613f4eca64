import { sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';

interface Every {
  readonly name: string;
  readonly everyMs: number;
  readonly now: number;
}

/**
 * Makes the schedule known; due at once when it is new, and no later than a shorter interval says. With the same
 * interval the next time stays as the last turn left it: our clock was read before this write's turn came, and may be
 * behind that of a process which took its turn meanwhile. More than two intervals ahead, the clock was set back.
 */
export async function keepSchedule(tx: Tx, { name, everyMs, now }: Every): Promise<void> {
  const soonest = now + everyMs;
  await tx.all(sql`INSERT INTO schedule (name, every_ms, next_at, last_at) VALUES (${name}, ${everyMs}, ${now}, NULL)
    ON CONFLICT (name) DO UPDATE SET every_ms = excluded.every_ms,
      next_at = CASE WHEN schedule.next_at > ${soonest}
          AND (schedule.every_ms > excluded.every_ms OR schedule.next_at > ${soonest + everyMs})
        THEN ${soonest} ELSE schedule.next_at END RETURNING 1`);
}

/** True for the one of all processes whose turn it is. */
export async function takeTurn(tx: Tx, { name, everyMs, now }: Every): Promise<boolean> {
  const rows = await tx.all(sql`UPDATE schedule SET next_at = ${now + everyMs}, last_at = ${now}
    WHERE name = ${name} AND next_at <= ${now} RETURNING 1`);
  return rows.length > 0;
}

/** Puts the next time off while a run lasts. False when another process took a turn since `takenAt`. */
export async function putOff(
  tx: Tx,
  { name, everyMs, now, takenAt }: Every & { readonly takenAt: number },
): Promise<boolean> {
  const rows = await tx.all(
    sql`UPDATE schedule SET next_at = ${now + everyMs} WHERE name = ${name} AND last_at = ${takenAt} RETURNING 1`,
  );
  return rows.length > 0;
}

export async function nextTime(read: Read, name: string): Promise<number | null> {
  const rows = await read.all<{ next_at: number }>(sql`SELECT next_at FROM schedule WHERE name = ${name}`);
  return rows[0]?.next_at ?? null;
}
