import type { NameEntry } from './gazetteer.rules.ts';
import { plainDistrict, type PlaceMatch } from './places.rules.ts';

export interface Context {
  /** Districts that the text names without doubt. */
  readonly named: ReadonlySet<string>;
  /** The one district whose handle is addressed. */
  readonly tagged: string | null;
}

const only = (entries: readonly NameEntry[]): NameEntry | null => (entries.length === 1 ? (entries[0] ?? null) : null);

/**
 * Of several bearers of one name the one that the rest of the message speaks for; null when nothing decides.
 * The names beside it count most: `Rampur, Jaunpur` means the Rampur of Jaunpur.
 */
export function chooseBearer({
  match,
  previous,
  next,
  context,
}: {
  match: PlaceMatch;
  previous: PlaceMatch | undefined;
  next: PlaceMatch | undefined;
  context: Context;
}): NameEntry | null {
  const { entries } = match;
  const { named, tagged } = context;
  const own = entries.filter((entry) => !entry.isAlias);
  const pool = own.length > 0 ? own : entries;
  const stations = entries.filter((entry) => entry.level === 'station');
  const isNamed = (entry: NameEntry): boolean => entry.district !== null && named.has(entry.district);
  const here = only(stations.filter(isNamed));
  const beside = [previous, next].filter((other) => other !== undefined && areBeside(match, other));
  const ofBeside = only(stations.filter((entry) => beside.some((other) => other !== undefined && isIn(other, entry))));
  if (ofBeside !== null && (here === null || here === ofBeside)) return ofBeside;
  if (match.hasStationCue) {
    if (here !== null) return here;
    const ofTagged = only(stations.filter((entry) => entry.district === tagged));
    if (ofTagged !== null && named.size === 0) return ofTagged;
    if (stations.length === 1 && stations[0]?.isCommon !== true && !entries.some((entry) => entry.level === 'district'))
      return stations[0] ?? null;
  }
  const isOwnDistrict = entries.some((entry) => entry.level === 'district' && !entry.isAlias);
  if (here !== null && !isOwnDistrict) return here;
  if (isHomonym({ match, next, named })) return null;
  const district =
    pool.find((entry) => entry.level === 'district') ??
    (stations.length === 0 ? entries.find((entry) => entry.level === 'district') : undefined);
  if (district !== undefined && (match.hasDistrictCue || stations.length === 0))
    return pickDistrictEntry({ entries, named, tagged }) ?? district;
  if (district === undefined && here !== null) return here;
  if (district !== undefined) return district;
  const near = entries.filter(isNamed);
  if (near.length === 1) return near[0] ?? null;
  if (new Set(entries.map((entry) => entry.district)).size === 1 && pool.length === 1 && pool[0]?.isCommon !== true)
    return pool[0] ?? null;
  return only(entries.filter((entry) => entry.district === tagged));
}

/** `Phulpur Azamgarh`: a locality known in one district, written before the name of another, is a third place. */
function isHomonym(input: { match: PlaceMatch; next: PlaceMatch | undefined; named: ReadonlySet<string> }): boolean {
  const { match, next, named } = input;
  if (next === undefined || next.from !== match.to || next.isFuzzy || match.role === 'route') return false;
  const whole = plainDistrict(next.entries);
  if (whole === null || whole.isAlias || !named.has(whole.unit)) return false;
  return match.entries.every((entry) => entry.isAlias && entry.district !== whole.unit);
}

const areBeside = (a: PlaceMatch, b: PlaceMatch): boolean => Math.max(a.from - b.to, b.from - a.to) <= 1;

/** Whether the other name is the own name of the station's district. */
const isIn = (other: PlaceMatch, station: NameEntry): boolean =>
  other.role !== 'route' && other.entries.some((entry) => entry.unit === station.district && !entry.isAlias);

/** Localities of one name in several districts: the one that is named, then the one that is addressed. */
function pickDistrictEntry(input: {
  entries: readonly NameEntry[];
  named: ReadonlySet<string>;
  tagged: string | null;
}): NameEntry | null {
  const districts = input.entries.filter((entry) => entry.level === 'district');
  const proper = districts.filter((entry) => !entry.isAlias);
  if (proper.length > 0) return only(proper);
  if (districts.length < 2) return districts[0] ?? null;
  return (
    only(districts.filter((entry) => input.named.has(entry.unit))) ??
    only(districts.filter((entry) => entry.unit === input.tagged))
  );
}
