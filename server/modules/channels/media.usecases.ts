import { createHash } from 'node:crypto';
import { fileTypeFromBuffer } from 'file-type';
import type { Blobs } from '../../platform/blobs/port.ts';
import { catchKnown, isKeptAway } from '../evidence/quarantine.usecases.ts';
import { keepUsed } from '../evidence/unused.usecases.ts';
import { listWaitingMedia, settleMedia, type MediaOutcome, type WaitingMedia } from './channels.repository.ts';
import type { ChannelDeps } from './channels.types.ts';
import { connectAccount } from './channels.usecases.ts';
import { ChannelError } from './driver.types.ts';

const MAX_ATTEMPTS = 5;
const SHOWN_KINDS = /^(image|video|audio)\//;

export interface MediaDeps extends ChannelDeps {
  readonly blobs: Blobs;
  /** Where quarantined files lie. */
  readonly quarantine: Blobs;
}

interface Fetched {
  readonly outcome: MediaOutcome;
  /** Of what was stored. */
  readonly bytes?: Uint8Array;
}

const again = (waiting: WaitingMedia): MediaOutcome => {
  const attempts = waiting.attempts + 1;
  return { state: attempts >= MAX_ATTEMPTS ? 'failed' : 'waiting', attempts };
};

/** What the bytes are decides, never what the sender says of them. */
async function keepBytes({
  deps,
  bytes,
  attempts,
}: {
  deps: MediaDeps;
  bytes: Uint8Array;
  attempts: number;
}): Promise<Fetched> {
  const type = await fileTypeFromBuffer(bytes);
  if (!type || !SHOWN_KINDS.test(type.mime)) return { outcome: { state: 'failed', attempts } };
  // A file that is known for what it shows never lies among the others.
  const isKnown = await isKeptAway(deps.db.read, createHash('sha256').update(bytes).digest('hex'));
  const { hash, size } = await (isKnown ? deps.quarantine : deps.blobs).put(bytes);
  return { outcome: { state: 'stored', attempts, stored: { hash, size, mime: type.mime } }, bytes };
}

async function fetchOne({ deps, waiting }: { deps: MediaDeps; waiting: WaitingMedia }): Promise<Fetched> {
  const connected = await connectAccount(deps, waiting.account);
  if (!connected?.driver.fetchMedia || waiting.url === null)
    return { outcome: { state: 'failed', attempts: waiting.attempts } };
  try {
    const { bytes } = await connected.driver.fetchMedia({ account: connected.account, url: waiting.url });
    return await keepBytes({ deps, bytes, attempts: waiting.attempts + 1 });
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    const attempts = waiting.attempts + 1;
    if (error.failure.kind === 'gone') return { outcome: { state: 'gone', attempts } };
    if (error.failure.kind === 'rate' || error.failure.kind === 'retry') return { outcome: again(waiting) };
    return { outcome: { state: 'failed', attempts } };
  }
}

/** Fetches pictures and films that messages brought, and keeps their bytes under their hash. At most `limit`; returns what became of them. */
export async function fetchWaitingMedia(
  deps: MediaDeps,
  { limit }: { limit: number },
): Promise<Readonly<Record<MediaOutcome['state'], number>>> {
  const counts = { waiting: 0, stored: 0, failed: 0, gone: 0 };
  for (const waiting of await listWaitingMedia(deps.db.read, { limit })) {
    const { outcome, bytes } = await fetchOne({ deps, waiting });
    counts[outcome.state] += 1;
    const { message, externalId } = waiting;
    const isShown = await deps.db.write(
      async (tx) => {
        const at = deps.clock.now();
        const isNoted = await settleMedia(tx, { message, externalId, outcome, at });
        if (!outcome.stored) return false;
        const { hash: sha256, mime, size } = outcome.stored;
        const isCaught = await catchKnown(deps, tx, { message, external: externalId, sha256, mime, size, at });
        return isNoted && !isCaught;
      },
      { lane: 'batch' },
    );
    if (isShown && outcome.stored && bytes) await keepUsed(deps, { hash: outcome.stored.hash, bytes });
  }
  return counts;
}
