import type { Ticket } from './tickets.types.ts';

type Seen = Pick<Ticket, 'protected' | 'accusedUnit'>;
type Told = Pick<Ticket, 'id' | 'incident'>;

/** What a ticket tells of: tickets with the same answer are one incident. */
export const incidentOf = ({ id, incident }: Told): string => incident ?? id;

/** What stands in a ticket once it belongs to an incident. */
export const withIncident = ({ id }: Told, incident: string): string | null => (incident === id ? null : incident);

/**
 * Whether the machine may put two tickets together: never what is protected beside what is not, nor a complaint about
 * an officer beside one that the officer may read.
 */
export const mayJoinUnasked = (a: Seen, b: Seen): boolean =>
  a.protected === b.protected && a.accusedUnit === b.accusedUnit;

/** The ticket by which officers who see these name their incident: that of the oldest, never of one beyond reach. */
export const nameOf = (members: readonly Pick<Ticket, 'id' | 'num'>[]): string | null =>
  members.reduce<Pick<Ticket, 'id' | 'num'> | null>((first, one) => (first && first.num < one.num ? first : one), null)
    ?.id ?? null;
