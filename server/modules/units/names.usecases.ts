import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorName, requireCapability, unitsWith } from '../officers/officers.rules.ts';
import { reaches } from '../officers/scope.rules.ts';
import { foldText } from '../language/fold.rules.ts';
import { isStopFold } from '../language/copy.rules.ts';
import { deleteName, findName } from './names.repository.ts';
import type { AddNameInput, RemoveNameInput } from './units.schemas.ts';
import { claimTree, insertAliases } from './units.repository.ts';
import type { UnitDeps } from './units.types.ts';
import type { UnitCommand } from './units.usecases.ts';

/** Where a name that was entered at the desk comes from, as `evidence` has it. */
export const DESK_EVIDENCE = 'desk';

const SHORTEST_FOLD = 3;
const EVENTS = { added: 'unit.name_added', removed: 'unit.name_removed' } as const;

/** An administrator's arm, or an operator's own unit and what lies under it. */
function requireNaming({ deps, actor, unit }: { deps: UnitDeps; actor: Actor | null; unit: string }) {
  const { directory } = deps;
  if (actor !== null && reaches({ actor, capability: 'admin.units', tree: directory, unit }))
    return { actor, capability: 'admin.units' as const };
  const operator = requireCapability(actor, 'ticket.triage');
  const mayName = unitsWith(operator, 'ticket.triage').some((own) => directory.isUnder(unit, own));
  if (!mayName) fail({ code: 'officers.not_allowed', kind: 'forbidden' });
  return { actor: operator, capability: 'ticket.triage' as const };
}

/** A name that is also a word of every sentence would send strangers' pleas here. */
function checkName(name: string): void {
  const words = foldText(name).split(' ');
  const isTooCommon = words.join('').length < SHORTEST_FOLD || words.every(isStopFold);
  if (isTooCommon) fail({ code: 'units.name_too_common', kind: 'invalid', fields: { name: 'units.name_too_common' } });
}

/**
 * "This is in …": a locality, landmark or other name that stands for the unit from now on, wherever messages are read.
 * Saying it twice changes nothing. Answers the other open units that bear the name: then it decides nothing by itself.
 */
export async function addUnitName({ deps, actor, input }: UnitCommand<AddNameInput & { id: string }>): Promise<{
  added: boolean;
  also: readonly string[];
}> {
  const { actor: officer, capability } = requireNaming({ deps, actor, unit: input.id });
  const unit = deps.directory.byId(input.id);
  if (unit === undefined) fail({ code: 'units.not_found', kind: 'not-found' });
  if (unit.validTo !== null) fail({ code: 'units.closed', kind: 'conflict' });
  checkName(input.name);
  const { id, name, kind } = input;
  const added = await deps.db.write(async (tx) => {
    await claimTree(tx, deps.ids.make('ver'));
    if ((await findName(tx, { unit: id, name, kind })) !== null) return false;
    await insertAliases(tx, [{ unit: id, alias: name, kind, evidence: DESK_EVIDENCE }]);
    const data = { kind, ticket: input.ticket ?? null };
    await deps.events.append(tx, [
      { stream: `unit:${id}`, type: EVENTS.added, actor: actorName(officer, capability), data },
    ]);
    return true;
  });
  await deps.directory.refresh();
  const folded = foldText(name).replaceAll(' ', '');
  const also = deps.directory
    .gazetteer()
    .filter((other) => other.id !== id)
    .filter((other) => [...other.names, ...other.aliases].some((text) => foldText(text).replaceAll(' ', '') === folded))
    .map((other) => other.id);
  return { added, also };
}

/** Takes a name back. Operators take back what was entered at the desk, administrators any but a handle. */
export async function removeUnitName({ deps, actor, input }: UnitCommand<RemoveNameInput & { id: string }>): Promise<{
  removed: boolean;
}> {
  const { actor: officer, capability } = requireNaming({ deps, actor, unit: input.id });
  const { id, name, kind } = input;
  const removed = await deps.db.write(async (tx) => {
    await claimTree(tx, deps.ids.make('ver'));
    const known = await findName(tx, { unit: id, name, kind });
    if (known === null) return false;
    if (capability !== 'admin.units' && known.evidence !== DESK_EVIDENCE)
      fail({ code: 'officers.not_allowed', kind: 'forbidden' });
    await deleteName(tx, { unit: id, name, kind });
    await deps.events.append(tx, [
      { stream: `unit:${id}`, type: EVENTS.removed, actor: actorName(officer, capability), data: { kind } },
    ]);
    return true;
  });
  await deps.directory.refresh();
  return { removed };
}
