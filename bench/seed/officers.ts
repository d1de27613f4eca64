import { hashPassword } from 'better-auth/crypto';
import { insertOfficer } from '../../server/modules/officers/officers.repository.ts';
import type { Db } from '../../server/schema.ts';
import type { SeedTree } from './units.ts';

export const PASSWORD = 'bench-officers-only';

/** An officer of the seeded file, and the level of the tree on which the officer works. */
export interface SeedOfficer {
  readonly username: string;
  readonly level: 'operator' | 'state' | 'zone' | 'range' | 'district' | 'circle' | 'station';
  readonly unit: string;
  readonly position: string;
}

/** Twenty officers on every level, in large and in small units. */
export function chooseOfficers(tree: SeedTree): SeedOfficer[] {
  const of = (level: SeedOfficer['level'], units: readonly string[], position = tree.headOf): SeedOfficer[] =>
    units.map((unit, number) => ({ username: `bench.${level}${number + 1}`, level, unit, position: position(unit) }));
  const byWeight = [...tree.stations].sort((one, other) => other.weight - one.weight);
  const stations = [0, 1, 40, 300, byWeight.length - 1].map((rank) => byWeight[rank]?.id ?? '');
  const circles = stations.slice(0, 4).map((id) => tree.pathOf(id)[1] ?? '');
  const districts = [0, 5, tree.districts.length - 1].map((rank) => tree.districts[rank] ?? '');
  const last = tree.pathOf(districts[1] ?? '');
  const desks = districts.slice(0, 2);
  return [
    ...of('operator', ['u_up', 'u_up', 'u_up', ...desks], (unit) => `pos_${unit.replace(/^u_/, '')}_operator`),
    ...of('state', ['u_up']),
    ...of('zone', last.filter((id) => id.startsWith('u_up_z_')).slice(0, 1)),
    ...of('range', last.filter((id) => id.startsWith('u_up_r_')).slice(0, 1)),
    ...of('district', districts),
    ...of('circle', circles),
    ...of('station', stations),
  ].filter(({ position }) => position !== '');
}

/** Puts the officers into the file, all with one password. */
export async function addOfficers(
  db: Db,
  { officers, at }: { officers: readonly SeedOfficer[]; at: number },
): Promise<void> {
  const passwordHash = await hashPassword(PASSWORD);
  await db.write(async (tx) => {
    for (const { username, position } of officers) {
      const id = `off_${username.replaceAll('.', '_')}`;
      await insertOfficer(tx, { id, username, name: username, locale: 'en', passwordHash, oneTimeUntil: null, at });
      await tx
        .insert(tx.tables.posting)
        .values({ id: `pst_${id}`, position, officer: id, kind: 'substantive', validFrom: 0, validTo: null });
    }
  });
}
