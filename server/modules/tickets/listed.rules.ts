import { FOLDED } from './flood.rules.ts';
import { TICKET_STATES } from './tickets.types.ts';

/** Under which a ticket is listed that the stages set aside and nobody has looked at yet, instead of its state. */
export const FILTERED = 'filtered';

/** What lists are asked for: states, and what is listed apart from others of its state. */
export const LISTED_STATES = [...TICKET_STATES, FOLDED, FILTERED] as const;
export type ListedState = (typeof LISTED_STATES)[number];

/** Under which a ticket is listed that the stages have made. */
export function listedAs({ state, foldedUntil }: { state: string; foldedUntil: number | null }): string {
  if (foldedUntil !== null) return FOLDED;
  return state === 'not_for_us' ? FILTERED : state;
}

/** What is not for us is asked for whole, whether a person has looked or not. */
export const asListed = (states: readonly ListedState[]): ListedState[] => [
  ...new Set(states.flatMap((state): ListedState[] => (state === 'not_for_us' ? [state, FILTERED] : [state]))),
];
