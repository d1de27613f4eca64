import type { Tx } from '../../schema.ts';
import { holdTickets } from './intake.repository.ts';
import { originsOf } from './parts.repository.ts';
import type { NewTicket, Ticket } from './tickets.types.ts';
import { moveSplitAt } from './veil.repository.ts';

type Told = Partial<Pick<NewTicket, 'aboutPolice' | 'accusedUnit'>>;

interface Moved {
  readonly before: number | null;
  readonly after: number;
}

/**
 * Something that came out of the words of all these tickets, the nearest first, complains of others than before: what was
 * written on them until now was not written for them. Answers what an undo needs to know; they are held, so that nobody
 * waits for another's hold.
 */
export async function hideAbove(
  tx: Tx,
  { origins, at }: { origins: readonly string[]; at: number },
): Promise<Readonly<Record<string, unknown>>> {
  if (origins.length === 0) return {};
  const held = new Map((await holdTickets(tx, origins)).map((ticket) => [ticket.id, ticket]));
  const hiddenUntil: Moved[] = [];
  for (const id of origins) {
    const before = held.get(id)?.splitAt ?? null;
    await moveSplitAt(tx, { id, from: before, to: at });
    hiddenUntil.push({ before, after: at });
  }
  return { hiddenUntil };
}

/** The same where a matter that was split off is said to complain of others than before. */
export async function hideAnew(
  tx: Tx,
  { ticket, set, at }: { ticket: Ticket; set: Told; at: number },
): Promise<Readonly<Record<string, unknown>>> {
  const { aboutPolice, accusedUnit } = { ...ticket, ...set };
  const isOther = aboutPolice !== ticket.aboutPolice || accusedUnit !== ticket.accusedUnit;
  if (!isOther || aboutPolice === 'no') return {};
  return hideAbove(tx, { origins: await originsOf(tx, ticket), at });
}

/** Moves the moments back with the act that moved them, but for what something else has moved since. */
export async function takeBackHiding(
  tx: Tx,
  { ticket, data }: { ticket: Ticket; data: Readonly<Record<string, unknown>> },
): Promise<void> {
  const moved = (data.hiddenUntil ?? []) as readonly Moved[];
  if (moved.length === 0) return;
  const origins = await originsOf(tx, ticket);
  for (const [index, { before, after }] of moved.entries()) {
    const id = origins[index];
    if (id !== undefined) await moveSplitAt(tx, { id, from: after, to: before });
  }
}
