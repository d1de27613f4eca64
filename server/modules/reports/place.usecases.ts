import { sumsOf } from './board.repository.ts';
import { hiddenFor, type BoardDeps } from './board.usecases.ts';
import { cover, dayOf } from './bucket.rules.ts';
import { figuresOf } from './figures.rules.ts';
import { placeOf, type Place } from './place.rules.ts';
import { addSums, type Adding } from './sums.rules.ts';

/**
 * Where a unit stands among its neighbours in the last days, by figures that the unit itself may know of: what
 * complains of it or of those above it does not count. Null for the top, and for one with too little to be ranked.
 */
export async function readPlace(
  deps: BoardDeps,
  { unit, days }: { unit: string; days: number },
): Promise<Place | null> {
  const parent = deps.tree.byId(unit)?.parent ?? null;
  if (parent === null) return null;
  const units = [...deps.tree.children(parent)];
  const today = dayOf(deps.clock.now());
  const hidden = hiddenFor(deps, unit);
  const sums = new Map(units.map((id): [string, Adding] => [id, {}]));
  for (const row of await sumsOf(deps.db.read, { units, spans: cover({ from: today - days, to: today - 1 }) }))
    if (!hidden.has(row.hidden)) addSums(sums.get(row.unit) ?? {}, row.sums);
  const ranked = units.map((id) => {
    const { received, closed, verified } = figuresOf(sums.get(id) ?? {});
    return { unit: id, received, closed, verified };
  });
  return placeOf(ranked, unit);
}
