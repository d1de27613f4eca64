import type { UnitDirectory } from '../units/units.types.ts';
import type { Actor } from './actor.types.ts';
import { lastPostingOf } from './officers.repository.ts';
import { capabilitiesOf } from './officers.rules.ts';
import type { OfficerDeps } from './officers.types.ts';

/** Who gives out offices at the unit, or at the nearest one above it where somebody does. */
function givers(directory: UnitDirectory, unit: string) {
  for (const above of directory.pathToRoot(unit)) {
    const found = directory
      .officesOf(above)
      .flatMap(({ role, holder, title }) =>
        holder !== null && capabilitiesOf(role).includes('admin.officers') ? [{ name: holder.name, title }] : [],
      );
    if (found.length > 0) return found.map((one) => ({ ...one, unitName: directory.names(above) ?? null }));
  }
  return [];
}

/**
 * What an officer is told who holds no position: his last one, and who can give him another. Null for whoever holds one,
 * and without a last one for whoever never did.
 */
export async function readWithoutPost(
  { db, clock, directory }: Pick<OfficerDeps, 'db' | 'clock' | 'directory'>,
  { officer, posts }: Pick<Actor, 'officer' | 'posts'>,
) {
  if (posts.length > 0) return null;
  const last = await lastPostingOf(db.read, { officer, at: clock.now() });
  if (last === null) return { last: null, ask: [] };
  const { unit, title, until } = last;
  return { last: { title, until, unitName: directory.names(unit) ?? null }, ask: givers(directory, unit) };
}
