import { WOMEN_CELL } from '../audits/audits.rules.ts';
import type { Post } from '../officers/actor.types.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** So long nobody else telephones. */
export const CALLING = 15 * MINUTE;
/** Not reached: not before. */
export const AGAIN = 4 * HOUR;
export const MOST_TRIES = 3;

export const RESULTS = ['solved', 'not-solved', 'not-reached', 'refused'] as const;
export type Result = (typeof RESULTS)[number];

/**
 * The post through which an officer may telephone about a closing: of a desk above the circle that closed it; of a
 * protected matter a women's cell above it alone.
 */
export function callingPost(
  tree: Pick<UnitTree, 'isUnder'>,
  { call, posts }: { call: { circle: string; protected: boolean }; posts: readonly Post[] },
): Post | null {
  const isFit = ({ unit, rank, capabilities }: Post): boolean => {
    const isOutside = unit !== call.circle && tree.isUnder(call.circle, unit);
    if (!isOutside || !capabilities.includes('ticket.read')) return false;
    return call.protected ? rank === WOMEN_CELL : capabilities.includes('ticket.triage');
  };
  return posts.find(isFit) ?? null;
}

/** What becomes of a call that reached nobody. */
export const afterTry = ({ tries, at }: { tries: number; at: number }) =>
  tries + 1 >= MOST_TRIES
    ? { tries: tries + 1, endedAt: at, result: 'not-reached' }
    : { tries: tries + 1, nextAt: at + AGAIN };
