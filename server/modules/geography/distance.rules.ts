const EARTH = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** Metres from one place to another over the ground. */
export function metresBetween(a: Place, b: Place): number {
  const [down, across] = [radians(b.lat - a.lat), radians(b.lon - a.lon)];
  const half =
    Math.sin(down / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(across / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.min(1, Math.sqrt(half)));
}
