import type { Read } from '../../schema.ts';
import { namesById } from './names.repository.ts';

/** Names of officers by their ids, as other officers read them. */
export const officerNames = (read: Read, ids: readonly string[]): Promise<Map<string, string>> => namesById(read, ids);
