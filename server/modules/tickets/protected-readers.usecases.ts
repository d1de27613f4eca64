import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { officerNames } from '../officers/names.usecases.ts';
import { actorName, requireCapability, requirePerson } from '../officers/officers.rules.ts';
import { reaches, requireReach } from '../officers/scope.rules.ts';
import { namedUnit } from './present.rules.ts';
import { endReader, findReader, insertReader, listReaderRows } from './protected-readers.repository.ts';
import type { TicketDeps, UnitName, UnitTree } from './tickets.types.ts';

const NEEDED = 'admin.officers';
const SHOWN = 300;

export interface NamingDeps extends Pick<TicketDeps, 'db' | 'clock' | 'ids' | 'events'> {
  readonly tree: UnitTree;
  readonly offices: { office(position: string): { readonly title: UnitName; readonly unit: string } | null };
}

/** Positions that read protected matters of the units that the administrator administers; those that are over last. */
export async function listProtectedReaders(deps: NamingDeps, actor: Actor) {
  const admin = requireCapability(actor, NEEDED);
  const rows = (await listReaderRows(deps.db.read, SHOWN)).filter(({ unit }) =>
    reaches({ actor: admin, capability: NEEDED, tree: deps.tree, unit }),
  );
  const names = await officerNames(
    deps.db.read,
    rows.map(({ namedBy }) => namedBy),
  );
  const shown = rows.map(({ id, position, unit, since, until, namedBy }) => {
    const office = deps.offices.office(position);
    return {
      ...{ id, since, until, by: names.get(namedBy) ?? null },
      position: { id: position, title: office?.title ?? null, unit: namedUnit(deps.tree, office?.unit ?? null) },
      unit: { id: unit, name: deps.tree.byId(unit)?.names ?? null },
    };
  });
  return [...shown.filter(({ until }) => until === null), ...shown.filter(({ until }) => until !== null)];
}

/**
 * Names a position that reads protected matters of a unit and of all under it, as far as its own unit sees them. Nobody
 * names a position that he holds, nor does a key, behind which he could stand. Throws officers.not_allowed,
 * officers.person_needed, protected.unknown, protected.self, protected.named.
 */
export async function nameProtectedReader(
  deps: NamingDeps,
  { actor, position, unit }: { actor: Actor; position: string; unit: string },
): Promise<{ id: string }> {
  const admin = requireReach({ actor, capability: NEEDED, tree: deps.tree, unit });
  requirePerson(admin);
  if (admin.posts.some((post) => post.position === position)) fail({ code: 'protected.self', kind: 'forbidden' });
  if (!deps.tree.byId(unit) || !deps.offices.office(position))
    fail({ code: 'protected.unknown', kind: 'unprocessable' });
  const id = deps.ids.make('prd');
  await deps.db.write(async (tx) => {
    const since = deps.clock.now();
    const row = { id, position, unit, since, until: null, namedBy: admin.officer, endedBy: null };
    if (!(await insertReader(tx, row))) fail({ code: 'protected.named', kind: 'conflict' });
    const data = { reader: id, unit };
    const by = actorName(admin, NEEDED);
    await deps.events.append(tx, [{ stream: `position:${position}`, type: 'protected.named', actor: by, data }]);
  });
  return { id };
}

/** Ends a naming: from this moment the words are shut to it. The same twice changes nothing. */
export async function endProtectedReader(deps: NamingDeps, { actor, id }: { actor: Actor; id: string }): Promise<void> {
  const admin = requireCapability(actor, NEEDED);
  requirePerson(admin);
  await deps.db.write(async (tx) => {
    const reader = await findReader(tx, id);
    if (!reader) fail({ code: 'protected.unknown', kind: 'not-found' });
    requireReach({ actor, capability: NEEDED, tree: deps.tree, unit: reader.unit });
    if (!(await endReader(tx, { id, by: admin.officer, at: deps.clock.now() }))) return;
    const data = { reader: id, unit: reader.unit };
    const by = actorName(admin, NEEDED);
    await deps.events.append(tx, [{ stream: `position:${reader.position}`, type: 'protected.ended', actor: by, data }]);
  });
}
