import { desc, sql } from 'drizzle-orm';
import type { Read, Tx } from '../../schema.ts';
import type { Erasure, RuleRow } from './retention.types.ts';

/** What was set, the last first. */
export function rulesSet(read: Read, limit: number): Promise<RuleRow[]> {
  const { retentionRule } = read.tables;
  return read.select().from(retentionRule).orderBy(desc(retentionRule.version)).limit(limit);
}

/** Writes the next setting; false when somebody has written one of this version. */
export async function insertRule(tx: Tx, rule: RuleRow): Promise<boolean> {
  const { retentionRule } = tx.tables;
  const rows = await tx
    .insert(retentionRule)
    .values(rule)
    .onConflictDoNothing()
    .returning({ version: retentionRule.version });
  return rows.length > 0;
}

export async function insertErasure(tx: Tx, erasure: Erasure): Promise<void> {
  await tx.insertRows(tx.tables.erasure, [erasure]);
}

export interface DaySum {
  readonly day: number;
  readonly class: string;
  readonly version: number | null;
  readonly tickets: number;
  readonly messages: number;
  readonly files: number;
  readonly others: number;
  readonly batches: number;
  /** Of the last of the day. */
  readonly digest: string;
}

/** What went by the setting, a line a day and class, the last first. */
export async function erasedByDay(read: Read, limit: number): Promise<DaySum[]> {
  const { erasure } = read.tables;
  const sum = (column: typeof erasure.tickets) => sql<number>`sum(${column})`;
  const rows = await read
    .select({
      ...{ day: erasure.day, class: erasure.class, version: erasure.version },
      ...{ tickets: sum(erasure.tickets), messages: sum(erasure.messages), files: sum(erasure.files) },
      ...{ others: sum(erasure.others), batches: sql<number>`count(*)`, digest: sql<string>`max(${erasure.digest})` },
    })
    .from(erasure)
    .where(sql`${erasure.officer} IS NULL`)
    .groupBy(erasure.day, erasure.class, erasure.version)
    .orderBy(desc(erasure.day), erasure.class)
    .limit(limit);
  return rows.map(({ tickets, messages, files, others, batches, ...row }) => ({
    ...row,
    ...{ tickets: Number(tickets), messages: Number(messages), files: Number(files) },
    ...{ others: Number(others), batches: Number(batches) },
  }));
}
