export interface Backoff {
  readonly baseMs: number;
  readonly capMs: number;
}

export const defaultBackoff: Backoff = { baseMs: 1000, capMs: 5 * 60_000 };

/** Milliseconds to wait after the nth failure (from 1): doubling up to the cap, by chance (0..1) down to half of it. */
export function backoffOf({ baseMs, capMs }: Backoff, failures: number, chance: number): number {
  const full = Math.min(capMs, baseMs * 2 ** Math.min(failures - 1, 40));
  return Math.round(full / 2 + (full / 2) * chance);
}
