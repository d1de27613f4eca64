import { and, asc, eq, exists, gt, gte, inArray, isNotNull, isNull, lt, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Duty, NamedDuty } from './roster.types.ts';

/** True for duties of officers who still hold the position through which they have them. */
function isHeld(read: Read, now: number): SQL {
  const { duty, posting } = read.tables;
  return exists(
    read
      .select({ one: sql`1` })
      .from(posting)
      .where(
        and(
          eq(posting.position, duty.position),
          eq(posting.officer, duty.officer),
          lte(posting.validFrom, now),
          or(isNull(posting.validTo), gt(posting.validTo, now)),
        ),
      ),
  );
}

/** Duties of these units that touch the span, by their beginning, of officers who are still there. */
export async function dutiesOf(
  read: Read,
  input: { units: readonly string[]; fromAt: number; untilAt: number; now: number; limit: number },
): Promise<NamedDuty[]> {
  if (input.units.length === 0) return [];
  const { duty, officer, situation } = read.tables;
  const rows = await read
    .select({ duty, name: officer.name, situationName: situation.name })
    .from(duty)
    .innerJoin(officer, eq(officer.id, duty.officer))
    .leftJoin(situation, eq(situation.id, duty.situation))
    .where(
      and(
        inArray(duty.unit, [...input.units]),
        gt(duty.untilAt, input.fromAt),
        lt(duty.fromAt, input.untilAt),
        isNull(duty.cancelledAt),
        isNull(officer.disabledAt),
        isHeld(read, input.now),
      ),
    )
    .orderBy(asc(duty.fromAt), asc(duty.id))
    .limit(input.limit);
  return rows.map(({ duty: row, ...names }) => ({ ...row, ...names }));
}

/** Duties that were entered for a situation, of officers who are still there. */
export async function dutiesOfSituation(
  read: Read,
  input: { situation: string; now: number; limit: number },
): Promise<NamedDuty[]> {
  const { duty, officer } = read.tables;
  const rows = await read
    .select({ duty, name: officer.name })
    .from(duty)
    .innerJoin(officer, eq(officer.id, duty.officer))
    .where(
      and(
        eq(duty.situation, input.situation),
        isNull(duty.cancelledAt),
        isNull(officer.disabledAt),
        isHeld(read, input.now),
      ),
    )
    .orderBy(asc(duty.unit), asc(duty.fromAt), asc(duty.id))
    .limit(input.limit);
  return rows.map((row) => ({ ...row.duty, name: row.name, situationName: null }));
}

/** Lets the duties of a situation end when it ends; those taken out too, so that none comes back longer than it. */
export async function setEnd(tx: Tx, { situation, untilAt }: { situation: string; untilAt: number }): Promise<void> {
  const { duty } = tx.tables;
  await tx.update(duty).set({ untilAt }).where(eq(duty.situation, situation));
}

/** Cancels the duties of a situation that would begin at its end or later. */
export async function cancelUnbegun(tx: Tx, { situation, at }: { situation: string; at: number }): Promise<void> {
  const { duty } = tx.tables;
  await tx
    .update(duty)
    .set({ cancelledAt: at })
    .where(and(eq(duty.situation, situation), gte(duty.fromAt, at), isNull(duty.cancelledAt)));
}

/** Brings back what was cancelled at a moment for a situation. */
export async function uncancel(tx: Tx, { situation, at }: { situation: string; at: number }): Promise<void> {
  const { duty } = tx.tables;
  await tx
    .update(duty)
    .set({ cancelledAt: null })
    .where(and(eq(duty.situation, situation), eq(duty.cancelledAt, at)));
}

/** Writes duties; what is there already is left. Answers those that are new. */
export async function insertDuties(tx: Tx, duties: readonly Duty[]): Promise<string[]> {
  if (duties.length === 0) return [];
  const { duty } = tx.tables;
  const rows = await tx
    .insert(duty)
    .values([...duties])
    .onConflictDoNothing()
    .returning({ id: duty.id });
  return rows.map(({ id }) => id);
}

export async function dutiesById(read: Read, ids: readonly string[]): Promise<Duty[]> {
  if (ids.length === 0) return [];
  const { duty } = read.tables;
  return read
    .select()
    .from(duty)
    .where(inArray(duty.id, [...ids]));
}

/** Cancels (a time) or brings back (null). Answers those that were not so already. */
export async function setCancelled(
  tx: Tx,
  { ids, cancelledAt }: { ids: readonly string[]; cancelledAt: number | null },
): Promise<string[]> {
  const { duty } = tx.tables;
  const rows = await tx
    .update(duty)
    .set({ cancelledAt })
    .where(
      and(inArray(duty.id, [...ids]), cancelledAt === null ? isNotNull(duty.cancelledAt) : isNull(duty.cancelledAt)),
    )
    .returning({ id: duty.id });
  return rows.map(({ id }) => id);
}

/** Who answers for these units now: the heads' offices that are not vacant. */
export async function headsNow(
  read: Read,
  { units, now }: { units: readonly string[]; now: number },
): Promise<{ unit: string; officer: string; name: string }[]> {
  if (units.length === 0) return [];
  const { position, posting, officer } = read.tables;
  return read
    .select({ unit: position.unit, officer: posting.officer, name: officer.name })
    .from(position)
    .innerJoin(posting, eq(posting.position, position.id))
    .innerJoin(officer, eq(officer.id, posting.officer))
    .where(
      and(
        inArray(position.unit, [...units]),
        eq(position.head, true),
        isNull(position.validTo),
        lte(posting.validFrom, now),
        or(isNull(posting.validTo), gt(posting.validTo, now)),
        isNull(officer.disabledAt),
      ),
    );
}

/** Officers who must not see these tickets. */
export async function conflictsOf(read: Read, nums: readonly number[]): Promise<{ num: number; officer: string }[]> {
  if (nums.length === 0) return [];
  const { ticketConflict } = read.tables;
  return read
    .select()
    .from(ticketConflict)
    .where(inArray(ticketConflict.num, [...nums]));
}
