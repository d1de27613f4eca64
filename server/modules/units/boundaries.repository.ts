import type { Read, Tx } from '../../schema.ts';
import type { Shape } from '../geography/boundary.types.ts';

/** Areas of units, by unit. */
export async function loadBoundaries(read: Read): Promise<Map<string, Shape>> {
  const { unitBoundary } = read.tables;
  const rows = await read.select({ unit: unitBoundary.unit, shape: unitBoundary.shape }).from(unitBoundary);
  return new Map(rows.map(({ unit, shape }) => [unit, shape]));
}

/** Writes areas; a later one replaces the unit's earlier one. */
export async function saveBoundaries(
  tx: Tx,
  rows: readonly { readonly unit: string; readonly shape: Shape; readonly at: number }[],
): Promise<void> {
  const { unitBoundary } = tx.tables;
  for (const row of rows)
    await tx
      .insert(unitBoundary)
      .values(row)
      .onConflictDoUpdate({ target: unitBoundary.unit, set: { shape: row.shape, at: row.at } });
}
