import type { Actor, Role } from './actor.types.ts';
import { capabilitiesOf } from './officers.rules.ts';
import { insertOfficer } from './officers.repository.ts';
import { markOrganisationChanged } from '../units/directory.usecases.ts';
import type { UnitDirectory } from '../units/units.types.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db } from '../../schema.ts';

/** Posts an officer to an office of the reference units, as administrators do; returns how he acts. */
export async function postOfficer(
  { db, clock, ids, directory }: { db: Db; clock: Clock; ids: Ids; directory: UnitDirectory },
  { officer, name, position }: { officer: string; name: string; position: string },
): Promise<Actor> {
  const office = directory.office(position);
  if (!office) throw new Error(`there is no office ${position}`);
  const at = clock.now();
  await db.write(async (tx) => {
    await insertOfficer(tx, {
      ...{ id: officer, username: officer, name, locale: 'en', passwordHash: 'x', oneTimeUntil: null, at },
    });
    const posting = { id: `pst_${officer}`, position, officer, kind: 'substantive', validFrom: at, validTo: null };
    await tx.insertRows(tx.tables.posting, [posting]);
    await markOrganisationChanged(tx, ids);
  });
  await directory.refresh();
  const { unit, rank } = office;
  const role: Role = office.role;
  const post = { position, unit, rank, role, capabilities: capabilitiesOf(role) };
  return { officer, username: officer, name, locale: 'en', session: null, posts: [post] };
}

/** A second desk office at a unit: the reference has one. */
export async function addDeskOffice(
  { db, clock, ids, directory }: { db: Db; clock: Clock; ids: Ids; directory: UnitDirectory },
  { id, unit }: { id: string; unit: string },
): Promise<void> {
  await db.write(async (tx) => {
    const title = { titleEn: 'Desk, second seat', titleHi: 'डेस्क, दूसरी कुर्सी', titleMr: null };
    const times = { validFrom: clock.now(), validTo: null, version: 1 };
    await tx.insertRows(tx.tables.position, [
      { id, unit, rank: 'operator', role: 'operator', head: false, ...title, ...times },
    ]);
    await markOrganisationChanged(tx, ids);
  });
  await directory.refresh();
}
