import { fail } from '../../platform/errors.ts';
import { keptAway } from '../evidence/quarantine.usecases.ts';
import { mediaOfTicket } from '../inbound/inbound.usecases.ts';
import { describePicture } from '../pictures/pictures.usecases.ts';
import { act, type Changed } from './change.usecases.ts';
import type { TicketDeps } from './tickets.types.ts';
import type { Target } from './triage.usecases.ts';

/**
 * Keeps what an officer sees on a citizen's picture: it counts as text in every stage and in search. Empty words take
 * the description back. Throws tickets.not_found for a picture that is not of this ticket, media.quarantined.
 */
export async function describeMedia(
  deps: TicketDeps,
  input: Target & { readonly message: string; readonly externalId: string; readonly text: string },
): Promise<Changed> {
  const { message, externalId, text, actor } = input;
  const { ticket } = await act(deps, {
    ...input,
    action: 'describe',
    decide: async ({ ticket, tx, at }) => {
      const media = await mediaOfTicket(tx, { ticket: ticket.id, message, external: externalId });
      if (!media) fail({ code: 'tickets.not_found', kind: 'not-found' });
      if (media.state === 'quarantined') return keptAway();
      await describePicture(tx, { message, externalId, text, officer: actor.officer, at });
      return { set: {}, type: 'ticket.picture-described', data: { message } };
    },
  });
  // Taken back by empty words, not by the ten seconds of acts that were told to somebody.
  return { ticket, undoUntil: null };
}
