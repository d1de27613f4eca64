import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Read } from '../../schema.ts';
import { isSeenBy, type Viewer } from '../tickets/visible.usecases.ts';
import type { HeldKey } from './held-files.rules.ts';
import type { Quarantined } from './evidence.types.ts';

/** Posts that show a held file on tickets that the viewer sees: from the few files to the ticket. */
const shownTo = (read: Read, viewer: Viewer) => {
  const { quarantine, media, message, ticket } = read.tables;
  return and(
    eq(quarantine.state, 'held'),
    eq(media.state, 'quarantined'),
    eq(media.sha256, quarantine.sha256),
    eq(message.id, media.message),
    eq(ticket.id, message.ticket),
    isSeenBy(read, ticket.num, viewer),
  );
};

/** Files that are held and stand on a ticket that the viewer sees, those that were moved last first. */
export async function heldFiles(
  read: Read,
  { viewer, before, limit }: { viewer: Viewer; before: HeldKey | null; limit: number },
): Promise<Pick<Quarantined, 'sha256' | 'at' | 'officer'>[]> {
  if (viewer.units.length === 0) return [];
  const { quarantine, media, message, ticket } = read.tables;
  return read
    .selectDistinct({ sha256: quarantine.sha256, at: quarantine.at, officer: quarantine.officer })
    .from(quarantine)
    .crossJoin(media)
    .crossJoin(message)
    .crossJoin(ticket)
    .where(
      and(
        shownTo(read, viewer),
        before === null
          ? undefined
          : sql`(${quarantine.at} < ${before.at} OR (${quarantine.at} = ${before.at} AND ${quarantine.sha256} < ${before.sha256}))`,
      ),
    )
    .orderBy(desc(quarantine.at), desc(quarantine.sha256))
    .limit(limit);
}

/** The tickets on which these files stand, as far as the viewer sees them. */
export async function ticketsOfHeld(
  read: Read,
  { viewer, files }: { viewer: Viewer; files: readonly string[] },
): Promise<{ sha256: string; id: string; docket: string | null; splitAt: number | null }[]> {
  if (viewer.units.length === 0 || files.length === 0) return [];
  const { quarantine, media, message, ticket } = read.tables;
  return read
    .selectDistinct({ sha256: quarantine.sha256, id: ticket.id, docket: ticket.docket, splitAt: ticket.splitAt })
    .from(quarantine)
    .crossJoin(media)
    .crossJoin(message)
    .crossJoin(ticket)
    .where(and(inArray(quarantine.sha256, [...files]), shownTo(read, viewer)));
}
