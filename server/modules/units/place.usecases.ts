import { fail } from '../../platform/errors.ts';
import type { Tx } from '../../schema.ts';
import { makesCycle, mayStandUnder } from './tree.rules.ts';
import { UNIT_TYPES, type Unit } from './units.types.ts';
import { findUnit, parentOf } from './units.repository.ts';

/** The unit under which this one is to stand, as the tree is now. Throws when it is closed, of a wrong type, or below it. */
export async function checkPlace(
  tx: Tx,
  unit: { id: string; type: string; parent: string | null },
): Promise<Unit | null> {
  const parent = unit.parent === null ? null : await findUnit(tx, unit.parent);
  if (unit.parent !== null && (!parent || parent.validTo !== null)) refuse('units.parent_unknown');
  const type = UNIT_TYPES.find((known) => known === unit.type);
  if (!type || !mayStandUnder(type, parent?.type ?? null)) refuse('units.wrong_parent');
  const above = new Map<string, string | null>();
  for (let at = unit.parent; at !== null && !above.has(at); at = above.get(at) ?? null)
    above.set(at, await parentOf(tx, at));
  if (makesCycle({ unit: unit.id, parent: unit.parent, parentOf: (id) => above.get(id) ?? null }))
    refuse('units.cycle');
  return parent;
}

const refuse = (code: string): never => fail({ code, kind: 'invalid', fields: { parent: code } });
