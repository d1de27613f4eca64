import type { Unit, UnitTree, UnitType } from './units.types.ts';

/** Which types a unit of each type may stand under; `null`: it may be a root. */
const PARENTS: Record<UnitType, readonly (UnitType | null)[]> = {
  state: [null],
  zone: ['state', null],
  range: ['zone', 'state', null],
  district: ['range', 'zone', 'state', null],
  commissionerate: ['state', 'zone', 'range', null],
  'dcp-zone': ['commissionerate'],
  circle: ['district', 'commissionerate', 'dcp-zone'],
  station: ['circle', 'dcp-zone', 'district', 'commissionerate'],
  outpost: ['station'],
};

/** Whether a unit of `type` may stand under one of `parentType` (null: at the top). */
export const mayStandUnder = (type: UnitType, parentType: string | null): boolean =>
  PARENTS[type].some((allowed) => allowed === parentType);

/** Types whose units carry a docket code. */
export const CODED_TYPES: readonly string[] = ['state', 'district', 'commissionerate'];

/**
 * True when hanging `unit` under `parent` would make it its own ancestor.
 * `parentOf` gives a unit's present parent.
 */
export function makesCycle(input: {
  unit: string;
  parent: string | null;
  parentOf: (id: string) => string | null;
}): boolean {
  const seen = new Set<string>([input.unit]);
  for (let at = input.parent; at !== null; at = input.parentOf(at)) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

/** The tree over a set of units; a path ends where a parent is unknown, and never runs in a circle. */
export function createUnitTree(units: readonly Unit[]): UnitTree {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const childrenOf = new Map<string, string[]>();
  for (const unit of units) {
    if (unit.parent === null) continue;
    const siblings = childrenOf.get(unit.parent);
    if (siblings) siblings.push(unit.id);
    else childrenOf.set(unit.parent, [unit.id]);
  }
  const paths = new Map<string, readonly string[]>();

  function pathToRoot(id: string): readonly string[] {
    const known = paths.get(id);
    if (known) return known;
    const path: string[] = [];
    for (let at = byId.get(id); at && !path.includes(at.id); at = at.parent === null ? undefined : byId.get(at.parent))
      path.push(at.id);
    if (path.length > 0) paths.set(id, path);
    return path;
  }

  function under(id: string): readonly string[] {
    const found: string[] = byId.has(id) ? [id] : [];
    for (let next = 0; next < found.length; next += 1) {
      for (const child of childrenOf.get(found[next] ?? '') ?? []) if (child !== id) found.push(child);
    }
    return found;
  }

  return {
    byId: (id) => byId.get(id),
    pathToRoot,
    isUnder: (id, ancestor) => pathToRoot(id).includes(ancestor),
    children: (id) => childrenOf.get(id) ?? [],
    under,
    all: () => units,
  };
}
