import type { NewEvent } from '../../platform/events/port.ts';
import type { Tx } from '../../schema.ts';
import { noteUnused } from '../evidence/unused.usecases.ts';
import { forgetWords } from '../inbound/forget.usecases.ts';
import type { Message } from '../inbound/inbound.types.ts';
import { contentHash } from '../tickets/content.rules.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import {
  dropAttachments,
  dropContacts,
  dropTold,
  emptyTickets,
  filesOfMessages,
  hollowTickets,
  loosenMessages,
  messagesOf,
} from './erase.repository.ts';
import type { Amount, RetentionDeps } from './retention.types.ts';

/** Messages of one statement. */
const TOGETHER = 500;

/** What was erased, and by what it can be proved. */
export interface Erased extends Amount {
  readonly ids: readonly string[];
}

/** Leaves of messages only that they were there, without who wrote them. Answers how many files went. */
async function eraseMessages(
  deps: Pick<RetentionDeps, 'driver'>,
  tx: Tx,
  { messages, at }: { messages: readonly Message[]; at: number },
): Promise<number> {
  let files = 0;
  for (let from = 0; from < messages.length; from += TOGETHER) {
    const ids = messages.slice(from, from + TOGETHER).map(({ id }) => id);
    const blobs = await filesOfMessages(tx, ids);
    await forgetWords(deps, tx, { ids, at });
    await loosenMessages(tx, ids);
    await noteUnused(tx, { hashes: blobs, at });
    files += blobs.length;
  }
  return files;
}

/**
 * Erases everything that was said on tickets, wherever it is kept; roll-ups stay as numbers, the record of events holds
 * nothing of it. The caller has made sure that no order keeps them.
 */
export async function eraseTickets(
  deps: RetentionDeps,
  tx: Tx,
  {
    tickets,
    at,
    by,
    data,
  }: { tickets: readonly Ticket[]; at: number; by: string; data: Readonly<Record<string, unknown>> },
): Promise<Erased> {
  const ids = tickets.map(({ id }) => id);
  const messages = await messagesOf(tx, ids);
  const people = [...messages.map(({ contact }) => contact), ...tickets.map(({ reporter }) => reporter)];
  const shown = await eraseMessages(deps, tx, { messages, at });
  const added = await dropAttachments(tx, { tickets: ids });
  await noteUnused(tx, { hashes: added, at });
  await emptyTickets(tx, ids);
  await dropTold(tx, ids);
  await hollowTickets(tx, { tickets: ids, at });
  const contacts = await dropContacts(tx, [...new Set(people.flatMap((one) => one ?? []))]);
  await deps.search.remove(
    tx,
    tickets.map(({ num }) => num),
  );
  const events = ids.map((id): NewEvent => ({ stream: `ticket:${id}`, type: 'ticket.erased', actor: by, data }));
  await deps.events.append(tx, events);
  return {
    ids: [...ids, ...messages.map(({ id }) => id), ...contacts],
    tickets: tickets.length,
    messages: messages.length,
    files: shown + added.length,
    others: contacts.length,
  };
}

/** Erases what a citizen wrote on tickets of others; these say that a post is gone. */
export async function eraseVoices(
  deps: RetentionDeps,
  tx: Tx,
  { messages, at, by }: { messages: readonly Message[]; at: number; by: string },
): Promise<Erased> {
  const events = messages.flatMap((message): NewEvent[] =>
    message.ticket === null
      ? []
      : [
          {
            ...{ stream: `ticket:${message.ticket}`, type: 'ticket.message-gone', actor: by },
            data: { message: message.id, content: contentHash(message), files: [], erased: true },
          },
        ],
  );
  const files = await eraseMessages(deps, tx, { messages, at });
  await deps.events.append(tx, events);
  return { ids: messages.map(({ id }) => id), tickets: 0, messages: messages.length, files, others: 0 };
}
