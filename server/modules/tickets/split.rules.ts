import { accusedUnitAt, type AccusedLevel } from './accused.rules.ts';
import type { Ticket, UnitTree } from './tickets.types.ts';

/** What becomes of a complaint about police that the first matter carries when another is split off. */
export type Accusation = 'moves' | 'stays';

/**
 * Whether a summary must stand in the place of the first matter's words, when a complaint about police is split off: it
 * may reach those complained of, unless it is about them itself and stays hidden from them.
 */
export const needsSummary = ({
  origin,
  accusation,
}: {
  origin: Pick<Ticket, 'accusedUnit'>;
  accusation: Accusation | undefined;
}): boolean => origin.accusedUnit === null || accusation === 'moves';

/**
 * Whom a second matter complains of: the officer's unit of the level that its words name, seen from the unit that the
 * first matter names already, from the one chosen, or from the place.
 */
export function accusedBySplit({
  tree,
  origin,
  owner,
  level,
}: {
  tree: UnitTree;
  origin: Pick<Ticket, 'accusedUnit' | 'station' | 'owner'>;
  owner: string | null;
  level: AccusedLevel;
}): string | null {
  const at = (unit: string | null): string | null => accusedUnitAt({ tree, unit, level });
  if (origin.accusedUnit !== null) return at(origin.accusedUnit) ?? origin.accusedUnit;
  return at(owner) ?? at(origin.station) ?? at(origin.owner);
}

/** The first matter once the complaint about police has left it: its place decides again who may act. */
export const withoutAccusation = (
  origin: Pick<Ticket, 'station' | 'suggested'>,
): Pick<Ticket, 'aboutPolice' | 'accusedUnit' | 'suggested'> => ({
  aboutPolice: 'no',
  accusedUnit: null,
  suggested: origin.station ?? origin.suggested,
});

type Own = Pick<
  Ticket,
  | 'id'
  | 'num'
  | 'docket'
  | 'category'
  | 'subcategory'
  | 'urgency'
  | 'owner'
  | 'suggested'
  | 'aboutPolice'
  | 'accusedUnit'
  | 'summary'
  | 'protected'
  | 'headline'
>;

/** A second matter as it begins: whoever told of it, where, when and on which channel is the first one's, all else its own. */
export function splitOffTicket({ origin, told, at }: { origin: Ticket; told: Own; at: number }): Ticket {
  const { language, channel, account, desk, district, station, lat, lon, reporter, secrecy } = origin;
  return {
    ...{ language, channel, account, desk, district, station, lat, lon, reporter, secrecy },
    ...{ at: origin.at, receivedAt: origin.receivedAt },
    ...told,
    state: told.docket === null ? 'received' : 'open',
    openedAt: told.docket === null ? null : at,
    splitFrom: origin.id,
    splitAt: null,
    // New words in the thread belong to the first one.
    conversation: null,
    incident: null,
    second: null,
    offered: null,
    reason: null,
    outcome: null,
    voices: 0,
    reach: 0,
    wroteAgainAt: null,
    inProcessAt: null,
    closedAt: null,
    verifiedAt: null,
    dueAt: null,
    foldedUntil: null,
    codeHash: null,
    codeTries: 0,
    erasedAt: null,
    version: 1,
    updatedAt: at,
  };
}
