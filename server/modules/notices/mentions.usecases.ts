import { fail } from '../../platform/errors.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Read, Tx } from '../../schema.ts';
import type { Actor } from '../officers/actor.types.ts';
import { capabilitiesOf } from '../officers/officers.rules.ts';
import type { Colleague } from '../units/colleagues.rules.ts';
import { insertMentions, officersWhoSee, removeMentions } from './mentions.repository.ts';

/** Officers who may be named in a note on a ticket: those who may see it, but for the one who writes. */
export async function whoMayBeNamed(
  read: Read,
  { num, now, actor }: { num: number; now: number; actor: Actor },
): Promise<Colleague[]> {
  const found = await officersWhoSee(read, { num, now });
  return found.filter(({ officer, role }) => officer !== actor.officer && capabilitiesOf(role).includes('ticket.read'));
}

/**
 * Writes down whom a note names, in the caller's transaction. Who may not see the ticket is not named.
 * Throws notices.cannot_see.
 */
export async function writeMentions(
  deps: { readonly ids: Ids },
  tx: Tx,
  input: {
    ticket: { readonly id: string; readonly num: number };
    note: string;
    officers: readonly string[];
    actor: Actor;
    at: number;
  },
): Promise<readonly string[]> {
  const { ticket, note, actor, at } = input;
  const officers = [...new Set(input.officers)];
  if (officers.length === 0) return [];
  const free = new Set((await whoMayBeNamed(tx, { num: ticket.num, now: at, actor })).map(({ officer }) => officer));
  if (!officers.every((officer) => free.has(officer)))
    fail({ code: 'notices.cannot_see', kind: 'unprocessable', fields: { text: 'notices.cannot_see' } });
  await insertMentions(
    tx,
    officers.map((officer) => ({
      ...{ id: deps.ids.make('mtn'), ticket: ticket.id, num: ticket.num, note, officer },
      ...{ byOfficer: actor.officer, at, seenAt: null },
    })),
  );
  return officers;
}

/** Forgets whom a note named that is taken back. */
export const dropMentions = (tx: Tx, note: string): Promise<void> => removeMentions(tx, note);
