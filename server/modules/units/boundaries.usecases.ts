import { isInShape } from '../geography/boundary-index.rules.ts';
import type { BoundaryError, Shape } from '../geography/boundary.types.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorName, requireCapability } from '../officers/officers.rules.ts';
import { reaches } from '../officers/scope.rules.ts';
import { saveBoundaries } from './boundaries.repository.ts';
import { matchBoundaries, type MatchedBoundary } from './boundary-match.rules.ts';
import { markOrganisationChanged } from './directory.usecases.ts';
import type { BoundaryDeps, Names, UnitDeps } from './units.types.ts';

const AT_ONCE = 50;
const MOST_ERRORS = 200;

export interface BoundaryReport {
  readonly features: number;
  readonly areas: readonly {
    readonly feature: number;
    readonly unit: string;
    readonly type: string;
    readonly name: Names;
    readonly points: number;
    /** Number of an area of the same kind in the file that it lies over; null when none does. */
    readonly over: number | null;
  }[];
  /** The first 200. Areas without an error are imported all the same. */
  readonly errors: readonly BoundaryError[];
  readonly applied: boolean;
}

const rest = (): Promise<void> => new Promise((resume) => setImmediate(resume));
const pointsOf = (shape: Shape): number =>
  shape.reduce((sum, polygon) => sum + polygon.reduce((part, ring) => part + ring.length / 2, 0), 0);

/** The middle of a shape's first outline, which lies inside unless the shape is a bow. */
function middleOf([polygon]: Shape): { lon: number; lat: number } {
  const outline = polygon?.[0] ?? [];
  let [lon, lat] = [0, 0];
  for (let at = 0; at < outline.length; at += 2) {
    lon += outline[at] ?? 0;
    lat += outline[at + 1] ?? 0;
  }
  const many = Math.max(outline.length / 2, 1);
  return { lon: lon / many, lat: lat / many };
}

/** Another area of the same kind that holds this one's middle. */
async function overlaps(matched: readonly MatchedBoundary[]): Promise<Map<number, number>> {
  const found = new Map<number, number>();
  for (const [at, { feature, unit }] of matched.entries()) {
    if (at % AT_ONCE === 0) await rest();
    const middle = middleOf(feature.shape);
    if (!isInShape(feature.shape, middle)) continue;
    const other = matched.find(
      (one) => one.feature !== feature && one.unit.type === unit.type && isInShape(one.feature.shape, middle),
    );
    if (other) found.set(feature.number, other.feature.number);
  }
  return found;
}

/**
 * What a file of areas would do, and, with `apply`, does it for every area whose unit is known, fifty a transaction.
 * Importing the same file again changes nothing.
 */
export async function importBoundaries(command: {
  deps: BoundaryDeps;
  actor: Actor | null;
  input: { text: string; apply: boolean };
}): Promise<BoundaryReport> {
  const { deps, input } = command;
  const { directory } = deps;
  const admin = requireCapability(command.actor, 'admin.units');
  await directory.refresh();
  const file = await deps.readAreas(input.text);
  const { matched: all, errors } = matchBoundaries({
    features: file.features,
    units: directory.all(),
    aliasesOf: (unit) => directory.aliasesOf(unit),
    districtOf: (unit) => directory.districtOf(unit),
  });
  const mayTouch = ({ unit }: MatchedBoundary): boolean =>
    reaches({ actor: admin, capability: 'admin.units', tree: directory, unit: unit.id });
  const matched = all.filter(mayTouch);
  const beyond = all.filter((one) => !mayTouch(one));
  const over = await overlaps(matched);
  if (input.apply) await apply(deps, { matched, by: actorName(admin, 'admin.units') });
  return {
    features: file.features.length,
    areas: matched.map(({ feature, unit }) => ({
      feature: feature.number,
      unit: unit.id,
      type: unit.type,
      name: unit.names,
      points: pointsOf(feature.shape),
      over: over.get(feature.number) ?? null,
    })),
    errors: [
      ...file.errors,
      ...errors,
      ...beyond.map(({ feature }) => ({ feature: feature.number, code: 'officers.not_allowed' })),
    ]
      .sort((a, b) => a.feature - b.feature)
      .slice(0, MOST_ERRORS),
    applied: input.apply,
  };
}

async function apply(
  deps: UnitDeps,
  { matched, by }: { matched: readonly MatchedBoundary[]; by: string },
): Promise<void> {
  for (let from = 0; from < matched.length; from += AT_ONCE) {
    const part = matched.slice(from, from + AT_ONCE);
    await deps.db.write(async (tx) => {
      const at = deps.clock.now();
      await saveBoundaries(
        tx,
        part.map(({ feature, unit }) => ({ unit: unit.id, shape: feature.shape, at })),
      );
      await deps.events.append(
        tx,
        part.map(({ feature, unit }) => ({
          stream: `unit:${unit.id}`,
          type: 'unit.boundary-set',
          actor: by,
          data: { points: pointsOf(feature.shape) },
        })),
      );
      await markOrganisationChanged(tx, deps.ids);
    });
  }
  await deps.directory.refresh();
}
