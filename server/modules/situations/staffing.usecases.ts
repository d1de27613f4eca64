import { fail } from '../../platform/errors.ts';
import type { DutyKind } from '../roster/roster.types.ts';
import { putOnDuty } from '../roster/situation-duty.usecases.ts';
import { phaseOf } from './situations.rules.ts';
import { holdSituation } from './situations.repository.ts';
import { loadForChange, type Change } from './situations.usecases.ts';
import type { StaffingDeps } from './situations.types.ts';

/**
 * Puts an officer of a unit that a situation covers on duty there, from now or from its beginning until its end.
 * Throws situations.not_found, officers.not_allowed, situations.changed, situations.over, situations.unit_unknown,
 * officers.not_found, roster.exists.
 */
export async function staffSituation(
  deps: StaffingDeps,
  {
    unit,
    officer,
    kind,
    ...input
  }: Change & { readonly unit: string; readonly officer: string; readonly kind: DutyKind },
): Promise<{ duty: string }> {
  return deps.db.write(async (tx) => {
    const { before, units, post } = await loadForChange(deps, tx, input);
    const at = deps.clock.now();
    if (phaseOf(before, at) === 'past') fail({ code: 'situations.over', kind: 'conflict' });
    if (!units.some((one) => deps.tree.isUnder(unit, one)))
      fail({ code: 'situations.unit_unknown', kind: 'unprocessable', fields: { unit: 'invalid' } });
    // Whoever ends it at this moment comes before, or cuts this duty too.
    if (!(await holdSituation(tx, before))) fail({ code: 'situations.changed', kind: 'conflict' });
    const span = { fromAt: Math.max(at, before.fromAt), untilAt: before.untilAt };
    const { actor, id } = input;
    return { duty: await putOnDuty(deps, tx, { actor, post, situation: id, unit, officer, kind, ...span }) };
  });
}
