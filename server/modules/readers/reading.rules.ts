import type { Actor } from '../officers/actor.types.ts';
import type { ReadKind, Reading, ReadRow } from './readers.types.ts';

/** Reading again within it is the same reading. */
export const SLOT = 15 * 60_000;

const LINK = 'link:';

/** How the bearer of a position's one-time link is named: nobody knows which person it was. */
export const linkReader = (position: string): string => `${LINK}${position}`;
export const isLinkReader = (officer: string): boolean => officer.startsWith(LINK);

/** A reading by a signed-in officer, through the first of his positions that may read. */
export const readingBy = (actor: Actor, { ticket, kind }: { ticket: string; kind: ReadKind }): Reading => ({
  ticket,
  kind,
  officer: actor.officer,
  position:
    (actor.posts.find(({ capabilities }) => capabilities.includes('ticket.read')) ?? actor.posts[0])?.position ?? null,
});

export const rowOf = (reading: Reading, at: number): ReadRow => ({ ...reading, at, slot: at - (at % SLOT) });

/** What tells two rows apart. */
export const keyOf = ({ ticket, slot, officer, kind }: ReadRow): string => `${ticket} ${slot} ${officer} ${kind}`;
