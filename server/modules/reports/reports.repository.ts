import { sql } from 'drizzle-orm';
import type { Read } from '../../schema.ts';

/** Tickets in a state that a unit holds and the viewer may see, counted up to `limit`. */
export async function countByState(
  read: Read,
  {
    unit,
    state,
    viewerUnits,
    officer,
    limit,
  }: { unit: string; state: string; viewerUnits: readonly string[]; officer: string; limit: number },
): Promise<number> {
  const units = sql.join(
    viewerUnits.map((one) => sql`${one}`),
    sql`, `,
  );
  const rows = await read.all<{ n: number }>(
    sql`SELECT count(*) AS n FROM (SELECT a.num FROM ticket_access a WHERE a.unit = ${unit} AND a.state = ${state}
        AND EXISTS (SELECT 1 FROM ticket_access v WHERE v.num = a.num AND v.unit IN (${units}))
        AND NOT EXISTS (SELECT 1 FROM ticket_conflict c WHERE c.officer = ${officer} AND c.num = a.num) LIMIT ${limit}) AS some`,
  );
  return Number(rows[0]?.n ?? 0);
}
