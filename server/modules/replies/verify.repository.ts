import { and, desc, eq, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import { answerHash, publicHash } from './answer-hash.rules.ts';
import { neutralLines } from './neutral.rules.ts';

export interface SentPublicly {
  readonly handle: string;
  readonly at: number;
}

/**
 * The last public answer of ours with this number or one of these wordings; direct messages are never looked at. By
 * words nothing is told of a ticket that is protected now, but for what everybody is told: a docket could be guessed.
 */
export async function findSent(
  read: Read,
  by: { readonly externalId: string } | { readonly textHashes: readonly string[] },
): Promise<SentPublicly | null> {
  const { outbox, channelAccount, ticket } = read.tables;
  const rows = await read
    .select({ handle: channelAccount.handle, at: outbox.sentAt, text: outbox.text })
    .from(outbox)
    .innerJoin(channelAccount, eq(channelAccount.id, outbox.account))
    .leftJoin(ticket, eq(ticket.id, outbox.ticket))
    .where(
      and(
        'externalId' in by
          ? eq(outbox.externalId, by.externalId)
          : and(
              inArray(outbox.textHash, [...by.textHashes]),
              or(isNull(ticket.protected), eq(ticket.protected, false), inArray(outbox.text, [...neutralLines])),
            ),
        eq(outbox.state, 'sent'),
        eq(outbox.kind, 'reply'),
        isNotNull(outbox.sentAt),
      ),
    )
    .orderBy(desc(outbox.sentAt))
    .limit(1);
  const [row] = rows;
  if (!row?.at) return null;
  // A hash that was kept when less of the words counted proves nothing.
  if ('textHashes' in by && !by.textHashes.includes(answerHash(row.text))) return null;
  return { handle: row.handle, at: row.at };
}

/** A public post of one of our own accounts that was written in the service's own application. */
export async function findOwnPost(
  read: Read,
  { realm, externalId }: { realm: string; externalId: string },
): Promise<SentPublicly | null> {
  const { message, channelAccount } = read.tables;
  const rows = await read
    .select({ handle: channelAccount.handle, at: message.at })
    .from(message)
    .innerJoin(channelAccount, eq(channelAccount.id, message.account))
    .where(
      and(
        eq(message.realm, realm),
        eq(message.externalId, externalId),
        eq(message.direction, 'out'),
        eq(message.voice, 'own'),
        ne(message.kind, 'dm'),
        isNull(message.deletedAt),
      ),
    );
  return rows[0] ?? null;
}

/** Writes the hashes of public answers that were sent before hashes were kept. Answers how many. */
export async function hashOlder(tx: Tx, limit: number): Promise<number> {
  const { outbox } = tx.tables;
  // By itself SQLite goes through everything that was ever sent.
  const by = sql.raw(tx.engine === 'sqlite' ? 'INDEXED BY outbox_unhashed' : '');
  const rows = await tx.all<{ id: string; kind: string; text: string }>(
    sql`SELECT id, kind, text FROM ${outbox} ${by} WHERE text_hash IS NULL AND state = 'sent' AND kind = 'reply' ORDER BY id LIMIT ${limit}`,
  );
  await tx.updateRows(
    outbox,
    rows.map((row) => ({ id: row.id, textHash: publicHash(row) })),
  );
  return rows.length;
}
