import type { Tx } from '../../schema.ts';
import { endStep } from './steps.repository.ts';
import type { Ticket } from './tickets.types.ts';

const isBeingWorkedOn = ({ state }: Ticket): boolean => state === 'open' || state === 'in_process';

/** Ends what stood open on a ticket that is done with, that another unit has now, or that tells of danger to life. */
export async function followSteps(tx: Tx, { before, after }: { before: Ticket; after: Ticket }): Promise<void> {
  if (!isBeingWorkedOn(before)) return;
  const of = { ticket: after.id, at: after.updatedAt };
  const isDone = !isBeingWorkedOn(after);
  if (isDone) await endStep(tx, { ...of, step: 'pause', ending: 'done' });
  else if (after.urgency === 'life-risk' && before.urgency !== 'life-risk')
    await endStep(tx, { ...of, step: 'pause', ending: 'danger' });
  if (before.offered !== null && after.offered === null) await endStep(tx, { ...of, step: 'offer', ending: 'done' });
  if (!isDone && after.owner === before.owner) return;
  for (const step of ['offer', 'closingProposal'] as const) await endStep(tx, { ...of, step, ending: 'done' });
}
