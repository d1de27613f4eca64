import type { Ids } from '../../platform/ids/ids.ts';
import { standardOffices } from './offices.rules.ts';
import type { PositionRow, Unit } from './units.types.ts';

/** The offices that a new unit starts with, vacant. `ids` null: ids made of the unit's own, as reference data have them. */
export function draftPositions(input: {
  unit: Unit;
  inCommissionerate: boolean;
  headRank?: string | null;
  ids: Ids | null;
}): PositionRow[] {
  const { unit, ids } = input;
  const offices = standardOffices({
    type: unit.type,
    names: unit.names,
    isRoot: unit.parent === null,
    inCommissionerate: input.inCommissionerate,
    headRank: input.headRank ?? null,
  });
  return offices.map(({ rank, role, title, head }) => ({
    id: ids ? ids.make('pos') : `pos_${unit.id.replace(/^u_/, '')}_${rank}`,
    unit: unit.id,
    rank,
    role,
    titleEn: title.en,
    titleHi: title.hi,
    titleMr: title.mr,
    head,
    validFrom: unit.validFrom,
    validTo: null,
    version: 1,
  }));
}
