import { and, asc, eq, gte, inArray, isNull, or, sql, sum } from 'drizzle-orm';
import type { InferInsertModel, InferSelectModel } from 'drizzle-orm';
import type { Read, Tables, Tx } from '../../schema.ts';
import type { CursorState, CursorStream } from './polling.rules.ts';

export type AccountRow = InferSelectModel<Tables['channelAccount']>;
export type NewAccountRow = InferInsertModel<Tables['channelAccount']>;
export type NewEnvelope = InferInsertModel<Tables['envelope']>;

export async function findAccount(read: Read, id: string): Promise<AccountRow | null> {
  const { channelAccount } = read.tables;
  const [row] = await read.select().from(channelAccount).where(eq(channelAccount.id, id));
  return row ?? null;
}

export function listAccountRows(read: Read): Promise<AccountRow[]> {
  const { channelAccount } = read.tables;
  return read.select().from(channelAccount).orderBy(asc(channelAccount.kind), asc(channelAccount.handle));
}

export async function insertAccount(tx: Tx, row: NewAccountRow): Promise<void> {
  await tx.insert(tx.tables.channelAccount).values(row);
}

/** False when somebody changed the account since `version`. */
export async function changeAccount(
  tx: Tx,
  { id, version, set }: { id: string; version: number; set: Partial<NewAccountRow> },
): Promise<boolean> {
  const { channelAccount } = tx.tables;
  const changed = await tx
    .update(channelAccount)
    .set({ ...set, version: version + 1 })
    .where(and(eq(channelAccount.id, id), eq(channelAccount.version, version)))
    .returning({ id: channelAccount.id });
  return changed.length > 0;
}

/** What polling notes on the account; no change of it in the sense of versions. */
export async function notePolling(
  tx: Tx,
  { id, set }: { id: string; set: Pick<Partial<NewAccountRow>, 'externalId' | 'lastPolledAt' | 'lastError'> },
): Promise<void> {
  const { channelAccount } = tx.tables;
  await tx.update(channelAccount).set(set).where(eq(channelAccount.id, id));
}

export async function readCursors(read: Read, account: string): Promise<ReadonlyMap<string, CursorState>> {
  const { channelCursor } = read.tables;
  const rows = await read.select().from(channelCursor).where(eq(channelCursor.account, account));
  return new Map(rows.map((row) => [row.stream, row]));
}

export async function readCursor(
  read: Read,
  { account, stream }: { account: string; stream: CursorStream },
): Promise<CursorState | null> {
  return (await readCursors(read, account)).get(stream) ?? null;
}

/**
 * Writes where a stream stands if it still stands where it was read: false when another poller went on meanwhile.
 */
export async function moveCursor(
  tx: Tx,
  { account, stream, from, to }: { account: string; stream: CursorStream; from: CursorState | null; to: CursorState },
): Promise<boolean> {
  const { channelCursor } = tx.tables;
  const { sinceId, roundNewest, nextToken, pausedUntil, gapAt, updatedAt } = to;
  const values = { sinceId, roundNewest, nextToken, pausedUntil, gapAt, updatedAt };
  if (from === null) {
    const made = await tx
      .insert(channelCursor)
      .values({ account, stream, ...values })
      .onConflictDoNothing()
      .returning({ account: channelCursor.account });
    return made.length > 0;
  }
  const same = (column: typeof channelCursor.sinceId | typeof channelCursor.nextToken, value: string | null) =>
    value === null ? isNull(column) : eq(column, value);
  const moved = await tx
    .update(channelCursor)
    .set(values)
    .where(
      and(
        eq(channelCursor.account, account),
        eq(channelCursor.stream, stream),
        same(channelCursor.sinceId, from.sinceId),
        same(channelCursor.nextToken, from.nextToken),
        eq(channelCursor.updatedAt, from.updatedAt),
      ),
    )
    .returning({ account: channelCursor.account });
  return moved.length > 0;
}

export async function insertEnvelopes(tx: Tx, rows: readonly NewEnvelope[]): Promise<void> {
  await tx.insertRows(tx.tables.envelope, rows);
}

/** Those of the given versions that are not stored as messages yet. */
export async function unknownVersions(
  read: Read,
  { realm, items }: { realm: string; items: readonly { externalId: string; versionId: string }[] },
): Promise<readonly { externalId: string; versionId: string }[]> {
  if (items.length === 0) return [];
  const { message } = read.tables;
  const rows = await read
    .select({ versionId: message.versionId })
    .from(message)
    .where(
      and(
        eq(message.realm, realm),
        inArray(
          message.externalId,
          items.map((item) => item.externalId),
        ),
      ),
    );
  const known = new Set(rows.map((row) => row.versionId));
  return items.filter((item) => !known.has(item.versionId));
}

export async function addUsage(
  tx: Tx,
  rows: readonly { account: string; day: string; kind: string; number: number; costMicro: number }[],
): Promise<void> {
  const { channelUsage } = tx.tables;
  for (const row of rows) {
    if (row.number === 0) continue;
    await tx
      .insert(channelUsage)
      .values(row)
      .onConflictDoUpdate({
        target: [channelUsage.account, channelUsage.day, channelUsage.kind],
        set: {
          number: sql`${channelUsage.number} + ${row.number}`,
          costMicro: sql`${channelUsage.costMicro} + ${row.costMicro}`,
        },
      });
  }
}

export async function spentOn(read: Read, { account, day }: { account: string; day: string }): Promise<number> {
  const { channelUsage } = read.tables;
  const [row] = await read
    .select({ total: sum(channelUsage.costMicro) })
    .from(channelUsage)
    .where(and(eq(channelUsage.account, account), eq(channelUsage.day, day)));
  return Number(row?.total ?? 0);
}

export function listUsage(
  read: Read,
  { fromDay }: { fromDay: string },
): Promise<InferSelectModel<Tables['channelUsage']>[]> {
  const { channelUsage } = read.tables;
  return read
    .select()
    .from(channelUsage)
    .where(gte(channelUsage.day, fromDay))
    .orderBy(asc(channelUsage.day), asc(channelUsage.kind));
}

/** Messages of an account that may still be shown, oldest id first, after `after`: for asking whether they are still there. */
export function listShownPosts(
  read: Read,
  { account, after, from, limit }: { account: string; after: string; from: number; limit: number },
): Promise<{ id: string; externalId: string }[]> {
  const { message } = read.tables;
  return read
    .select({ id: message.id, externalId: message.externalId })
    .from(message)
    .where(
      and(
        eq(message.account, account),
        sql`${message.id} > ${after}`,
        gte(message.receivedAt, from),
        isNull(message.deletedAt),
        sql`${message.kind} <> 'dm'`,
      ),
    )
    .orderBy(asc(message.id))
    .limit(limit);
}

export type WaitingMedia = Pick<InferSelectModel<Tables['media']>, 'message' | 'externalId' | 'url' | 'attempts'> & {
  readonly account: string;
};

export function listWaitingMedia(read: Read, { limit }: { limit: number }): Promise<WaitingMedia[]> {
  const { media, message } = read.tables;
  return read
    .select({
      message: media.message,
      externalId: media.externalId,
      url: media.url,
      attempts: media.attempts,
      account: message.account,
    })
    .from(media)
    .innerJoin(message, eq(message.id, media.message))
    .where(eq(media.state, 'waiting'))
    .orderBy(asc(media.attempts), asc(media.message))
    .limit(limit);
}

export interface MediaOutcome {
  readonly state: 'waiting' | 'stored' | 'failed' | 'gone';
  readonly attempts: number;
  readonly stored?: { readonly hash: string; readonly mime: string; readonly size: number };
}

/**
 * Notes what became of a picture; with its bytes stored, registers the blob too. False when nobody waits for it any more,
 * as when its post was deleted meanwhile: then its bytes are dropped after a while.
 */
export async function settleMedia(
  tx: Tx,
  { message, externalId, outcome, at }: { message: string; externalId: string; outcome: MediaOutcome; at: number },
): Promise<boolean> {
  const { media, blob } = tx.tables;
  const { state, attempts, stored } = outcome;
  const rows = await tx
    .update(media)
    .set({
      state,
      attempts,
      ...(stored ? { blob: stored.hash, sha256: stored.hash, mime: stored.mime, size: stored.size } : {}),
    })
    .where(
      and(
        eq(media.message, message),
        eq(media.externalId, externalId),
        or(eq(media.state, 'waiting'), eq(media.state, 'failed')),
      ),
    )
    .returning({ message: media.message });
  const unusedAt = rows.length > 0 ? null : at;
  if (stored)
    await tx
      .insert(blob)
      .values({ hash: stored.hash, size: stored.size, mime: stored.mime, createdAt: at, unusedAt })
      .onConflictDoUpdate({ target: blob.hash, set: { unusedAt } });
  return rows.length > 0;
}
