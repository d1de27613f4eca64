import type { EvidenceDeps } from './evidence.types.ts';
import { dropUnused, isListed, unusedBlobs } from './quarantine.repository.ts';

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
    // Fetched again in this very moment: it has its place back.
    if (bytes && (await isListed(deps.db.read, hash))) await deps.blobs.put(bytes);
    dropped += 1;
  }
  return dropped;
}
