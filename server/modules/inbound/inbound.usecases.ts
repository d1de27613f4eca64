import type { Read, Tx } from '../../schema.ts';
import { readingsOf } from '../pictures/pictures.usecases.ts';
import {
  contactHandles,
  editedMessages,
  firstOfTicket,
  firstOfTickets,
  type PleaWords,
  joinsOf,
  mediaOf,
  messagesOfTicket,
  predictionsOf,
} from './ticket-messages.repository.ts';
import { ensureContacts } from './contacts.repository.ts';
import { insertMessages, messagesByExternal } from './messages.repository.ts';
import type { InboundDeps, NewMessage } from './inbound.types.ts';

export { contactNumbers as numbersOf, countLaterWords } from './ticket-messages.repository.ts';
export type { PleaWords };

/** The citizen's first message of a ticket: what an answer answers. Null when there is none. */
export const findPlea = (read: Read, ticket: string): Promise<PleaWords | null> => firstOfTicket(read, ticket);

/** The same of many tickets, by ticket, with the number of files that came with each. */
export async function findPleas(
  read: Read,
  tickets: readonly string[],
): Promise<Map<string, { readonly text: string; readonly handle: string | null; readonly media: number }>> {
  const pleas = await firstOfTickets(read, tickets);
  const files = await mediaOf(
    read,
    [...pleas.values()].map(({ id }) => id),
  );
  return new Map(
    [...pleas].map(([ticket, { id, text, handle }]) => [
      ticket,
      { text, handle, media: files.filter(({ message }) => message === id).length },
    ]),
  );
}

/** The ticket to which a post belongs, whoever may see it; null when it is not held, or belongs to none. */
export async function ticketOfPost(
  read: Read,
  { realm, externalId }: { realm: string; externalId: string },
): Promise<string | null> {
  const [found] = await messagesByExternal(read, { realm, externalIds: [externalId] });
  return found?.ticket ?? null;
}

/** Handles of contacts by their ids. */
export const handlesOf = (read: Read, contacts: readonly string[]): Promise<Map<string, string>> =>
  contactHandles(read, contacts);

/** Stores what an officer took down as the ticket's message, in the caller's transaction. */
export async function storeManual(
  deps: Pick<InboundDeps, 'ids'>,
  tx: Tx,
  {
    account,
    ticket,
    text,
    language,
    at,
    contact,
    speaker: known,
  }: {
    account: string;
    ticket: string;
    text: string;
    language: string;
    at: number;
    contact?: { readonly name?: string | undefined; readonly phone?: string | undefined } | undefined;
    /** A contact that is known already. */
    speaker?: string | null;
  },
): Promise<{ id: string; salt: string; text: string; contact: string | null }> {
  const id = deps.ids.make('msg');
  const salt = deps.ids.secret(9);
  const name = contact?.name || null;
  const handle = contact?.phone || null;
  // Whoever spoke is a contact of this one plea: people are never put together by a guess.
  const people = name === null && handle === null ? [] : [{ externalId: id, handle, name }];
  const made = await ensureContacts(tx, { realm: account, people, make: () => deps.ids.make('con'), at });
  const speaker = made.get(id) ?? known ?? null;
  const message: NewMessage = {
    id,
    realm: account,
    externalId: id,
    versionId: id,
    account,
    envelope: null,
    direction: 'in',
    kind: 'manual',
    voice: 'reporter',
    contact: speaker,
    conversation: null,
    ticket,
    text,
    salt,
    language,
    at,
    receivedAt: at,
    inReplyTo: null,
    quotes: null,
    retweetOf: null,
    tagged: [],
    media: [],
    lat: null,
    lon: null,
    copyKey: null,
    reach: 0,
    state: 'done',
    deletedAt: null,
  };
  await insertMessages(tx, [message]);
  return { id, salt, text, contact: speaker };
}

/** Everything said on a ticket, with what the stages made of it. */
export async function conversationOf(read: Read, ticket: string) {
  const told = await messagesOfTicket(read, ticket);
  const ids = told.map(({ message }) => message.id);
  const [media, edited, predictions, joins, readings] = [
    await mediaOf(read, ids),
    await editedMessages(read, ids),
    await predictionsOf(read, ids),
    await joinsOf(read, ticket),
    await readingsOf(read, ids),
  ];
  return { told, media, edited, predictions, joins, readings };
}

/** One picture or clip of a ticket; null when it is not of this ticket or not stored. */
export async function mediaOfTicket(
  read: Read,
  { ticket, message, external }: { ticket: string; message: string; external: string },
) {
  const told = await messagesOfTicket(read, ticket);
  if (!told.some((one) => one.message.id === message)) return null;
  return (await mediaOf(read, [message])).find((one) => one.externalId === external) ?? null;
}
