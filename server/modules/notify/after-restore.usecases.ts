import type { Tx } from '../../schema.ts';
import { cancelBefore, dropBefore, endLadders } from './after-restore.repository.ts';

/**
 * What was to be told when a desk was lost has been told since, as far as anybody knows: none of it is told again but of
 * danger that is not over.
 */
export async function leaveUntold(tx: Tx, { since }: { since: number }): Promise<void> {
  await dropBefore(tx, since);
  await cancelBefore(tx, since);
  await endLadders(tx, since);
}
