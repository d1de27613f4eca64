import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { below } from '../../platform/db/below.ts';
import type { Declared, Situation, SituationChange } from './situations.types.ts';

/** Whose eyes: units of positions held now, and all units above them. */
export interface ChainViewer {
  readonly units: readonly string[];
  readonly above: readonly string[];
}

/** True for situations declared for a unit of the viewer's own chain: at it, below it or above it. */
function isOfChain(read: Read, { units, above }: ChainViewer): SQL {
  const { situation, situationUnit } = read.tables;
  const ids = read
    .select({ id: situationUnit.situation })
    .from(situationUnit)
    .where(
      or(
        inArray(situationUnit.unit, [...above]),
        sql`${situationUnit.unit} IN ${below({ table: 'unit', ids: units })}`,
      ),
    );
  return inArray(situation.id, ids);
}

async function withUnits(read: Read, situations: readonly Situation[]): Promise<Declared[]> {
  if (situations.length === 0) return [];
  const { situationUnit } = read.tables;
  const rows = await read
    .select()
    .from(situationUnit)
    .where(
      inArray(
        situationUnit.situation,
        situations.map(({ id }) => id),
      ),
    );
  return situations.map((situation) => ({
    situation,
    units: rows.flatMap((row) => (row.situation === situation.id ? [row.unit] : [])),
  }));
}

/** Writes a situation; false when the same order has declared it already. */
export async function insertSituation(tx: Tx, { situation, units }: Declared): Promise<boolean> {
  const { situation: table, situationUnit } = tx.tables;
  const rows = await tx.insert(table).values(situation).onConflictDoNothing().returning({ id: table.id });
  if (rows.length === 0) return false;
  await tx.insertRows(
    situationUnit,
    units.map((unit) => ({ situation: situation.id, unit })),
  );
  return true;
}

/** Changes a situation as it was read; null when somebody was faster. */
export async function changeSituation(
  tx: Tx,
  { before, set }: { before: Situation; set: Partial<Situation> },
): Promise<Situation | null> {
  const { situation } = tx.tables;
  const rows = await tx
    .update(situation)
    .set({ ...set, version: before.version + 1 })
    .where(and(eq(situation.id, before.id), eq(situation.version, before.version)))
    .returning();
  return rows[0] ?? null;
}

/** True for situations of a moment. */
function runsAt({ tables: { situation } }: Read, at: number): SQL | undefined {
  return and(
    gt(situation.untilAt, at),
    lte(situation.fromAt, at),
    or(isNull(situation.endedAt), gt(situation.endedAt, at)),
  );
}

/** Keeps a situation as it was read until the end of the transaction; false when somebody was faster. */
export async function holdSituation(tx: Tx, before: Situation): Promise<boolean> {
  const { situation } = tx.tables;
  const rows = await tx
    .update(situation)
    .set({ version: before.version })
    .where(and(eq(situation.id, before.id), eq(situation.version, before.version)))
    .returning({ id: situation.id });
  return rows.length > 0;
}

export async function replaceUnits(
  tx: Tx,
  { situation, units }: { situation: string; units: readonly string[] },
): Promise<void> {
  const { situationUnit } = tx.tables;
  await tx.delete(situationUnit).where(eq(situationUnit.situation, situation));
  await tx.insertRows(
    situationUnit,
    units.map((unit) => ({ situation, unit })),
  );
}

export async function insertChange(tx: Tx, change: SituationChange): Promise<void> {
  await tx.insertRows(tx.tables.situationChange, [change]);
}

/** What was changed in a situation, the last first. */
export async function changesOf(
  read: Read,
  { situation, limit }: { situation: string; limit: number },
): Promise<SituationChange[]> {
  const { situationChange } = read.tables;
  return read
    .select()
    .from(situationChange)
    .where(eq(situationChange.situation, situation))
    .orderBy(desc(situationChange.version))
    .limit(limit);
}

/** Situations of the viewer's chain, the latest first; those that run at a moment when it is given. */
export async function chainSituations(
  read: Read,
  { viewer, limit, runningAt }: { viewer: ChainViewer; limit: number; runningAt?: number },
): Promise<Declared[]> {
  if (viewer.units.length === 0) return [];
  const { situation } = read.tables;
  const rows = await read
    .select()
    .from(situation)
    .where(and(runningAt === undefined ? undefined : runsAt(read, runningAt), isOfChain(read, viewer)))
    .orderBy(desc(situation.fromAt), desc(situation.id))
    .limit(limit);
  return withUnits(read, rows);
}

export async function findSituation(
  read: Read,
  { viewer, id }: { viewer: ChainViewer; id: string },
): Promise<Declared | null> {
  if (viewer.units.length === 0) return null;
  const { situation } = read.tables;
  const rows = await read
    .select()
    .from(situation)
    .where(and(eq(situation.id, id), isOfChain(read, viewer)));
  const [found] = await withUnits(read, rows);
  return found ?? null;
}

/** Situations of a moment, whoever asks: for what follows from them. */
export async function situationsAt(read: Read, at: number): Promise<Declared[]> {
  const { situation } = read.tables;
  const rows = await read
    .select()
    .from(situation)
    .where(runsAt(read, at))
    .orderBy(asc(situation.fromAt), asc(situation.id));
  return withUnits(read, rows);
}

/** Situations whose time is over and that nobody has ended. */
export async function overdueSituations(
  read: Read,
  { at, limit }: { at: number; limit: number },
): Promise<Situation[]> {
  const { situation } = read.tables;
  return read
    .select()
    .from(situation)
    .where(and(isNull(situation.endedAt), lte(situation.untilAt, at)))
    .orderBy(asc(situation.untilAt))
    .limit(limit);
}

export interface DatedUnit {
  readonly id: string;
  readonly type: string;
  readonly names: { readonly en: string; readonly hi: string; readonly mr: string | null };
  readonly validFrom: number;
  readonly validTo: number | null;
}

/** Units below these that begin or end within the span: what was set up for it. */
export async function unitsDatedWithin(
  read: Read,
  { units, from, to, limit }: { units: readonly string[]; from: number; to: number; limit: number },
): Promise<DatedUnit[]> {
  const { unit } = read.tables;
  const within = (column: typeof unit.validFrom | typeof unit.validTo) =>
    sql`${column} >= ${from} AND ${column} <= ${to}`;
  const rows = await read
    .select()
    .from(unit)
    .where(
      and(sql`${unit.id} IN ${below({ table: 'unit', ids: units })}`, or(within(unit.validFrom), within(unit.validTo))),
    )
    .orderBy(asc(unit.validFrom), asc(unit.id))
    .limit(limit);
  return rows.map(({ id, type, nameEn, nameHi, nameMr, validFrom, validTo }) => ({
    ...{ id, type, validFrom, validTo },
    names: { en: nameEn, hi: nameHi, mr: nameMr },
  }));
}
