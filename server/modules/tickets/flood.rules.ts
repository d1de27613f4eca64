/** Tickets of one author within an hour, from which on the next ones fold; what they say plays no part in it. */
export const FLOOD_LIMIT = 20;
export const FLOOD_WINDOW = 60 * 60_000;
/** After so long a folded ticket stands among the others again, whether anybody looked or not. */
export const FLOOD_LIFE = 24 * 60 * 60_000;

/** Under which a folded ticket is listed, instead of its state. */
export const FOLDED = 'folded';

/**
 * Until when a new ticket is folded; null when it stands for itself. A life at risk always does. Many copies of one
 * text need no fold: they are voices of the first one's ticket.
 */
export function foldedUntil({
  earlier,
  urgency,
  at,
  limit = FLOOD_LIMIT,
}: {
  /** Tickets of the same author in the hour before. */
  earlier: number;
  urgency: string;
  at: number;
  /** Another than usual, where a declared situation says so. */
  limit?: number;
}): number | null {
  return urgency === 'life-risk' || earlier < limit ? null : at + FLOOD_LIFE;
}
