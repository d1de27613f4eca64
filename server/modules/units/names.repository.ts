import { and, eq } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Alias } from './units.types.ts';

interface NameOfUnit {
  readonly unit: string;
  readonly name: string;
  readonly kind: string;
}

const isName = ({ tables: { unitAlias } }: Pick<Read, 'tables'>, { unit, name, kind }: NameOfUnit) =>
  and(eq(unitAlias.unit, unit), eq(unitAlias.kind, kind), eq(unitAlias.alias, name));

export async function findName(read: Read, name: NameOfUnit): Promise<Alias | null> {
  const [row] = await read.select().from(read.tables.unitAlias).where(isName(read, name));
  return row ?? null;
}

export async function deleteName(tx: Tx, name: NameOfUnit): Promise<void> {
  await tx.delete(tx.tables.unitAlias).where(isName(tx, name));
}
