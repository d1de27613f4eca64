import { and, asc, eq, gt, inArray, isNull, lte, ne, or } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { PositionRow, PostingRow } from './units.types.ts';

/** A posting with what screens say of the officer. */
export interface NamedPosting extends PostingRow {
  readonly name: string;
  readonly username: string;
}

export async function loadPositions(read: Read, now: number): Promise<PositionRow[]> {
  const { position } = read.tables;
  return read
    .select()
    .from(position)
    .where(or(isNull(position.validTo), gt(position.validTo, now)))
    .orderBy(asc(position.id));
}

/** Postings that hold now or later, of officers who may sign in. */
export async function loadPostings(read: Read, now: number): Promise<NamedPosting[]> {
  const { posting, officer } = read.tables;
  return read
    .select({
      id: posting.id,
      position: posting.position,
      officer: posting.officer,
      kind: posting.kind,
      validFrom: posting.validFrom,
      validTo: posting.validTo,
      name: officer.name,
      username: officer.username,
    })
    .from(posting)
    .innerJoin(officer, eq(officer.id, posting.officer))
    .where(and(or(isNull(posting.validTo), gt(posting.validTo, now)), isNull(officer.disabledAt)))
    .orderBy(asc(posting.validFrom), asc(posting.id));
}

export async function insertPositions(tx: Tx, rows: readonly PositionRow[]): Promise<void> {
  await tx.insertRows(tx.tables.position, rows);
}

export async function findPosition(read: Read, id: string): Promise<PositionRow | null> {
  const { position } = read.tables;
  const [row] = await read.select().from(position).where(eq(position.id, id));
  return row ?? null;
}

/** The position as changed, its version one higher; null when another change came first. */
export async function savePosition(tx: Tx, row: PositionRow): Promise<PositionRow | null> {
  const { position } = tx.tables;
  const [saved] = await tx
    .update(position)
    .set({ ...row, version: row.version + 1 })
    .where(and(eq(position.id, row.id), eq(position.version, row.version)))
    .returning();
  return saved ?? null;
}

/** Another open head of the unit. */
export async function hasOtherHead(read: Read, input: { unit: string; except: string }): Promise<boolean> {
  const { position } = read.tables;
  const rows = await read
    .select({ id: position.id })
    .from(position)
    .where(and(eq(position.unit, input.unit), eq(position.head, true), isNull(position.validTo)));
  return rows.some((row) => row.id !== input.except);
}

/** Ends every open position of the unit, with postings and API keys; what ended. */
export async function endPositionsOf(
  tx: Tx,
  input: { unit: string; at: number },
): Promise<{ positions: string[]; officers: string[] }> {
  const { position } = tx.tables;
  const rows = await tx
    .select({ id: position.id })
    .from(position)
    .where(and(eq(position.unit, input.unit), isNull(position.validTo)));
  const positions = rows.map((row) => row.id);
  return { positions, officers: await endPositions(tx, { positions, at: input.at }) };
}

/** Ends these positions, the postings in them and their API keys; the officers whose postings ended. */
export async function endPositions(tx: Tx, input: { positions: readonly string[]; at: number }): Promise<string[]> {
  const ids = [...input.positions];
  if (ids.length === 0) return [];
  const { position, posting } = tx.tables;
  await tx.update(position).set({ validTo: input.at }).where(inArray(position.id, ids));
  await revokeKeysOf(tx, input);
  const rows = await tx
    .update(posting)
    .set({ validTo: input.at })
    .where(and(inArray(posting.position, ids), or(isNull(posting.validTo), gt(posting.validTo, input.at))))
    .returning({ officer: posting.officer });
  return rows.map((row) => row.officer);
}

async function revokeKeysOf(tx: Tx, input: { positions: readonly string[]; at: number }): Promise<void> {
  const { apiKey } = tx.tables;
  await tx
    .update(apiKey)
    .set({ revokedAt: input.at })
    .where(and(inArray(apiKey.position, [...input.positions]), isNull(apiKey.revokedAt)));
}

export async function insertPosting(tx: Tx, row: PostingRow): Promise<void> {
  await tx.insert(tx.tables.posting).values(row);
}

export async function findPosting(read: Read, id: string): Promise<PostingRow | null> {
  const { posting } = read.tables;
  const [row] = await read.select().from(posting).where(eq(posting.id, id));
  return row ?? null;
}

/** The posting as ended; null when it was ended before. */
export async function endPosting(tx: Tx, input: { id: string; at: number }): Promise<PostingRow | null> {
  const { posting } = tx.tables;
  const [row] = await tx
    .update(posting)
    .set({ validTo: input.at })
    .where(and(eq(posting.id, input.id), or(isNull(posting.validTo), gt(posting.validTo, input.at))))
    .returning();
  return row ?? null;
}

export async function postingsIn(read: Read, position: string): Promise<PostingRow[]> {
  const { posting } = read.tables;
  return read.select().from(posting).where(eq(posting.position, position)).orderBy(asc(posting.validFrom));
}

/** Locks the position's row until the transaction ends, so that two postings to it take turns. */
export async function claimPosition(tx: Tx, id: string): Promise<PositionRow | null> {
  const { position } = tx.tables;
  const [row] = await tx.update(position).set({ id }).where(eq(position.id, id)).returning();
  return row ?? null;
}

/** Whether the officer exists and may sign in. */
export async function isActiveOfficer(read: Read, id: string): Promise<boolean> {
  const { officer } = read.tables;
  const rows = await read
    .select({ id: officer.id })
    .from(officer)
    .where(and(eq(officer.id, id), isNull(officer.disabledAt)));
  return rows.length > 0;
}

/** Whether somebody else administers officers now: another active account that holds such an office. */
export async function hasOtherAdministrator(
  read: Read,
  { officer: self, at }: { officer: string; at: number },
): Promise<boolean> {
  const { posting, position, officer } = read.tables;
  const rows = await read
    .select({ officer: posting.officer })
    .from(posting)
    .innerJoin(position, eq(position.id, posting.position))
    .innerJoin(officer, eq(officer.id, posting.officer))
    .where(
      and(
        eq(position.role, 'admin'),
        ne(posting.officer, self),
        lte(posting.validFrom, at),
        or(isNull(posting.validTo), gt(posting.validTo, at)),
        isNull(officer.disabledAt),
      ),
    )
    .limit(1);
  return rows.length > 0;
}
