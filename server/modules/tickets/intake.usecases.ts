import type { Tx } from '../../schema.ts';
import type { NewEvent } from '../../platform/events/port.ts';
import type { InboundDeps, Message, Fate } from '../inbound/inbound.types.ts';
import { findPlea } from '../inbound/inbound.usecases.ts';
import { fate, isOverMatter, judge, type Arrival, type Match } from './arrival.rules.ts';
import { adoptLoose, noteLoose } from './intake-retweets.usecases.ts';
import { addVoice } from './intake-voices.usecases.ts';
import { createIntakeBatch, flushBatch, type IntakeBatch } from './intake-batch.usecases.ts';
import { makeTicket, numberOpened } from './intake-tickets.usecases.ts';
import { buryHeadlines, bumpTickets, claimedTicket, holdTickets } from './intake.repository.ts';
import { ownKey } from '../inbound/thread.rules.ts';
import { findProofWords } from './ownership.rules.ts';
import { contentHash } from './content.rules.ts';
import type { Ticket } from './tickets.types.ts';

export interface Arrived {
  readonly message: string;
  readonly ticket: string | null;
  readonly voice: string;
  readonly fate: Fate;
}

/** The earlier ticket an arrival belongs to, nearest relation first. */
function findMatch({ message, result }: Arrival, batch: IntakeBatch): Match | null {
  const { conversation, contact } = message;
  const own =
    conversation !== null && contact !== null ? batch.byConversation.get(ownKey(conversation, contact)) : null;
  const candidates = [
    ['retweet', message.retweetOf && batch.byPost.get(message.retweetOf)],
    ['conversation', own],
    ['conversation', message.inReplyTo && batch.byPost.get(message.inReplyTo)],
    ['conversation', conversation && batch.byConversation.get(conversation)],
    ['quote', message.quotes && batch.byPost.get(message.quotes)],
    ['copy', result.text.copyKey && batch.byCopy.get(result.text.copyKey)],
  ] as const;
  for (const [kind, found] of candidates) {
    const ticket = found ? batch.tickets.get(found.ticket) : undefined;
    if (!found || !ticket) continue;
    if (kind === 'conversation' && isOverMatter({ message, result }, ticket)) continue;
    const isRepeat = kind === 'copy' && found.contact !== null && found.contact === message.contact;
    return { ticket, kind: isRepeat ? 'own-earlier' : kind, like: found.message };
  }
  return null;
}

/** The settled ticket that a new matter of a private thread follows. */
function earlierOf({ message, result }: Arrival, batch: IntakeBatch): Ticket | null {
  const { conversation, contact } = message;
  if (message.kind !== 'dm' || conversation === null || contact === null) return null;
  const found = batch.byConversation.get(ownKey(conversation, contact));
  const ticket = found && batch.tickets.get(found.ticket);
  return ticket && isOverMatter({ message, result }, ticket) ? ticket : null;
}

/** A proof word in a post of its own instead of a reply: it belongs to the ticket that its author claimed. */
async function findClaimed(
  deps: InboundDeps,
  tx: Tx,
  { batch, arrival }: { batch: IntakeBatch; arrival: Arrival },
): Promise<Match | null> {
  const { contact, text, direction } = arrival.message;
  const words = direction === 'in' && contact !== null ? findProofWords(text) : [];
  if (contact === null || words.length === 0) return null;
  const found = await claimedTicket(tx, { contact, words, at: deps.clock.now() });
  if (!found) return null;
  const ticket = batch.tickets.get(found.id) ?? (await holdTickets(tx, [found.id]))[0] ?? found;
  batch.tickets.set(ticket.id, ticket);
  return { ticket, kind: 'own-earlier', like: null };
}

/**
 * Turns messages with their stage results into tickets, voices and reach, in order, in the caller's transaction:
 * rows, events, acknowledgements and search together.
 */
export async function settleArrivals(deps: InboundDeps, tx: Tx, arrivals: readonly Arrival[]): Promise<Arrived[]> {
  const batch = await createIntakeBatch(deps, tx, arrivals);
  const settled: Arrived[] = [];
  for (const arrival of arrivals) {
    const match = findMatch(arrival, batch) ?? (await findClaimed(deps, tx, { batch, arrival }));
    const verdict = judge(arrival, match);
    const at = deps.clock.now();
    if (verdict.kind === 'attach') addVoice(batch, { arrival, verdict, at });
    if (verdict.kind === 'make')
      await makeTicket(deps, tx, batch, { arrival, verdict: { ...verdict, after: earlierOf(arrival, batch) }, at });
    if (verdict.kind === 'leave') noteLoose(batch, arrival.message);
    else adoptLoose(batch, { message: arrival.message, at });
    const found = batch.byPost.get(arrival.message.externalId);
    const voice = verdict.kind === 'attach' ? verdict.voice : arrival.message.voice;
    settled.push({ message: arrival.message.id, ticket: found?.ticket ?? null, voice, fate: fate(verdict) });
  }
  await numberOpened(deps, tx, batch);
  await flushBatch(deps, tx, batch);
  return settled.map((one) => ({ ...one, ticket: one.ticket ?? batch.adopted.get(one.message) ?? null }));
}

/** True for the message that a ticket was made of: what its headline shows. */
const isPlea = async (tx: Tx, message: Message): Promise<boolean> =>
  message.voice === 'reporter' && (await findPlea(tx, message.ticket ?? ''))?.externalId === message.externalId;

/** Tells tickets that their post was edited: the newer words are the ones that count. */
export async function noteEdits(
  deps: InboundDeps,
  tx: Tx,
  edits: readonly { message: Message; text: string }[],
): Promise<void> {
  const of = edits.filter((edit) => edit.message.ticket !== null && edit.message.direction === 'in');
  const events: NewEvent[] = of.map(({ message, text }) => ({
    stream: `ticket:${message.ticket ?? ''}`,
    type: 'ticket.message-edited',
    actor: 'citizen',
    data: { message: message.id, content: contentHash({ salt: message.salt, text }) },
  }));
  for (const { message, text } of of)
    if (await isPlea(tx, message))
      await bumpTickets(tx, { id: message.ticket ?? '', headline: text, at: deps.clock.now() });
  await deps.events.append(tx, events);
}

/** Tells tickets that a post of theirs is gone; what lists show of it goes too. */
export async function buryTickets(
  deps: InboundDeps,
  tx: Tx,
  { gone, files }: { gone: readonly Message[]; files: ReadonlyMap<string, readonly string[]> },
): Promise<void> {
  const of = gone.filter((message) => message.ticket !== null);
  const pleas: string[] = [];
  for (const message of of) if (await isPlea(tx, message)) pleas.push(message.ticket ?? '');
  const nums = await buryHeadlines(tx, { ids: pleas, at: deps.clock.now() });
  await deps.search.remove(tx, nums);
  await deps.events.append(
    tx,
    of.map((message) => ({
      stream: `ticket:${message.ticket ?? ''}`,
      type: 'ticket.message-gone',
      actor: 'citizen',
      data: { message: message.id, content: contentHash(message), files: files.get(message.id) ?? [] },
    })),
  );
}
