import type { Tx } from '../../schema.ts';
import { holdTickets } from './intake.repository.ts';
import type { NewTicket, Ticket } from './tickets.types.ts';
import { moveSplitAt } from './veil.repository.ts';

type Told = Partial<Pick<NewTicket, 'aboutPolice' | 'accusedUnit'>>;

/**
 * A matter that was split off complains of others than before: what was written on the first one until now was not
 * written for them. Answers what an undo needs to know; the first is held, so that nobody waits for another's hold.
 */
export async function hideAnew(
  tx: Tx,
  { ticket, set, at }: { ticket: Ticket; set: Told; at: number },
): Promise<Readonly<Record<string, unknown>>> {
  const { aboutPolice, accusedUnit } = { ...ticket, ...set };
  const isOther = aboutPolice !== ticket.aboutPolice || accusedUnit !== ticket.accusedUnit;
  if (ticket.splitFrom === null || !isOther || aboutPolice === 'no') return {};
  const [origin] = await holdTickets(tx, [ticket.splitFrom]);
  if (!origin) return {};
  await moveSplitAt(tx, { id: origin.id, from: origin.splitAt, to: at });
  return { hiddenUntil: { before: origin.splitAt, after: at } };
}

/** Moves the moment back with the act that moved it, unless something else has moved it since. */
export async function takeBackHiding(
  tx: Tx,
  { ticket, data }: { ticket: Ticket; data: Readonly<Record<string, unknown>> },
): Promise<void> {
  const moved = data.hiddenUntil as { before: number | null; after: number } | undefined;
  if (!moved || ticket.splitFrom === null) return;
  await moveSplitAt(tx, { id: ticket.splitFrom, from: moved.after, to: moved.before });
}
