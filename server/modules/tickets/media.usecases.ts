import { fail } from '../../platform/errors.ts';
import { isKeptAway, keptAway } from '../evidence/quarantine.usecases.ts';
import { mediaOfTicket } from '../inbound/inbound.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { viewerOf } from './list.usecases.ts';
import { findTicket } from './tickets.repository.ts';
import type { TicketDeps } from './tickets.types.ts';

/**
 * Bytes of a picture or clip that a citizen sent, for one who may see the ticket. Throws tickets.not_found,
 * media.quarantined.
 */
export async function readMedia(
  deps: TicketDeps,
  { actor, id, message, external }: { actor: Actor; id: string; message: string; external: string },
): Promise<{ bytes: Uint8Array; mime: string; name: string }> {
  const found = await findTicket(deps.db.read, { id, viewer: viewerOf(actor) });
  const media = found && !found.isVeiled ? await mediaOfTicket(deps.db.read, { ticket: id, message, external }) : null;
  if (media?.state === 'quarantined' || (media?.blob && (await isKeptAway(deps.db.read, media.blob))))
    return keptAway();
  const bytes = media?.blob ? await deps.blobs.get(media.blob) : null;
  if (!media || !bytes) fail({ code: 'tickets.not_found', kind: 'not-found' });
  return { bytes, mime: media.mime ?? 'application/octet-stream', name: external };
}
