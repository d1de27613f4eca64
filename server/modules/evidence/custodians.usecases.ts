import { fail } from '../../platform/errors.ts';
import type { Actor } from '../officers/actor.types.ts';
import { actorName, requireCapability, requirePerson } from '../officers/officers.rules.ts';
import { reaches, requireReach } from '../officers/scope.rules.ts';
import type { UnitTree } from '../tickets/tickets.types.ts';
import {
  endCustodian,
  findCustodian,
  insertCustodian,
  isEnabledOfficer,
  listCustodianRows,
} from './custodians.repository.ts';
import type { EvidenceDeps } from './evidence.types.ts';

const NEEDED = 'admin.officers';
const SHOWN = 200;

type CustodianDeps = Pick<EvidenceDeps, 'db' | 'clock' | 'ids' | 'events'> & { readonly tree: UnitTree };

/** Custodians of the units that the administrator administers, those in office first. */
export async function listCustodians(deps: CustodianDeps, actor: Actor | null) {
  const admin = requireCapability(actor, NEEDED);
  const rows = await listCustodianRows(deps.db.read, SHOWN);
  return rows
    .filter(({ unit }) => reaches({ actor: admin, capability: NEEDED, tree: deps.tree, unit }))
    .map(({ id, officer, name, username, unit, since, until }) => {
      const found = deps.tree.byId(unit);
      return { id, officer, name, username, unit: { id: unit, name: found?.names ?? null }, since, until };
    });
}

/**
 * Names an officer who alone may open quarantined files of dockets at or under a unit. Nobody names himself. Throws
 * officers.not_allowed, officers.person_needed, evidence.custodian_self, evidence.custodian_unknown, evidence.custodian_named.
 */
export async function nameCustodian(
  deps: CustodianDeps,
  { actor, officer, unit }: { actor: Actor | null; officer: string; unit: string },
): Promise<{ id: string }> {
  const admin = requireReach({ actor, capability: NEEDED, tree: deps.tree, unit });
  requirePerson(admin);
  if (admin.officer === officer) fail({ code: 'evidence.custodian_self', kind: 'forbidden' });
  const id = deps.ids.make('cus');
  await deps.db.write(async (tx) => {
    if (!deps.tree.byId(unit) || !(await isEnabledOfficer(tx, officer)))
      fail({ code: 'evidence.custodian_unknown', kind: 'unprocessable' });
    const office = { since: deps.clock.now(), until: null, namedBy: admin.officer, endedBy: null };
    if (!(await insertCustodian(tx, { id, officer, unit, ...office })))
      fail({ code: 'evidence.custodian_named', kind: 'conflict' });
    await deps.events.append(tx, [
      {
        stream: `officer:${officer}`,
        type: 'custodian.named',
        actor: actorName(admin, NEEDED),
        data: { custodian: id, unit },
      },
    ]);
  });
  return { id };
}

/** Ends a custodian's office: from this moment the files are closed to him. The same twice changes nothing. */
export async function endCustody(
  deps: CustodianDeps,
  { actor, id }: { actor: Actor | null; id: string },
): Promise<void> {
  const admin = requireCapability(actor, NEEDED);
  requirePerson(admin);
  await deps.db.write(async (tx) => {
    const custodian = await findCustodian(tx, id);
    if (!custodian) fail({ code: 'evidence.custodian_unknown', kind: 'not-found' });
    requireReach({ actor, capability: NEEDED, tree: deps.tree, unit: custodian.unit });
    if (!(await endCustodian(tx, { id, by: admin.officer, at: deps.clock.now() }))) return;
    await deps.events.append(tx, [
      {
        stream: `officer:${custodian.officer}`,
        type: 'custodian.ended',
        actor: actorName(admin, NEEDED),
        data: { custodian: id, unit: custodian.unit },
      },
    ]);
  });
}
