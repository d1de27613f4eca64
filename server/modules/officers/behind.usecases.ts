import type { Read } from '../../schema.ts';
import { findApiKey } from './api-keys.repository.ts';
import { isKey } from './officers.rules.ts';
import { holdersOf } from './officers.repository.ts';

/**
 * The persons who may stand behind an act: its officer; of a key whoever made it and whoever held its position then.
 * What "nobody decides on his own" means is asked of them, whatever way and through whatever post they came.
 */
export async function personsBehind(
  read: Read,
  { officer, at }: { officer: string; at: number },
): Promise<ReadonlySet<string>> {
  const key = isKey({ officer }) ? await findApiKey(read, officer) : null;
  if (!key) return new Set([officer]);
  return new Set([officer, key.createdBy, ...(await holdersOf(read, { position: key.position, at }))]);
}
