import { inArray } from 'drizzle-orm';
import type { Read } from '../../schema.ts';

export async function namesById(read: Read, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { officer } = read.tables;
  const rows = await read
    .select({ id: officer.id, name: officer.name })
    .from(officer)
    .where(inArray(officer.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row.name]));
}
