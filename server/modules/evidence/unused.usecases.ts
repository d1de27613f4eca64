import type { EvidenceDeps } from './evidence.types.ts';
import {
  bringAgain,
  dropUnused,
  isKeptAway,
  isListed,
  isUsed,
  listBlob,
  unusedBlobs,
} from './quarantine.repository.ts';

export { noteUnused } from './quarantine.repository.ts';

/** A file may be in use again a moment after nothing used it: it is dropped when an hour has passed. */
const GRACE = 3_600_000;
const TOGETHER = 100;

/** Drops stored files that belonged to deleted posts alone. May run twice; answers how many were dropped. */
export async function dropUnusedFiles(deps: Pick<EvidenceDeps, 'db' | 'clock' | 'blobs'>): Promise<number> {
  let dropped = 0;
  for (const hash of await unusedBlobs(deps.db.read, { until: deps.clock.now() - GRACE, limit: TOGETHER })) {
    if (!(await deps.db.write((tx) => dropUnused(tx, hash), { lane: 'batch' }))) continue;
    const bytes = await deps.blobs.get(hash);
    await deps.blobs.remove(hash);
    // Stored again in this very moment: it has its place back.
    if (bytes && ((await isListed(deps.db.read, hash)) || (await isUsed(deps.db.read, hash))))
      await deps.blobs.put(bytes);
    dropped += 1;
  }
  return dropped;
}

/** Leaves a stored file that was not used after all to be dropped, unless something else shows it. */
export async function leaveUnused(
  { db, clock }: Pick<EvidenceDeps, 'db' | 'clock'>,
  { hash, size, mime }: { readonly hash: string; readonly size: number; readonly mime: string },
): Promise<void> {
  await db.write((tx) => listBlob(tx, { sha256: hash, size, mime, at: clock.now() }), { lane: 'batch' });
}

/**
 * Makes sure of the bytes of a file that a row refers to since a moment: they may have been dropped as unused between
 * their storing and the commit.
 */
export async function keepUsed(
  deps: Pick<EvidenceDeps, 'db' | 'clock' | 'blobs'>,
  { hash, bytes }: { hash: string; bytes: Uint8Array },
): Promise<void> {
  if ((await deps.blobs.has(hash)) || (await isKeptAway(deps.db.read, hash))) return;
  await deps.blobs.put(bytes);
  if (!(await isKeptAway(deps.db.read, hash))) return;
  await deps.db.write((tx) => bringAgain(tx, { sha256: hash, at: deps.clock.now() }));
}
