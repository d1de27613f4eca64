import type { Assessment, RouteGuess } from '../inbound/stages.types.ts';
import type { Gazetteer } from './gazetteer.rules.ts';
import type { PlaceReading } from './locate.rules.ts';

export interface RouteInput {
  readonly place: PlaceReading;
  readonly aboutPolice: Assessment['aboutPolice'];
  readonly gazetteer: Gazetteer;
}

const REASON_OF: Record<PlaceReading['why'], string> = {
  text: 'district-in-text',
  handle: 'district-handle',
  geotag: 'geotag',
  point: 'point-in-text',
  pin: 'pin-code',
  conversation: 'conversation',
  none: 'no-place',
};

/**
 * The unit that must act. A complaint about police (unclear counts as yes) goes one level above the unit named,
 * since that unit, and everyone under it, must not see it.
 */
export function route({ place, aboutPolice, gazetteer }: RouteInput): RouteGuess {
  const others = place.alternatives.map((alternative) => alternative.unit);
  const named = place.station ?? place.district;
  if (named === null)
    return {
      unit: null,
      why: place.isOutside ? 'outside' : 'no-place',
      alternatives: others.slice(0, 2),
      second: null,
    };
  if (aboutPolice !== 'no') {
    if (place.station === null)
      return { unit: named, why: 'district-police-complaint', alternatives: [], second: null };
    const above = gazetteer.units.get(place.station)?.parent ?? place.district;
    const rest = place.district === null || place.district === above ? [] : [place.district];
    return { unit: above, why: 'one-above-police-complaint', alternatives: rest, second: null };
  }
  if (place.station !== null) {
    const second = place.borderStations.find((station) => station !== place.station) ?? null;
    const why = place.why === 'text' ? 'station-in-text' : REASON_OF[place.why];
    const rest = others.filter((unit) => unit !== second);
    return {
      unit: place.station,
      why,
      alternatives: (rest.length > 0 ? rest : [place.district ?? '']).filter((unit) => unit !== '').slice(0, 2),
      second,
    };
  }
  const [first, second] = place.borderStations;
  if (first !== undefined && second !== undefined)
    return { unit: first, why: 'border', alternatives: [place.district ?? first], second };
  return { unit: place.district, why: REASON_OF[place.why], alternatives: others.slice(0, 2), second: null };
}
