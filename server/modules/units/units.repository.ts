import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Alias, Unit, UnitRow } from './units.types.ts';

const VERSION = 'units.version';

export const toUnit = (row: UnitRow): Unit => ({
  id: row.id,
  type: row.type,
  parent: row.parent,
  code: row.code,
  names: { en: row.nameEn, hi: row.nameHi, mr: row.nameMr },
  lat: row.lat,
  lon: row.lon,
  evidence: row.evidence,
  validFrom: row.validFrom,
  validTo: row.validTo,
  version: row.version,
});

export async function readTreeVersion(read: Read): Promise<string> {
  const { setting } = read.tables;
  const [row] = await read.select({ value: setting.value }).from(setting).where(eq(setting.name, VERSION));
  return typeof row?.value === 'string' ? row.value : '';
}

/**
 * Marks the tree as changed, and makes whoever else changes it wait until this transaction ends:
 * so a check made after it holds until the commit.
 */
export async function claimTree(tx: Tx, version: string): Promise<void> {
  const { setting } = tx.tables;
  await tx
    .insert(setting)
    .values({ name: VERSION, value: version })
    .onConflictDoUpdate({ target: setting.name, set: { value: version } });
}

/** Every unit, closed ones too, by id in the order of its characters (a database may sort by another alphabet). */
export async function loadUnits(read: Read): Promise<Unit[]> {
  const rows = await read.select().from(read.tables.unit);
  return rows.map(toUnit).sort((one, other) => (one.id < other.id ? -1 : 1));
}

export async function findUnit(read: Read, id: string): Promise<Unit | null> {
  const { unit } = read.tables;
  const [row] = await read.select().from(unit).where(eq(unit.id, id));
  return row ? toUnit(row) : null;
}

export async function parentOf(read: Read, id: string): Promise<string | null> {
  const { unit } = read.tables;
  const [row] = await read.select({ parent: unit.parent }).from(unit).where(eq(unit.id, id));
  return row?.parent ?? null;
}

export const toRow = (unit: Unit): UnitRow => ({
  id: unit.id,
  type: unit.type,
  parent: unit.parent,
  code: unit.code,
  nameEn: unit.names.en,
  nameHi: unit.names.hi,
  nameMr: unit.names.mr,
  lat: unit.lat,
  lon: unit.lon,
  evidence: unit.evidence,
  validFrom: unit.validFrom,
  validTo: unit.validTo,
  version: unit.version,
});

export async function insertUnits(tx: Tx, units: readonly Unit[]): Promise<void> {
  await tx.insertRows(tx.tables.unit, units.map(toRow));
  const edges = units.flatMap((unit) =>
    unit.parent === null ? [] : [{ child: unit.id, parent: unit.parent, validFrom: unit.validFrom, validTo: null }],
  );
  await tx.insertRows(tx.tables.unitEdge, edges);
}

/** The unit as changed, its version one higher; null when another change came first. */
export async function saveUnit(tx: Tx, unit: Unit): Promise<Unit | null> {
  const { unit: table } = tx.tables;
  const [row] = await tx
    .update(table)
    .set({ ...toRow(unit), version: unit.version + 1 })
    .where(and(eq(table.id, unit.id), eq(table.version, unit.version)))
    .returning();
  return row ? toUnit(row) : null;
}

/** Ends the edge that holds now and starts the one to the new parent. */
export async function moveEdge(tx: Tx, move: { child: string; parent: string | null; at: number }): Promise<void> {
  const { unitEdge } = tx.tables;
  const [last] = await tx
    .select({ at: sql<number>`max(${unitEdge.validFrom})` })
    .from(unitEdge)
    .where(eq(unitEdge.child, move.child));
  const at = Math.max(move.at, Number(last?.at ?? 0) + 1);
  await tx
    .update(unitEdge)
    .set({ validTo: at })
    .where(and(eq(unitEdge.child, move.child), isNull(unitEdge.validTo)));
  if (move.parent !== null)
    await tx.insert(unitEdge).values({ child: move.child, parent: move.parent, validFrom: at, validTo: null });
}

export async function edgesOf(
  read: Read,
  child: string,
): Promise<{ parent: string; validFrom: number; validTo: number | null }[]> {
  const { unitEdge } = read.tables;
  const columns = { parent: unitEdge.parent, validFrom: unitEdge.validFrom, validTo: unitEdge.validTo };
  return read.select(columns).from(unitEdge).where(eq(unitEdge.child, child)).orderBy(asc(unitEdge.validFrom));
}

export async function countOpenChildren(read: Read, id: string): Promise<number> {
  const { unit } = read.tables;
  return read.$count(unit, and(eq(unit.parent, id), isNull(unit.validTo)));
}

/** Whether a plea that is still to be worked on lies with the unit or under it. */
export async function hasOpenTickets(read: Read, id: string): Promise<boolean> {
  const { ticketAccess } = read.tables;
  const open = ['received', 'ask_back', 'open', 'in_process'];
  const rows = await read
    .select({ num: ticketAccess.num })
    .from(ticketAccess)
    .where(and(eq(ticketAccess.unit, id), inArray(ticketAccess.state, open)))
    .limit(1);
  return rows.length > 0;
}

export async function loadAliases(read: Read): Promise<(Alias & { unit: string })[]> {
  const { unitAlias } = read.tables;
  return read.select().from(unitAlias).orderBy(asc(unitAlias.unit), asc(unitAlias.kind), asc(unitAlias.alias));
}

export async function insertAliases(tx: Tx, rows: readonly (Alias & { unit: string })[]): Promise<void> {
  await tx.insertRows(tx.tables.unitAlias, rows, { onConflict: 'ignore' });
}

/** The unit's other names of these kinds become exactly these. */
export async function replaceAliases(
  tx: Tx,
  input: { unit: string; kinds: readonly string[]; aliases: readonly Alias[] },
): Promise<void> {
  const { unitAlias } = tx.tables;
  await tx.delete(unitAlias).where(and(eq(unitAlias.unit, input.unit), inArray(unitAlias.kind, [...input.kinds])));
  await insertAliases(
    tx,
    input.aliases.map((alias) => ({ ...alias, unit: input.unit })),
  );
}

/** Another open unit that has one of these handles already. */
export async function handleTaken(
  read: Read,
  input: { unit: string; handles: readonly string[] },
): Promise<string | null> {
  if (input.handles.length === 0) return null;
  const { unitAlias } = read.tables;
  const rows = await read
    .select({ unit: unitAlias.unit, alias: unitAlias.alias })
    .from(unitAlias)
    .where(
      and(
        eq(unitAlias.kind, 'handle'),
        or(...input.handles.map((handle) => eq(sql`lower(${unitAlias.alias})`, handle.toLowerCase()))),
      ),
    );
  return rows.find((row) => row.unit !== input.unit)?.alias ?? null;
}

export async function hasUnits(read: Read): Promise<boolean> {
  const { unit } = read.tables;
  return (await read.select({ id: unit.id }).from(unit).limit(1)).length > 0;
}
