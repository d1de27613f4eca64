import type { Tx } from '../../schema.ts';
import { forgetDecisions } from '../learning/decisions.usecases.ts';
import { forgetMatching } from '../matching/signatures.usecases.ts';
import { forgetReadings } from '../pictures/pictures.usecases.ts';
import { cutEnvelopes } from './envelope-words.usecases.ts';
import type { InboundDeps } from './inbound.types.ts';
import { buryMessages } from './messages.repository.ts';
import { firstOfTicket } from './ticket-messages.repository.ts';

/** Leaves of messages only that they were there: everything that was made of their words goes with them. */
export async function forgetWords(
  deps: Pick<InboundDeps, 'driver'>,
  tx: Tx,
  { ids, at }: { ids: readonly string[]; at: number },
): Promise<void> {
  await buryMessages(tx, { ids, at });
  await cutEnvelopes(deps, tx, ids);
  await forgetMatching(tx, ids);
  await forgetReadings(tx, ids);
  await forgetDecisions(tx, ids);
}

/** Leaves of the words of a ticket that an officer wrote by mistake only that they were there. */
export async function forgetPlea(tx: Tx, { ticket, at }: { ticket: string; at: number }): Promise<void> {
  const plea = await firstOfTicket(tx, ticket);
  if (!plea) return;
  await buryMessages(tx, { ids: [plea.id], at });
  await forgetMatching(tx, [plea.id]);
}
