import { and, eq, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';

export interface ReplaySummary {
  /** Opened, with a docket number. */
  readonly tickets: number;
  readonly supporters: number;
  readonly askBack: number;
  readonly notForUs: number;
}

export async function findReplayAccount(read: Read, handle: string): Promise<string | null> {
  const { channelAccount } = read.tables;
  const rows = await read
    .select({ id: channelAccount.id })
    .from(channelAccount)
    .where(and(eq(channelAccount.kind, 'replay'), eq(channelAccount.handle, handle)));
  return rows[0]?.id ?? null;
}

export async function insertReplayAccount(
  tx: Tx,
  { id, handle, at }: { id: string; handle: string; at: number },
): Promise<void> {
  await tx.insertRows(tx.tables.channelAccount, [
    {
      id,
      kind: 'replay',
      handle,
      externalId: null,
      unit: 'u_up',
      credentials: null,
      settings: {},
      status: 'active',
      openingPolicy: 'demo',
      budgetMicro: null,
      lastPolledAt: null,
      lastError: null,
      createdAt: at,
      version: 1,
    },
  ]);
}

/** Fates of the envelopes' messages, counted in the database. */
export async function summaryOf(read: Read, envelopes: readonly string[]): Promise<ReplaySummary> {
  if (envelopes.length === 0) return { tickets: 0, supporters: 0, askBack: 0, notForUs: 0 };
  const ids = sql.join(
    envelopes.map((id) => sql`${id}`),
    sql`, `,
  );
  const rows = await read.all<Record<keyof ReplaySummary, number | string | null>>(
    sql`SELECT sum(CASE WHEN j.message IS NULL AND t.docket IS NOT NULL THEN 1 ELSE 0 END) AS "tickets",
               sum(CASE WHEN j.message IS NOT NULL AND m.voice = 'voice' THEN 1 ELSE 0 END) AS "supporters",
               sum(CASE WHEN j.message IS NULL AND p.answer = 'ask-back' THEN 1 ELSE 0 END) AS "askBack",
               sum(CASE WHEN j.message IS NULL AND t.state = 'not_for_us' THEN 1 ELSE 0 END) AS "notForUs"
        FROM message m
        LEFT JOIN match_join j ON j.message = m.id
        LEFT JOIN ticket t ON t.id = m.ticket
        LEFT JOIN prediction p ON p.message = m.id
        WHERE m.envelope IN (${ids})`,
  );
  const row = rows[0];
  return {
    tickets: Number(row?.tickets ?? 0),
    supporters: Number(row?.supporters ?? 0),
    askBack: Number(row?.askBack ?? 0),
    notForUs: Number(row?.notForUs ?? 0),
  };
}
