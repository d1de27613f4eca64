import type { GazetteerUnit } from '../inbound/stages.types.ts';
import type { Shape } from '../geography/boundary.types.ts';
import { namedUnit, type NamedUnit } from './present.rules.ts';
import type { Ticket, UnitTree } from './tickets.types.ts';

type Placed = Pick<Ticket, 'id' | 'lat' | 'lon' | 'station' | 'owner' | 'district' | 'protected'>;

/** Where a ticket lies: by a coordinate that came with it, else where its station or its district has its office. */
export interface MapPoint {
  readonly ticket: string;
  readonly lat: number;
  readonly lon: number;
  readonly kind: 'exact' | 'station' | 'district';
  /** The unit that it lies in, by whose office it is drawn where nothing nearer is known. */
  readonly unit: string | null;
}

interface MapUnit extends NamedUnit {
  readonly type: string;
  readonly lat: number | null;
  readonly lon: number | null;
  /** Its outlines, flat `lon, lat, …`; none where no area was imported. */
  readonly rings: readonly (readonly number[])[];
}

/** Corners of one outline, and outlines of one unit, that a sketch shows. */
const MOST_CORNERS = 160;
const MOST_RINGS = 6;

/** An outline with every so-manieth corner: what is lost is narrower than the line with which it is drawn. */
export function thinned(ring: readonly number[]): number[] {
  const corners = Math.floor(ring.length / 2);
  const step = Math.max(1, Math.ceil(corners / MOST_CORNERS));
  return Array.from({ length: Math.ceil(corners / step) }, (_, at) => at * step * 2).flatMap((at) => [
    ring[at] ?? 0,
    ring[at + 1] ?? 0,
  ]);
}

/** The largest outlines of an area: islands beyond these are left out. */
const ringsOf = (shape: Shape | undefined): number[][] =>
  (shape ?? [])
    .flatMap(([outline]) => (outline ? [outline] : []))
    .sort((a, b) => b.length - a.length)
    .slice(0, MOST_RINGS)
    .map(thinned);

const isLocal = (type: string | undefined): boolean => type === 'station' || type === 'outpost';

/** The station that a ticket lies in, by its words or by who has it. */
export const stationOf = ({ station, owner }: Pick<Ticket, 'station' | 'owner'>, tree: UnitTree): string | null =>
  station ?? (owner !== null && isLocal(tree.byId(owner)?.type) ? owner : null);

const DISTRICTS = new Set(['district', 'commissionerate']);

const districtOf = ({ district, owner }: Pick<Ticket, 'district' | 'owner'>, tree: UnitTree): string | null =>
  district ??
  (owner === null ? [] : tree.pathToRoot(owner)).find((unit) => DISTRICTS.has(tree.byId(unit)?.type ?? '')) ??
  null;

function pointOf(
  ticket: Placed,
  { tree, units }: { tree: UnitTree; units: ReadonlyMap<string, GazetteerUnit> },
): MapPoint | null {
  const { id, lat, lon } = ticket;
  const [station, district] = [stationOf(ticket, tree), districtOf(ticket, tree)];
  // Where somebody who is protected stood is shown on the ticket alone.
  if (lat !== null && lon !== null && !ticket.protected)
    return { ticket: id, lat, lon, kind: 'exact', unit: station ?? district };
  for (const [unit, kind] of [[station, 'station'] as const, [district, 'district'] as const]) {
    const place = unit === null ? undefined : units.get(unit);
    if (place?.lat !== undefined && place.lon !== undefined)
      return { ticket: id, lat: place.lat, lon: place.lon, kind, unit };
  }
  return null;
}

/** What a sketch map of these tickets shows: the tickets, and the stations and districts that they lie in. */
export function sketchOf({
  tree,
  units,
  tickets,
}: {
  tree: UnitTree;
  units: readonly GazetteerUnit[];
  tickets: readonly Placed[];
}): { readonly points: readonly MapPoint[]; readonly units: readonly MapUnit[] } {
  const wanted = new Set(
    tickets.flatMap((ticket) => [stationOf(ticket, tree), districtOf(ticket, tree)]).filter((id) => id !== null),
  );
  const around = units.filter(({ id }) => wanted.has(id));
  const byId = new Map(around.map((unit) => [unit.id, unit]));
  return {
    points: tickets.flatMap((ticket) => pointOf(ticket, { tree, units: byId }) ?? []),
    units: around.flatMap(({ id, type, lat = null, lon = null, boundary }) => {
      const named = namedUnit(tree, id);
      return named ? [{ ...named, type, lat, lon, rings: ringsOf(boundary) }] : [];
    }),
  };
}
