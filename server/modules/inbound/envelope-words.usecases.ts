import type { Tx } from '../../schema.ts';
import { envelopesOf, replaceBody } from './envelopes.repository.ts';
import type { InboundDeps } from './inbound.types.ts';

/**
 * Cuts the words of posts that are gone out of what the channel delivered: whatever else it brought stays, and what brought
 * nothing else is emptied. An envelope's bytes are in no proof: what proves an erasure are the ids of the posts.
 */
export async function cutEnvelopes(
  { driver }: Pick<InboundDeps, 'driver'>,
  tx: Tx,
  messages: readonly string[],
): Promise<void> {
  for (const { id, driver: reader, body, gone, isNeeded } of await envelopesOf(tx, messages)) {
    const left = isNeeded ? (driver(reader)?.without(body, gone) ?? '') : '';
    if (left !== body) await replaceBody(tx, { id, body: left });
  }
}
