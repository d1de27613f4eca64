import type { Message } from '../inbound/inbound.types.ts';
import type { IntakeBatch } from './intake-batch.usecases.ts';
import { count } from './intake-voices.usecases.ts';

/** A retweet of a post that we do not hold makes no ticket: it is kept, and waits for its post. */
export function noteLoose(batch: IntakeBatch, message: Message): void {
  if (message.retweetOf === null) return;
  const known = batch.loose.get(message.retweetOf) ?? [];
  batch.loose.set(message.retweetOf, [...known, { message: message.id, reach: message.reach, at: message.at }]);
}

/** The post of retweets that came before it: they belong to its ticket, and how far they carried it counts. */
export function adoptLoose(batch: IntakeBatch, { message, at }: { message: Message; at: number }): void {
  const loose = batch.loose.get(message.externalId) ?? [];
  const found = batch.byPost.get(message.externalId);
  const ticket = found && batch.tickets.get(found.ticket);
  if (loose.length === 0 || !ticket) return;
  batch.loose.delete(message.externalId);
  const reach = loose.reduce((sum, one) => sum + 1 + one.reach, ticket.reach);
  count(batch, ticket, { reach });
  for (const one of loose) {
    batch.adopted.set(one.message, ticket.id);
    batch.grown.push({ ticket: ticket.id, at: one.at, reach: 1 + one.reach, voices: 0 });
    batch.joins.push({ message: one.message, ticket: ticket.id, kind: 'retweet', score: 1, like: message.id, at });
  }
  const fresh = batch.made.some((made) => made.id === ticket.id);
  batch.events.push({
    stream: `ticket:${ticket.id}`,
    fresh,
    type: 'ticket.reach-raised',
    actor: 'citizen',
    data: { reach },
  });
}
