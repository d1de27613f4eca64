import { isProtectedCategory } from '../assessment/categories.rules.ts';
import type { Ticket, UnitTree } from './tickets.types.ts';

/** Whether the author asked that nobody be told of him, and whether the desk has released his name to the units since. */
export const SECRECY = ['no', 'asked', 'released'] as const;
export type Secrecy = (typeof SECRECY)[number];

export const secrecyOf = ({ secrecy }: Pick<Ticket, 'secrecy'>): Secrecy => (secrecy ?? 'no') as Secrecy;

/** Whether nothing but the neutral line is said of it in public: a release tells the units, never the public. */
export const isPrivate = (ticket: Pick<Ticket, 'category' | 'secrecy'>): boolean =>
  isProtectedCategory(ticket.category) || secrecyOf(ticket) !== 'no';

/** Whether whoever sees a ticket through these units is told who wrote it: below the desk nobody, unless it was released. */
export const mayKnowAuthor = ({
  tree,
  ticket,
  units,
}: {
  tree: Pick<UnitTree, 'isUnder'>;
  ticket: Pick<Ticket, 'secrecy' | 'desk'>;
  units: readonly string[];
}): boolean => secrecyOf(ticket) !== 'asked' || units.some((unit) => tree.isUnder(ticket.desk, unit));
