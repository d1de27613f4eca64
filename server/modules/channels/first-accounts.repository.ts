import type { Tables, Tx } from '../../schema.ts';

export async function insertMissingAccounts(
  tx: Tx,
  rows: readonly Tables['channelAccount']['$inferInsert'][],
): Promise<void> {
  await tx.insertRows(tx.tables.channelAccount, rows, { onConflict: 'ignore' });
}
