import { fail } from '../../platform/errors.ts';
import { actorName } from '../officers/officers.rules.ts';
import { requireReach } from '../officers/scope.rules.ts';
import { endPositions, findPosition, hasOtherHead, insertPositions, savePosition } from './offices.repository.ts';
import type { ChangePositionInput, CreatePositionInput } from './units.schemas.ts';
import type { PositionRow } from './units.types.ts';
import type { UnitCommand } from './units.usecases.ts';
import { claimTree, findUnit } from './units.repository.ts';

const secondHead = (): never =>
  fail({ code: 'units.head_taken', kind: 'conflict', fields: { head: 'units.head_taken' } });

/** Adds an office, vacant, to an open unit. A unit has one head. */
export async function createPosition({ deps, actor, input }: UnitCommand<CreatePositionInput>): Promise<PositionRow> {
  const admin = requireReach({ actor, capability: 'admin.units', tree: deps.directory, unit: input.unit });
  const row: PositionRow = {
    ...{ id: deps.ids.make('pos'), unit: input.unit, rank: input.rank, role: input.role, head: input.head },
    ...{ titleEn: input.title.en, titleHi: input.title.hi, titleMr: input.title.mr },
    ...{ validFrom: deps.clock.now(), validTo: null, version: 1 },
  };
  await deps.db.write(async (tx) => {
    await claimTree(tx, deps.ids.make('ver'));
    const unit = await findUnit(tx, input.unit);
    if (!unit || unit.validTo !== null) fail({ code: 'units.not_found', kind: 'not-found' });
    if (row.head && (await hasOtherHead(tx, { unit: row.unit, except: row.id }))) secondHead();
    await insertPositions(tx, [row]);
    const data = { unit: row.unit, rank: row.rank, role: row.role, head: row.head };
    await deps.events.append(tx, [
      { stream: `position:${row.id}`, type: 'position.created', actor: actorName(admin, 'admin.units'), data },
    ]);
  });
  await deps.directory.refresh();
  return row;
}

/** Changes or closes (`closed`) an office. Closing ends the postings and API keys of it. */
export async function changePosition({
  deps,
  actor,
  input,
}: UnitCommand<ChangePositionInput & { id: string }>): Promise<PositionRow> {
  const at = deps.clock.now();
  const saved = await deps.db.write(async (tx) => {
    await claimTree(tx, deps.ids.make('ver'));
    const before = await findPosition(tx, input.id);
    const admin = requireReach({ actor, capability: 'admin.units', tree: deps.directory, unit: before?.unit ?? null });
    if (!before) fail({ code: 'units.position_not_found', kind: 'not-found' });
    if (before.validTo !== null) fail({ code: 'units.position_closed', kind: 'conflict' });
    const stale = (): never => fail({ code: 'units.version_conflict', kind: 'conflict', detail: { current: before } });
    if (before.version !== input.version) return stale();
    if (admin.posts.some((post) => post.position === before.id) && (input.closed || input.role))
      fail({ code: 'officers.own_account', kind: 'conflict' });
    const after = merge(before, input);
    if (after.head && !before.head && (await hasOtherHead(tx, { unit: after.unit, except: after.id }))) secondHead();
    const row = (await savePosition(tx, after)) ?? stale();
    if (input.closed) await endPositions(tx, { positions: [row.id], at });
    const type = input.closed ? 'position.closed' : 'position.changed';
    const data = { unit: row.unit, rank: row.rank, role: row.role, head: row.head };
    await deps.events.append(tx, [
      { stream: `position:${row.id}`, type, actor: actorName(admin, 'admin.units'), data },
    ]);
    return input.closed ? { ...row, validTo: at } : row;
  });
  await deps.directory.refresh();
  deps.sessions.invalidateAll();
  return saved;
}

function merge(before: PositionRow, input: ChangePositionInput): PositionRow {
  return {
    ...before,
    rank: input.rank ?? before.rank,
    role: input.role ?? before.role,
    head: input.head ?? before.head,
    titleEn: input.title?.en ?? before.titleEn,
    titleHi: input.title?.hi ?? before.titleHi,
    titleMr: input.title ? input.title.mr : before.titleMr,
  };
}
