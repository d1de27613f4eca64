import type { Read } from '../../schema.ts';
import { parseEnvelope, storeEnvelope, type EnvelopeCounts } from './envelopes.usecases.ts';
import { findReplayAccount, insertReplayAccount, summaryOf, type ReplaySummary } from './replay.repository.ts';
import type { InboundDeps } from './inbound.types.ts';

/** The account that replayed messages come in on: it takes in and never sends. */
export async function ensureReplayAccount(
  deps: Pick<InboundDeps, 'db' | 'ids' | 'clock'>,
  handle: string,
): Promise<string> {
  return deps.db.write(async (tx) => {
    const found = await findReplayAccount(tx, handle);
    if (found) return found;
    const id = deps.ids.make('acc');
    await insertReplayAccount(tx, { id, handle, at: deps.clock.now() });
    return id;
  });
}

/** Stores lines of a recorded stream as an envelope and reads it at once. */
export async function replayLines(
  deps: InboundDeps,
  { account, lines }: { account: string; lines: string },
): Promise<EnvelopeCounts & { envelope: string }> {
  const delivered = { account, stream: 'replay', driver: 'jsonl', body: lines, receivedAt: deps.clock.now() };
  const envelope = await deps.db.write(async (tx) => storeEnvelope(deps, tx, delivered));
  return { envelope, ...(await parseEnvelope(deps, envelope)) };
}

/** What became of the messages of these envelopes. */
export async function summarise(read: Read, envelopes: readonly string[]): Promise<ReplaySummary> {
  const total = { tickets: 0, supporters: 0, askBack: 0, notForUs: 0 };
  for (let start = 0; start < envelopes.length; start += 200) {
    const part = await summaryOf(read, envelopes.slice(start, start + 200));
    total.tickets += part.tickets;
    total.supporters += part.supporters;
    total.askBack += part.askBack;
    total.notForUs += part.notForUs;
  }
  return total;
}
