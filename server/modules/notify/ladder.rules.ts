import type { Urgency } from '../inbound/stages.types.ts';
import { deadline } from '../tickets/clock.rules.ts';
import { SENDING_WAYS, type SendingWay, type Way } from './notify.types.ts';

/** More than so many messages in this time, and a position gets the rest as one. */
export const AT_ONCE = 5;
export const WINDOW = 5 * 60_000;

/** How long a way that may have told is given before the next one. */
export const DOUBT = 5 * 60_000;

/** How long a position has to open what it was told before the next way: the time it has to pick a docket up. */
export const patience = (urgency: string): number =>
  deadline({ kind: 'pick_up', urgency: urgency as Urgency, from: 0 });

const isSending = (way: string): way is SendingWay => SENDING_WAYS.some((known) => known === way);

/** The ways of a position in its own order, those it never named last; the telephone after all. */
export function ladderOf(
  preferred: readonly string[],
  { canUse }: { readonly canUse: (way: SendingWay) => boolean },
): readonly Way[] {
  const order = [...preferred.filter(isSending), ...SENDING_WAYS.filter((way) => !preferred.includes(way))];
  return [...order.filter(canUse), 'call'];
}

/** The ways to try now: all at once of a danger to life, else the first that was not tried. */
export function nextWays(
  ladder: readonly Way[],
  { tried, red }: { readonly tried: readonly string[]; readonly red: boolean },
): readonly Way[] {
  const left = ladder.filter((way) => !tried.includes(way));
  return red ? left : left.slice(0, 1);
}

/** States of a send in the order in which they come; one never goes back to an earlier one. */
const ORDER = ['queued', 'sending', 'unknown', 'sent', 'delivered', 'opened'] as const;

/** States that may still become this one. */
export const before = (state: 'sent' | 'delivered' | 'opened'): readonly string[] =>
  ORDER.slice(0, ORDER.indexOf(state));

/** When a way that was busy is tried again, in milliseconds from now. */
export const backoff = (attempt: number): number => Math.min(10 * 60_000, 2 ** attempt * 1000);
/** As often; then the next way. */
export const MOST_ATTEMPTS = 6;
