import { foldText } from '../language/fold.rules.ts';
import type { BoundaryError, BoundaryFeature } from '../geography/boundary.types.ts';
import type { Alias, Unit } from './units.types.ts';

/** An area of the file and the unit that it is of. */
export interface MatchedBoundary {
  readonly feature: BoundaryFeature;
  readonly unit: Unit;
}

/** Units that may have an area. */
const BOUNDED = new Set(['state', 'zone', 'range', 'district', 'commissionerate', 'circle', 'station', 'outpost']);

const isStation = ({ type }: Unit): boolean => type === 'station' || type === 'outpost';

const plain = (name: string): string =>
  foldText(name.replace(/\b(police station|thana|district|commissionerate|p\.? ?s\.?)\b|थाना|ज़िला|जिला|जनपद/gi, ' '))
    .replace(/\s+/g, '')
    .trim();

const add = (map: Map<string, Unit[]>, key: string, unit: Unit): void => {
  const known = map.get(key) ?? [];
  if (key !== '' && !known.includes(unit)) map.set(key, [...known, unit]);
};

const textsOf = ({ properties }: BoundaryFeature): string[] =>
  Object.values(properties).flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' ? [String(value).trim()] : [],
  );

/**
 * Finds the unit of each area: by its id or code in any property; else by a name, in either script. Where several bear
 * the name, the district that another property names decides; of a district and a station of one name the one that
 * most of the file is about.
 */
export function matchBoundaries(input: {
  readonly features: readonly BoundaryFeature[];
  readonly units: readonly Unit[];
  readonly aliasesOf: (unit: string) => readonly Alias[];
  readonly districtOf: (unit: string) => string | null;
}): { readonly matched: readonly MatchedBoundary[]; readonly errors: readonly BoundaryError[] } {
  const open = input.units.filter(({ type, validTo }) => validTo === null && BOUNDED.has(type));
  const byKey = new Map<string, Unit>();
  const byName = new Map<string, Unit[]>();
  for (const unit of open) {
    byKey.set(unit.id, unit);
    if (unit.code !== null) byKey.set(unit.code.toLowerCase(), unit);
    const others = input.aliasesOf(unit.id).filter(({ kind }) => kind === 'name');
    for (const name of [unit.names.en, unit.names.hi, unit.names.mr ?? '', ...others.map(({ alias }) => alias)])
      add(byName, plain(name), unit);
  }
  /** The one station that one property names while another names its district: what files of stations look like. */
  function stationWithin(lists: readonly (readonly Unit[])[]): Unit | null {
    const found = lists.flatMap((list, at) =>
      list.filter((unit) => {
        const district = input.districtOf(unit.id);
        return isStation(unit) && lists.some((other, place) => place !== at && other.some(({ id }) => id === district));
      }),
    );
    return new Set(found).size === 1 ? (found[0] ?? null) : null;
  }

  const candidates = input.features.map((feature) => {
    const texts = textsOf(feature);
    const exact = texts.flatMap((text) => byKey.get(text) ?? byKey.get(text.toLowerCase()) ?? []);
    const lists = texts.map((text) => byName.get(plain(text)) ?? []);
    const named = [...new Set(lists.flat())];
    return { feature, exact: [...new Set(exact)], named, within: stationWithin(lists) };
  });
  const aboutStations = candidates.filter(({ exact, named }) => [...exact, ...named].some(isStation)).length;
  const prefersStations = aboutStations * 2 > candidates.length;
  const errors: BoundaryError[] = [];
  const matched: MatchedBoundary[] = [];
  const taken = new Map<string, number>();
  for (const { feature, exact, named, within } of candidates) {
    const unit = choose({ exact, named, within, prefersStations });
    if (typeof unit === 'string') errors.push({ feature: feature.number, code: unit });
    else if (taken.has(unit.id)) errors.push({ feature: feature.number, code: 'units.boundary_twice' });
    else {
      taken.set(unit.id, feature.number);
      matched.push({ feature, unit });
    }
  }
  return { matched, errors };
}

/** The unit, or the code of why none can be told. */
function choose({
  exact,
  named,
  within,
  prefersStations,
}: {
  exact: readonly Unit[];
  named: readonly Unit[];
  within: Unit | null;
  prefersStations: boolean;
}): Unit | string {
  const ofKind = (list: readonly Unit[]): readonly Unit[] => list.filter((unit) => isStation(unit) === prefersStations);
  // A station's own code stands beside that of its district.
  const coded = exact.length > 1 ? exact.filter(isStation) : exact;
  if (coded.length === 1 && coded[0] && (within === null || isStation(coded[0]))) return coded[0];
  if (within !== null) return within;
  const left = named.length > 1 ? ofKind(named) : named;
  if (left.length === 1 && left[0]) return left[0];
  return named.length === 0 ? 'units.boundary_unknown' : 'units.boundary_ambiguous';
}
