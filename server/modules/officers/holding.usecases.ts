import type { Read } from '../../schema.ts';
import { findByUsername, findOfficer, postsOf } from './officers.repository.ts';

/** Whether an officer holds a position at a moment, and may sign in. */
export async function holdsNow(
  read: Read,
  { officer, position, at }: { officer: string; position: string; at: number },
): Promise<boolean> {
  const found = await findOfficer(read, officer);
  if (!found || found.disabledAt !== null) return false;
  return (await postsOf(read, { officer, at })).some((post) => post.position === position);
}

/** Whether an officer holds an office that gives out offices. */
export const holdsAdministration = async (
  read: Read,
  { officer, at }: { officer: string; at: number },
): Promise<boolean> =>
  (await postsOf(read, { officer, at })).some(({ capabilities }) => capabilities.includes('admin.officers'));

/** The officer whose user name this is, if he may sign in. */
export async function findSignedName(read: Read, username: string): Promise<{ officer: string; name: string } | null> {
  const found = await findByUsername(read, username.trim().toLowerCase());
  return found && found.disabledAt === null ? { officer: found.id, name: found.name } : null;
}
