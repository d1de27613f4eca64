import type { Tables } from '../../schema.ts';
import type { Actor, Capability, Post } from '../officers/actor.types.ts';
import { postsWith } from '../officers/officers.rules.ts';
import type { Ticket, UnitTree } from './tickets.types.ts';

export type Offer = Tables['offer']['$inferSelect'];

/** So often a docket is offered; the next time it goes one rank up. */
export const OFFERS_ALONE = 2;

interface Asked {
  readonly tree: Pick<UnitTree, 'isUnder'>;
  readonly actor: Actor;
  readonly capability: Capability;
  /** The officer's units that see the ticket. */
  readonly units: readonly string[];
  readonly ticket: Pick<Ticket, 'owner' | 'offered'>;
}

const postsHere = ({ actor, capability, units }: Asked): readonly Post[] =>
  postsWith(actor, capability).filter(({ unit }) => units.includes(unit));

/** The post through which an officer speaks for the unit that has the ticket. */
export const givingPost = (asked: Asked): Post | null =>
  postsHere(asked).find(({ unit }) => asked.ticket.owner !== null && asked.tree.isUnder(asked.ticket.owner, unit)) ??
  null;

/** The post through which an officer speaks for the unit that it is offered to: of that unit, or above it and not above the other. */
export const takingPost = (asked: Asked): Post | null => {
  const { tree, ticket } = asked;
  const { owner, offered } = ticket;
  if (owner === null || offered === null) return null;
  return (
    postsHere(asked).find(
      ({ unit }) => unit === offered || (tree.isUnder(offered, unit) && !tree.isUnder(owner, unit)),
    ) ?? null
  );
};

/** Whether a station hands sideways what it has itself: that is offered, and stays with it until the other accepts. */
export function isBounce({
  tree,
  ticket,
  post,
  to,
}: {
  tree: Pick<UnitTree, 'isUnder'>;
  ticket: Pick<Ticket, 'owner'>;
  post: Post;
  to: string;
}): boolean {
  const isOwn = post.role === 'station' && ticket.owner !== null && tree.isUnder(ticket.owner, post.unit);
  return isOwn && !tree.isUnder(to, post.unit);
}
