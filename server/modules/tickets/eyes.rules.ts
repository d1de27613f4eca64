import type { Actor, Capability } from '../officers/actor.types.ts';
import { unitsWith } from '../officers/officers.rules.ts';
import type { Ticket } from './tickets.types.ts';

/** What protected matters somebody reads. */
export interface Eyes {
  /** Units whose own matters he reads: those at which he has a position. */
  readonly own: readonly string[];
  /** Desks at which he works. */
  readonly desks: readonly string[];
  /** Positions through which administrators may have named him. */
  readonly positions: readonly string[];
}

/** `all` is for those alone whom something else than a position named: custodians of a file, who judges by lot. */
export type Sharp = Eyes | 'all';

interface Seat {
  readonly position: string;
  readonly unit: string;
  readonly capabilities: readonly Capability[];
}

const unitsOf = (seats: readonly Seat[], capability: Capability): string[] => [
  ...new Set(seats.flatMap(({ unit, capabilities }) => (capabilities.includes(capability) ? [unit] : []))),
];

/** What the holder of these positions reads. */
export const eyesOf = (seats: readonly Seat[]): Eyes => ({
  own: unitsOf(seats, 'ticket.read'),
  desks: unitsOf(seats, 'ticket.triage'),
  positions: seats.map(({ position }) => position),
});

/** An officer as he looks at tickets through the posts that give him a capability; what protected words he reads follows from all of them. */
export const viewerWith = (actor: Actor, capability: Capability) => ({
  officer: actor.officer,
  units: unitsWith(actor, capability),
  eyes: eyesOf(actor.posts),
  locale: actor.locale,
});

/** What of a ticket tells who may read it. */
export type Guarded = Pick<Ticket, 'id' | 'num' | 'protected' | 'owner' | 'second' | 'desk' | 'language'>;

/**
 * Whether the words of a ticket are open to him without anybody's having named him: it is not protected, his unit has
 * it, or he works at its desk. Being above is not enough.
 */
export const isOpenTo = ({ protected: isProtected, owner, second, desk }: Guarded, eyes: Sharp): boolean =>
  !isProtected ||
  eyes === 'all' ||
  [owner, second].some((unit) => unit !== null && eyes.own.includes(unit)) ||
  eyes.desks.includes(desk);
