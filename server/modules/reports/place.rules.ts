/** The fewest received of each group of like volume, largest first; below the last nobody is ranked. */
const VOLUMES = [500, 100, 20] as const;

export interface Ranked {
  readonly unit: string;
  readonly received: number;
  readonly closed: number;
  readonly verified: number;
}

export interface Place {
  readonly place: number;
  /** Units of like volume that have closed anything. */
  readonly of: number;
  readonly share: number;
}

const groupOf = (received: number): number => VOLUMES.findIndex((from) => received >= from);

/** Where a unit stands among its like by the share of its closings that was confirmed; null where it is not ranked. */
export function placeOf(units: readonly Ranked[], unit: string): Place | null {
  const own = units.find((one) => one.unit === unit);
  if (!own || groupOf(own.received) < 0 || own.closed === 0) return null;
  const shareOf = ({ verified, closed }: Ranked): number => verified / closed;
  const group = units.filter(({ received, closed }) => groupOf(received) === groupOf(own.received) && closed > 0);
  const better = group.filter((one) => shareOf(one) > shareOf(own));
  return { place: better.length + 1, of: group.length, share: shareOf(own) };
}
