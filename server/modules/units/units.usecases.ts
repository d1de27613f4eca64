import { fail } from '../../platform/errors.ts';
import type { Db, Tx } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorName } from '../officers/officers.rules.ts';
import { requireReach } from '../officers/scope.rules.ts';
import { draftPositions } from './new-offices.rules.ts';
import { endPositionsOf, insertPositions } from './offices.repository.ts';
import { checkPlace } from './place.usecases.ts';
import { CODED_TYPES } from './tree.rules.ts';
import type { ChangeUnitInput, CreateUnitInput } from './units.schemas.ts';
import type { Alias, Unit, UnitDeps } from './units.types.ts';
import {
  claimTree,
  countOpenChildren,
  findUnit,
  handleTaken,
  hasOpenTickets,
  insertAliases,
  insertUnits,
  moveEdge,
  replaceAliases,
  saveUnit,
} from './units.repository.ts';

export interface UnitCommand<Input> {
  readonly deps: UnitDeps;
  readonly actor: Actor | null;
  readonly input: Input;
}

const ALIAS_KINDS = ['handle', 'name', 'locality', 'landmark'];
const conflict = (unit: Unit): never =>
  fail({ code: 'units.version_conflict', kind: 'conflict', detail: { current: unit } });

/** Runs a change of the tree; a docket code that another unit has or had is told as such, not as a defect. */
async function changeTree<Result>(deps: UnitDeps, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const result = await deps.db
    .write(async (tx) => {
      await claimTree(tx, deps.ids.make('ver'));
      return work(tx);
    })
    .catch((error: unknown) => refuseDuplicate(deps.db, error));
  await deps.directory.refresh();
  return result;
}

function refuseDuplicate(db: Db, error: unknown): never {
  if (!db.isDuplicate(error)) throw error;
  fail({ code: 'units.code_taken', kind: 'conflict', fields: { code: 'units.code_taken' } });
}

async function checkHandles(tx: Tx, input: { unit: string; aliases: readonly Alias[] }): Promise<void> {
  const handles = input.aliases.filter((alias) => alias.kind === 'handle').map((alias) => alias.alias);
  const taken = await handleTaken(tx, { unit: input.unit, handles });
  if (taken)
    fail({
      code: 'units.handle_taken',
      kind: 'conflict',
      fields: { aliases: 'units.handle_taken' },
      detail: { handle: taken },
    });
}

/** Adds a unit with the offices of its kind, vacant. */
export async function createUnit({ deps, actor, input }: UnitCommand<CreateUnitInput>): Promise<Unit> {
  const admin = requireReach({ actor, capability: 'admin.units', tree: deps.directory, unit: input.parent });
  if ((input.code === null) === CODED_TYPES.includes(input.type))
    fail({ code: 'units.code_needed', kind: 'invalid', fields: { code: 'units.code_needed' } });
  const now = deps.clock.now();
  if (input.validFrom !== undefined && input.validFrom > now)
    fail({ code: 'units.date_ahead', kind: 'invalid', fields: { validFrom: 'units.date_ahead' } });
  const unit: Unit = {
    id: deps.ids.make('u'),
    type: input.type,
    parent: input.parent,
    code: input.code,
    names: input.name,
    lat: input.lat,
    lon: input.lon,
    evidence: input.evidence,
    validFrom: input.validFrom ?? now,
    validTo: null,
    version: 1,
  };
  return changeTree(deps, async (tx) => {
    const parent = await checkPlace(tx, unit);
    await checkHandles(tx, { unit: unit.id, aliases: input.aliases });
    await insertUnits(tx, [unit]);
    const inCommissionerate = parent?.type === 'dcp-zone' || parent?.type === 'commissionerate';
    await insertPositions(
      tx,
      draftPositions({ unit, inCommissionerate, headRank: input.headRank ?? null, ids: deps.ids }),
    );
    await insertAliases(
      tx,
      input.aliases.map((alias) => ({ ...alias, unit: unit.id })),
    );
    const data = { type: unit.type, parent: unit.parent, code: unit.code };
    await deps.events.append(tx, [
      { stream: `unit:${unit.id}`, type: 'unit.created', actor: actorName(admin, 'admin.units'), data },
    ]);
    return unit;
  });
}

/** Renames, moves or completes a unit. A move keeps the history of parents; tickets follow by `unit.moved`. */
export async function changeUnit({ deps, actor, input }: UnitCommand<ChangeUnitInput & { id: string }>): Promise<Unit> {
  const admin = requireReach({ actor, capability: 'admin.units', tree: deps.directory, unit: input.id });
  if (input.parent !== undefined)
    requireReach({ actor, capability: 'admin.units', tree: deps.directory, unit: input.parent });
  const by = actorName(admin, 'admin.units');
  return changeTree(deps, async (tx) => {
    const before = await findUnit(tx, input.id);
    if (!before) fail({ code: 'units.not_found', kind: 'not-found' });
    if (before.validTo !== null) fail({ code: 'units.closed', kind: 'conflict' });
    if (before.version !== input.version) return conflict(before);
    const after = merge(before, input);
    if (after.parent !== before.parent) {
      await checkPlace(tx, after);
      await moveEdge(tx, { child: after.id, parent: after.parent, at: deps.clock.now() });
    }
    if (before.code !== null && after.code !== before.code)
      fail({ code: 'units.code_fixed', kind: 'invalid', fields: { code: 'units.code_fixed' } });
    if (after.code !== null && !CODED_TYPES.includes(after.type))
      fail({ code: 'units.code_needed', kind: 'invalid', fields: { code: 'units.code_needed' } });
    if (input.aliases) {
      await checkHandles(tx, { unit: before.id, aliases: input.aliases });
      await replaceAliases(tx, { unit: before.id, kinds: ALIAS_KINDS, aliases: input.aliases });
    }
    const saved = (await saveUnit(tx, after)) ?? conflict(before);
    await deps.events.append(tx, [
      {
        stream: `unit:${saved.id}`,
        type: 'unit.changed',
        actor: by,
        data: { fields: changedFields(before, after, input) },
      },
      ...(after.parent === before.parent
        ? []
        : [
            {
              stream: `unit:${saved.id}`,
              type: 'unit.moved',
              actor: by,
              data: { from: before.parent, to: after.parent },
            },
          ]),
    ]);
    return saved;
  });
}

function merge(before: Unit, input: ChangeUnitInput): Unit {
  return {
    ...before,
    parent: input.parent === undefined ? before.parent : input.parent,
    code: input.code ?? before.code,
    names: input.name ?? before.names,
    lat: input.lat === undefined ? before.lat : input.lat,
    lon: input.lon === undefined ? before.lon : input.lon,
    evidence: input.evidence ?? before.evidence,
  };
}

function changedFields(before: Unit, after: Unit, input: ChangeUnitInput): string[] {
  const fields = (['parent', 'code', 'lat', 'lon', 'evidence'] as const).filter(
    (key) => before[key] !== after[key],
  ) as string[];
  if (JSON.stringify(before.names) !== JSON.stringify(after.names)) fields.push('name');
  if (input.aliases) fields.push('aliases');
  return fields;
}

/** Ends a unit today, with its offices and the postings in them. Refused while units or open pleas depend on it. */
export async function closeUnit({ deps, actor, input }: UnitCommand<{ id: string; version: number }>): Promise<Unit> {
  const admin = requireReach({ actor, capability: 'admin.units', tree: deps.directory, unit: input.id });
  const at = deps.clock.now();
  const closed = await changeTree(deps, async (tx) => {
    const unit = await findUnit(tx, input.id);
    if (!unit) fail({ code: 'units.not_found', kind: 'not-found' });
    if (unit.validTo !== null) fail({ code: 'units.closed', kind: 'conflict' });
    if (unit.version !== input.version) return conflict(unit);
    const children = await countOpenChildren(tx, unit.id);
    if (children > 0) fail({ code: 'units.has_children', kind: 'conflict', detail: { children } });
    if (await hasOpenTickets(tx, unit.id)) fail({ code: 'units.has_open_tickets', kind: 'conflict' });
    const saved = (await saveUnit(tx, { ...unit, validTo: at })) ?? conflict(unit);
    await moveEdge(tx, { child: unit.id, parent: null, at });
    const ended = await endPositionsOf(tx, { unit: unit.id, at });
    await deps.events.append(tx, [
      {
        stream: `unit:${unit.id}`,
        type: 'unit.closed',
        actor: actorName(admin, 'admin.units'),
        data: { positions: ended.positions, officers: ended.officers },
      },
    ]);
    return saved;
  });
  deps.sessions.invalidateAll();
  return closed;
}
