import { isDomainError } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { holdTickets } from './intake.repository.ts';
import { updateTicket } from './tickets.repository.ts';
import type { TicketDeps } from './tickets.types.ts';
import { recordVerdict } from './verdict.usecases.ts';
import type { Said } from './verdict.rules.ts';

/** What the owner of a docket replied when asked whether it is solved. */
export interface Reply {
  readonly ticket: string;
  readonly said: Said;
  readonly message: string;
  /** Keyed hash of its words. */
  readonly content: string;
}

/** Takes a reply as the verdict that it is; one that comes too late, or once too often, is a new word for a person. */
export async function takeReply(
  deps: Pick<TicketDeps, 'tree' | 'search' | 'clock' | 'ids' | 'events'>,
  tx: Tx,
  { ticket, said, message, content }: Reply,
): Promise<void> {
  const data = { message, content };
  try {
    await recordVerdict(deps, tx, { ticket, said, way: 'reply', actor: 'citizen', data });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const [before] = await holdTickets(tx, [ticket]);
    if (!before) return;
    const at = deps.clock.now();
    const after = await updateTicket(tx, { before, set: { wroteAgainAt: at }, at });
    const { state, urgency, version } = after ?? before;
    await deps.events.append(tx, [
      {
        stream: `ticket:${ticket}`,
        type: 'ticket.wrote-again',
        actor: 'citizen',
        data: { ...data, state, urgency, version },
      },
    ]);
  }
}
