import { fail } from '../../platform/errors.ts';
import type { NewEvent } from '../../platform/events/port.ts';
import type { Tx } from '../../schema.ts';
import type { ImportPlan, ImportUnit } from './import.rules.ts';
import { draftPositions } from './new-offices.rules.ts';
import { insertPositions } from './offices.repository.ts';
import { checkPlace } from './place.usecases.ts';
import type { Unit, UnitDeps } from './units.types.ts';
import { claimTree, insertAliases, insertUnits, moveEdge, replaceAliases, saveUnit } from './units.repository.ts';

const asUnit = (line: ImportUnit, at: number): Unit => ({
  ...{ id: line.id, type: line.type, parent: line.parent, code: line.code, names: line.names },
  ...{ lat: line.lat, lon: line.lon, evidence: line.evidence, validFrom: at, validTo: null, version: 1 },
});

/** Adds these units with the offices of their kinds, vacant, in one transaction. */
export async function applyCreates(step: {
  deps: UnitDeps;
  by: string;
  lines: readonly ImportUnit[];
  parentType: (id: string | null) => string;
}): Promise<void> {
  const { deps, by, lines } = step;
  const at = deps.clock.now();
  const units = lines.map((line) => asUnit(line, at));
  const positions = lines.flatMap(({ headRank, parent }, number) => {
    const unit = units[number];
    const inCommissionerate = ['dcp-zone', 'commissionerate'].includes(step.parentType(parent));
    return unit ? draftPositions({ unit, inCommissionerate, headRank, ids: deps.ids }) : [];
  });
  const aliases = lines.flatMap((line) => (line.aliases ?? []).map((alias) => ({ ...alias, unit: line.id })));
  const events = units.map(({ id, type, parent, code }) => ({
    stream: `unit:${id}`,
    type: 'unit.created',
    actor: by,
    data: { type, parent, code, imported: true },
  }));
  await deps.db.write(
    async (tx) => {
      await claimTree(tx, deps.ids.make('ver'));
      const made = new Set(units.map((unit) => unit.id));
      const places = new Map(
        units
          .filter(({ parent }) => parent !== null && !made.has(parent))
          .map((unit) => [`${unit.type} ${unit.parent}`, unit]),
      );
      for (const unit of places.values()) await checkPlace(tx, unit);
      await insertUnits(tx, units);
      await insertPositions(tx, positions);
      await insertAliases(tx, aliases);
      await deps.events.append(tx, events);
    },
    { lane: 'batch' },
  );
}

/** Changes these units in one transaction; refused as a whole when one of them was changed meanwhile. */
export async function applyChange(step: { deps: UnitDeps; by: string; changes: ImportPlan['changes'] }): Promise<void> {
  const { deps, by, changes } = step;
  await deps.db.write(
    async (tx) => {
      await claimTree(tx, deps.ids.make('ver'));
      const events: NewEvent[] = [];
      for (const change of changes) events.push(...(await applyOne(tx, { ...change, by, at: deps.clock.now() })));
      await deps.events.append(tx, events);
    },
    { lane: 'batch' },
  );
}

async function applyOne(
  tx: Tx,
  change: ImportPlan['changes'][number] & { by: string; at: number },
): Promise<NewEvent[]> {
  const { before, after, fields, by, at } = change;
  if (after.parent !== before.unit.parent) await checkPlace(tx, after);
  const unit = { ...asUnit(after, before.unit.validFrom), version: before.unit.version };
  if (!(await saveUnit(tx, unit)))
    fail({ code: 'units.changed_meanwhile', kind: 'conflict', detail: { unit: after.id } });
  if (after.aliases)
    await replaceAliases(tx, { unit: after.id, kinds: ['handle', 'name', 'locality'], aliases: after.aliases });
  const stream = `unit:${after.id}`;
  const events: NewEvent[] = [{ stream, type: 'unit.changed', actor: by, data: { fields, imported: true } }];
  if (after.parent === before.unit.parent) return events;
  await moveEdge(tx, { child: after.id, parent: after.parent, at });
  return [...events, { stream, type: 'unit.moved', actor: by, data: { from: before.unit.parent, to: after.parent } }];
}
