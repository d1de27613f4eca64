import { createHash } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db } from '../../schema.ts';
import { createDemoOfficers, type DemoAccount } from '../officers/accounts.usecases.ts';
import { draftPositions } from './new-offices.rules.ts';
import { insertPositions } from './offices.repository.ts';
import { loadReferenceUnits, type ReferenceUnit } from './reference.ts';
import type { Alias, Unit } from './units.types.ts';
import { claimTree, hasUnits, insertAliases, insertUnits } from './units.repository.ts';

export interface ReferenceDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
}

export interface ReferenceLoad {
  /** Units added now; 0 when there were some already. */
  readonly units: number;
  /** The demo's accounts with their passwords; empty outside a demo. */
  readonly accounts: readonly DemoAccount[];
}

/** Every other name of a unit, as rows of `unit_alias`. */
export function aliasesOf(unit: ReferenceUnit): (Alias & { unit: string })[] {
  const of = (kind: string, texts: readonly string[]) =>
    texts.map((alias) => ({ unit: unit.id, alias, kind, evidence: unit.evidence }));
  return [...of('handle', unit.handles), ...of('name', unit.aliases), ...of('locality', unit.localities)];
}

const asUnit = (unit: ReferenceUnit, at: number): Unit => ({
  ...{ id: unit.id, type: unit.type, parent: unit.parent, code: unit.code, names: unit.names },
  ...{ lat: unit.lat, lon: unit.lon, evidence: unit.evidence, validFrom: at, validTo: null, version: 1 },
});

/**
 * Fills a database without units with the reference units and their offices, all vacant, and in a demo with the
 * demo's officers. Safe to repeat; call before the directory is made, or refresh it after.
 */
export async function loadReference(deps: ReferenceDeps, { demo }: { demo: boolean }): Promise<ReferenceLoad> {
  const { db, clock, ids, events } = deps;
  const reference = loadReferenceUnits();
  const at = clock.now();
  const units = reference.map((unit) => asUnit(unit, at));
  const typeOf = new Map(reference.map((unit) => [unit.id, unit.type]));
  const positions = reference.flatMap(({ id, headRank }, number) => {
    const unit = units[number];
    const parentType = typeOf.get(unit?.parent ?? '') ?? '';
    const inCommissionerate = ['dcp-zone', 'commissionerate'].includes(parentType);
    return unit?.id === id ? draftPositions({ unit, inCommissionerate, headRank, ids: null }) : [];
  });
  const loaded = await db.write(
    async (tx) => {
      if (await hasUnits(tx)) return 0;
      await claimTree(tx, ids.make('ver'));
      await insertUnits(tx, units);
      await insertAliases(tx, reference.flatMap(aliasesOf));
      await insertPositions(tx, positions);
      const digest = createHash('sha256').update(JSON.stringify(reference)).digest('hex');
      const data = { units: units.length, positions: positions.length, digest };
      await events.append(tx, [{ stream: 'reference', type: 'reference.loaded', actor: 'system', data }]);
      return units.length;
    },
    { lane: 'batch' },
  );
  return { units: loaded, accounts: demo ? await createDemoOfficers(deps) : [] };
}
