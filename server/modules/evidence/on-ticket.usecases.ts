import { findVisible } from '../tickets/visible.usecases.ts';
import type { EvidenceDeps } from './evidence.types.ts';
import { custodyUnits } from './quarantine.repository.ts';

export { readHolds } from './holds.usecases.ts';
/** Whoever removes what was said on tickets takes turns with whoever orders that it be kept. */
export { heldAmong, takeTurns } from './holds.repository.ts';

/** Whether the officer is a custodian for the ticket's quarantined files. */
export async function custodyOf(
  deps: Pick<EvidenceDeps, 'db' | 'clock'>,
  { officer, id }: { officer: string; id: string },
): Promise<boolean> {
  const { read } = deps.db;
  const units = await custodyUnits(read, { officer, now: deps.clock.now() });
  const found = await findVisible(read, { id, viewer: { officer, units, eyes: 'all' } });
  // Whoever reads a summary handles none of the files.
  return found !== null && !found.isVeiled;
}
