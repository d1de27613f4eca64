import type { Unit } from '$lib/api/types.ts';

export interface Branch {
  unit: Unit;
  children: Branch[];
}

/** Units as a tree. With words, only what matches and the way to it, all unfolded. */
export function treeOf({
  units,
  q,
  label,
}: {
  units: readonly Unit[];
  q: string;
  label: (unit: Unit) => string;
}): Branch[] {
  const words = q.trim().toLowerCase();
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const matches = (unit: Unit) =>
    [unit.name.en, unit.name.hi, unit.name.mr, unit.code].some((text) => text?.toLowerCase().includes(words) === true);
  const kept = new Set<string>();
  for (const unit of units) {
    if (words !== '' && !matches(unit)) continue;
    for (let at: Unit | undefined = unit; at !== undefined && !kept.has(at.id); at = byId.get(at.parent ?? ''))
      kept.add(at.id);
  }
  const under = new Map<string | null, Unit[]>();
  for (const unit of units) {
    if (!kept.has(unit.id)) continue;
    const parent = unit.parent !== null && byId.has(unit.parent) ? unit.parent : null;
    under.set(parent, [...(under.get(parent) ?? []), unit]);
  }
  const grow = (parent: string | null): Branch[] =>
    (under.get(parent) ?? [])
      .sort((a, b) => label(a).localeCompare(label(b)))
      .map((unit) => ({ unit, children: grow(unit.id) }));
  return grow(null);
}
