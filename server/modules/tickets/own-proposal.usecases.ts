import type { Read } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { personsBehind } from '../officers/behind.usecases.ts';
import type { ClosingProposal } from './closing.repository.ts';

/** Whether this officer wrote a report that waits: himself, or by a key that he made or whose position he held. */
export const isOwnProposal = async (
  read: Read,
  { actor, proposal: { officer, startedAt } }: { actor: Actor; proposal: ClosingProposal },
): Promise<boolean> => (await personsBehind(read, { officer, at: startedAt })).has(actor.officer);
