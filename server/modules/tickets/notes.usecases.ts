import type { Tx } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { insertNote } from './notes.repository.ts';
import type { TicketDeps } from './tickets.types.ts';

/** Writes a line that only the force reads, in the caller's transaction: events never hold words. Returns its id. */
export async function writeNote(
  deps: Pick<TicketDeps, 'ids'>,
  tx: Tx,
  { ticket, text, actor, at }: { ticket: string; text: string; actor: Actor; at: number },
): Promise<string> {
  const id = deps.ids.make('note');
  await insertNote(tx, { id, ticket, text, officer: actor.officer, at });
  return id;
}
