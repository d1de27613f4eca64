import { metresBetween } from '../geography/distance.rules.ts';
import type { Taken } from '../pictures/exif.rules.ts';

/** How a photograph of a report stands to the scene: null where one of the two does not say. */
export interface Scene {
  /** Metres from the place that the citizen told. */
  readonly metres: number | null;
  /** Milliseconds before the report. */
  readonly before: number | null;
  /** Further away than a place is told wrongly. */
  readonly isFar: boolean;
  /** Taken before the plea had come in. */
  readonly isEarly: boolean;
}

const FAR = 5000;

/** A photograph that says nothing of itself is neither far nor early: it counts for nothing by that. */
export function sceneOf({
  taken: { lat, lon, takenAt },
  ticket,
  reportedAt,
}: {
  taken: Taken;
  ticket: { readonly lat: number | null; readonly lon: number | null; readonly receivedAt: number };
  reportedAt: number;
}): Scene {
  const isTold = lat !== null && lon !== null && ticket.lat !== null && ticket.lon !== null;
  const metres = isTold
    ? Math.round(metresBetween({ lat, lon }, { lat: ticket.lat ?? 0, lon: ticket.lon ?? 0 }))
    : null;
  return {
    metres,
    before: takenAt === null ? null : reportedAt - takenAt,
    isFar: metres !== null && metres > FAR,
    isEarly: takenAt !== null && takenAt < ticket.receivedAt,
  };
}
