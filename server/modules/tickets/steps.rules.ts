import type { Post } from '../officers/actor.types.ts';
import type { Ticket, TicketAction, UnitTree } from './tickets.types.ts';

interface Around {
  readonly tree: Pick<UnitTree, 'isUnder'>;
  readonly ticket: Pick<Ticket, 'urgency' | 'state' | 'owner'>;
  /** Through which the officer sees the ticket. */
  readonly posts: readonly Post[];
  readonly offer: { readonly mayTake: boolean; readonly mayWithdraw: boolean } | null;
  readonly proposal: { readonly mayDecide: boolean } | null;
  readonly isWaiting: boolean;
  /** He wrote its report, or approved it. */
  readonly isOwnClosing: boolean;
}

const OF_STATION = new Set(['station']);

/** Acts that the state of a ticket would allow, and what stands open on it does not: they are not offered. */
export function notNow({
  tree,
  ticket,
  posts,
  offer,
  proposal,
  isWaiting,
  isOwnClosing,
}: Around): ReadonlySet<TicketAction> {
  const { owner, urgency } = ticket;
  const isOwners = owner !== null && posts.some(({ unit }) => tree.isUnder(owner, unit));
  const handing = posts.filter(({ capabilities }) => capabilities.includes('ticket.transfer'));
  const isStation = handing.length > 0 && handing.every(({ role }) => OF_STATION.has(role));
  const isCalm = urgency === 'normal';
  const shut: [TicketAction, boolean][] = [
    ['pause', isWaiting || urgency === 'life-risk' || !isOwners],
    ['resume', !isWaiting || !isOwners],
    ['bounce', offer !== null || !isCalm || !isStation || !isOwners],
    // A station offers to its equals; what is urgent it acts on first.
    ['transfer', isStation && (isCalm || ticket.state === 'open')],
    ['accept-offer', !offer?.mayTake],
    ['return-offer', !offer?.mayTake],
    ['withdraw-offer', !offer?.mayWithdraw],
    ['approve', !proposal?.mayDecide],
    ['return-report', !proposal?.mayDecide],
    ['verify', isOwnClosing],
  ];
  return new Set(shut.flatMap(([action, isShut]) => (isShut ? [action] : [])));
}
