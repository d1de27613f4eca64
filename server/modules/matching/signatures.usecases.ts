import type { Tx } from '../../schema.ts';
import type { InboundDeps, Message } from '../inbound/inbound.types.ts';
import type { StageResult } from '../inbound/stages.types.ts';
import { forgetMessages, replaceSignatures } from './matching.repository.ts';

/** Keeps what matching needs of settled messages, under new numbers, so that the matcher comes by them. */
export async function keepSignatures(
  deps: Pick<InboundDeps, 'clock' | 'ids'>,
  tx: Tx,
  settled: readonly { readonly message: Message; readonly result: StageResult }[],
): Promise<void> {
  const at = deps.clock.now();
  const rows = settled
    .filter(({ message }) => message.direction === 'in')
    .map(({ message: { id, realm }, result }) => ({
      message: id,
      num: deps.ids.sequence(at),
      realm,
      at,
      bytes: Buffer.from(result.signature),
    }));
  await replaceSignatures(tx, rows);
}

/** What matching holds of deleted messages goes with them: hashes, and words that were kept as reasons. */
export const forgetMatching = (tx: Tx, ids: readonly string[]): Promise<void> =>
  ids.length === 0 ? Promise.resolve() : forgetMessages(tx, ids);
