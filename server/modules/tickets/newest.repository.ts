import { and, desc, inArray } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import { isSeenBy, type Viewer } from './access.repository.ts';
import { listNums } from './list.repository.ts';
import { LISTED_STATES } from './listed.rules.ts';
import { veilsOf } from './veil.repository.ts';

/** Ids of the newest tickets whose own words the viewer may read, newest first. */
export async function newestReadable(
  read: Read,
  { viewer, limit }: { viewer: Viewer; limit: number },
): Promise<string[]> {
  const nums = await listNums(read, { viewer, states: LISTED_STATES, before: null, limit });
  if (nums.length === 0) return [];
  const { ticket } = read.tables;
  const rows = await read
    .select()
    .from(ticket)
    .where(and(inArray(ticket.num, nums), isSeenBy(read, ticket.num, viewer)))
    .orderBy(desc(ticket.num));
  const veiled = await veilsOf(read, { viewer, tickets: rows });
  return rows.map(({ id }) => id).filter((id) => !veiled.has(id));
}
