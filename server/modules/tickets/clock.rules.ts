import type { Urgency } from '../inbound/stages.types.ts';

export type ClockKind = 'acknowledgement' | 'first_response' | 'pick_up' | 'action' | 'closure' | 'review';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * How long each step may take, by urgency. An acknowledgement within 5 minutes, a first response within 30, closure
 * within 10 days and a review of what is open after 15 are what comparable desks promise; the rest is our proposal.
 */
const ALLOWED: Record<Urgency, Record<ClockKind, number>> = {
  normal: {
    ...{ acknowledgement: 5 * MINUTE, first_response: 30 * MINUTE, pick_up: 4 * HOUR, action: 3 * DAY },
    ...{ closure: 10 * DAY, review: 15 * DAY },
  },
  urgent: {
    ...{ acknowledgement: 5 * MINUTE, first_response: 10 * MINUTE, pick_up: 30 * MINUTE, action: 12 * HOUR },
    ...{ closure: 5 * DAY, review: 8 * DAY },
  },
  'life-risk': {
    ...{ acknowledgement: 5 * MINUTE, first_response: 5 * MINUTE, pick_up: 5 * MINUTE, action: HOUR },
    ...{ closure: 2 * DAY, review: 3 * DAY },
  },
};

/** The clocks of the desk until it has said or decided something: the citizen was told that we have it, and answered. */
export const OF_DESK: readonly ClockKind[] = ['acknowledgement', 'first_response'];

/** Clocks that run on an opened ticket until it is closed, from each opening on. */
export const UNTIL_CLOSED: readonly ClockKind[] = ['action', 'review'];

/** Deadline of a clock that runs from `from` (epoch milliseconds): receipt, or reopening for the new action clock. */
export function deadline({ kind, urgency, from }: { kind: ClockKind; urgency: Urgency; from: number }): number {
  return from + ALLOWED[urgency][kind];
}

/** Soonest deadline of the clocks that still run; null when none does. */
export function soonest(
  clocks: readonly { readonly dueAt: number; readonly stoppedAt: number | null }[],
): number | null {
  const running = clocks.filter((clock) => clock.stoppedAt === null).map((clock) => clock.dueAt);
  return running.length > 0 ? Math.min(...running) : null;
}
