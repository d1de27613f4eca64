import { and, eq, inArray, notExists, sql, type AnyColumn, type SQL } from 'drizzle-orm';
import type { Read } from '../../schema.ts';

/** Whose eyes: units of positions held now, and the officer for conflicts of interest. */
export interface Viewer {
  readonly officer: string;
  readonly units: readonly string[];
}

/** True for numbers of tickets that the viewer may see: for going from a few rows to their tickets. */
export function isSeenBy(read: Read, num: AnyColumn, { officer, units }: Viewer): SQL {
  const { ticketAccess, ticketConflict } = read.tables;
  const isGiven = sql`EXISTS (SELECT 1 FROM ${ticketAccess} WHERE ${ticketAccess.num} = ${num} AND ${inArray(ticketAccess.unit, [...units])})`;
  const isFree = notExists(
    read
      .select({ one: sql`1` })
      .from(ticketConflict)
      .where(and(eq(ticketConflict.officer, officer), eq(ticketConflict.num, num))),
  );
  return sql`${isGiven} AND ${isFree}`;
}

/** Names of officers, as pages show them. */
export async function namesOf(read: Read, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const { officer } = read.tables;
  const rows = await read
    .select({ id: officer.id, name: officer.name })
    .from(officer)
    .where(inArray(officer.id, wanted));
  return new Map(rows.map((row) => [row.id, row.name]));
}
