import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';

export type SavedView = Tables['savedView']['$inferSelect'];

export async function viewsOf(read: Read, positions: readonly string[]): Promise<SavedView[]> {
  const { savedView } = read.tables;
  if (positions.length === 0) return [];
  return read
    .select()
    .from(savedView)
    .where(inArray(savedView.position, [...positions]))
    .orderBy(asc(savedView.at));
}

/** Under a name that the position has already, the new filters take the place of the old. */
export async function putView(tx: Tx, view: SavedView): Promise<SavedView> {
  const { savedView } = tx.tables;
  const { search, officer, at } = view;
  const rows = await tx
    .insert(savedView)
    .values(view)
    .onConflictDoUpdate({ target: [savedView.position, savedView.name], set: { search, officer, at } })
    .returning();
  return rows[0] ?? view;
}

/** False when none of these positions has it. */
export async function deleteView(
  tx: Tx,
  { id, positions }: { id: string; positions: readonly string[] },
): Promise<boolean> {
  const { savedView } = tx.tables;
  if (positions.length === 0) return false;
  const rows = await tx
    .delete(savedView)
    .where(and(eq(savedView.id, id), inArray(savedView.position, [...positions])))
    .returning({ id: savedView.id });
  return rows.length > 0;
}
