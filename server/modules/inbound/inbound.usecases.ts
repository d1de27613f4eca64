import type { Read, Tx } from '../../schema.ts';
import { readingsOf } from '../pictures/pictures.usecases.ts';
import {
  editedMessages,
  firstOfTicket,
  type PleaWords,
  joinsOf,
  mediaOf,
  messagesOfTicket,
  predictionsOf,
} from './ticket-messages.repository.ts';
import { insertMessages } from './messages.repository.ts';
import type { InboundDeps, NewMessage } from './inbound.types.ts';

/** The citizen's first message of a ticket: what an answer answers. Null when there is none. */
export const findPlea = (read: Read, ticket: string): Promise<PleaWords | null> => firstOfTicket(read, ticket);

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
  }: { account: string; ticket: string; text: string; language: string; at: number },
): Promise<{ id: string; salt: string; text: string }> {
  const id = deps.ids.make('msg');
  const salt = deps.ids.secret(9);
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
    contact: null,
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
  return { id, salt, text };
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
