import type { Tx } from '../../schema.ts';
import { forgetMatching } from '../matching/signatures.usecases.ts';
import { buryMessages } from './messages.repository.ts';
import { firstOfTicket } from './ticket-messages.repository.ts';

/** Leaves of the words of a ticket that an officer wrote by mistake only that they were there. */
export async function forgetPlea(tx: Tx, { ticket, at }: { ticket: string; at: number }): Promise<void> {
  const plea = await firstOfTicket(tx, ticket);
  if (!plea) return;
  await buryMessages(tx, { ids: [plea.id], at });
  await forgetMatching(tx, [plea.id]);
}
