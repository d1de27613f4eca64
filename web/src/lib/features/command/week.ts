import type { BoardRow } from '$lib/api/command.ts';

export interface Hour {
  /** From Monday. */
  day: number;
  hour: number;
  n: number;
}

/** Received by weekday and hour, and the hour with most; null where there was nothing. */
export function weekOf(rows: readonly BoardRow[]): { hours: Hour[]; most: Hour | null } {
  const hours = rows.map(({ key, figures }) => ({
    day: Math.floor(Number(key) / 24),
    hour: Number(key) % 24,
    n: figures.received,
  }));
  const most = hours.reduce<Hour | null>((best, one) => (one.n > (best?.n ?? 0) ? one : best), null);
  return { hours, most };
}
