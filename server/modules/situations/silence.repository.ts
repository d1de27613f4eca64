import { and, eq, exists, inArray, isNull, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Silence } from './situations.types.ts';

/** Writes a silence unless one of the unit is open; false then. */
export async function insertSilence(tx: Tx, silence: Silence): Promise<boolean> {
  const { situationSilence } = tx.tables;
  const rows = await tx
    .insert(situationSilence)
    .values(silence)
    .onConflictDoNothing()
    .returning({ id: situationSilence.id });
  return rows.length > 0;
}

export async function openSilences(read: Read, situations: readonly string[]): Promise<Silence[]> {
  if (situations.length === 0) return [];
  const { situationSilence } = read.tables;
  return read
    .select()
    .from(situationSilence)
    .where(and(inArray(situationSilence.situation, [...situations]), isNull(situationSilence.endedAt)));
}

/** Ends an open silence; false when somebody has. */
export async function endSilence(tx: Tx, { id, at }: { id: string; at: number }): Promise<boolean> {
  const { situationSilence } = tx.tables;
  const rows = await tx
    .update(situationSilence)
    .set({ endedAt: at })
    .where(and(eq(situationSilence.id, id), isNull(situationSilence.endedAt)))
    .returning({ id: situationSilence.id });
  return rows.length > 0;
}

/** Open silences of situations that are over, by hand too, or that watch the unit no more. */
export async function orphanSilences(read: Read, { at, limit }: { at: number; limit: number }): Promise<Silence[]> {
  const { situation, situationSilence, situationUnit } = read.tables;
  const isDeclared = exists(
    read
      .select({ one: sql`1` })
      .from(situationUnit)
      .where(
        and(eq(situationUnit.situation, situationSilence.situation), eq(situationUnit.unit, situationSilence.unit)),
      ),
  );
  const rows = await read
    .select({ silence: situationSilence })
    .from(situationSilence)
    .innerJoin(situation, eq(situation.id, situationSilence.situation))
    .where(
      and(
        isNull(situationSilence.endedAt),
        sql`(${situation.endedAt} IS NOT NULL OR ${situation.untilAt} <= ${at} OR ${situation.fromAt} > ${at}
          OR ${situation.silenceMinutes} IS NULL OR NOT ${isDeclared})`,
      ),
    )
    .limit(limit);
  return rows.map(({ silence }) => silence);
}
