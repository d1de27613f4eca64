import { stateAfterReporter, type Arrival, type Verdict } from './arrival.rules.ts';
import type { Urgency } from '../inbound/stages.types.ts';
import { deadline } from './clock.rules.ts';
import type { IntakeBatch } from './intake-batch.usecases.ts';
import { contentHash } from './content.rules.ts';
import { findProofWords } from './ownership.rules.ts';
import type { Ticket } from './tickets.types.ts';

type Attach = Extract<Verdict, { kind: 'attach' }>;

/** The ticket as this batch leaves it; the first change of a batch raises its version. */
function touch(batch: IntakeBatch, ticket: Ticket, set: Partial<Ticket>, at: number): Ticket {
  const current = batch.tickets.get(ticket.id) ?? ticket;
  const next = { ...current, ...set, version: current.version + 1, updatedAt: at };
  batch.tickets.set(ticket.id, next);
  batch.touched.add(ticket.id);
  return next;
}

/** What a reporter's new words change: the colour flips by itself, and an answer to our question comes back to the desk. */
function afterReporter(current: Ticket, { result }: Arrival, at: number): Partial<Ticket> {
  const state = stateAfterReporter(current, result.assessment.answer);
  const isWaiting = state === 'received' && current.state === 'received';
  const urgency = result.assessment.urgency === 'life-risk' ? 'life-risk' : current.urgency;
  return {
    state,
    urgency,
    ...(state === 'received' ? { reason: null } : {}),
    ...(isWaiting ? {} : { wroteAgainAt: at }),
  };
}

/** Back on the desk: what the citizen wrote now is to be answered in time again. */
function startResponse(batch: IntakeBatch, { ticket, message }: { ticket: Ticket; message: Arrival['message'] }): void {
  const [kind, startedAt] = ['first_response', message.receivedAt] as const;
  const dueAt = deadline({ kind, urgency: ticket.urgency as Urgency, from: startedAt });
  batch.clocks.push({ ticket: ticket.id, kind, startedAt, dueAt, stoppedAt: null, breachedAt: null });
  batch.returned.add(ticket.id);
}

/** Attaches an arrival to its ticket: a new word of the reporter, another's voice, a retweet's reach, or our own answer. */
export function addVoice(
  batch: IntakeBatch,
  { arrival, verdict, at }: { arrival: Arrival; verdict: Attach; at: number },
): void {
  const { message, result } = arrival;
  const { match, voice } = verdict;
  const current = batch.tickets.get(match.ticket.id) ?? match.ticket;
  const stream = `ticket:${current.id}`;
  const fresh = batch.made.some((made) => made.id === current.id);
  const content = contentHash(message);
  let next: Ticket;
  if (voice === 'own') {
    const isSend = batch.sent.some(
      (sent) => sent.ticket === current.id && (sent.externalId === message.externalId || sent.text === message.text),
    );
    if (!isSend) batch.answered.add(current.id);
    next = touch(batch, current, {}, at);
    batch.events.push({
      stream,
      fresh,
      type: isSend ? 'ticket.send-seen' : 'ticket.answered-outside',
      actor: 'system',
      data: { message: message.id, version: next.version },
    });
  } else if (match.kind === 'retweet') {
    next = touch(batch, current, { reach: current.reach + 1 + message.reach }, at);
    batch.events.push({
      stream,
      fresh,
      type: 'ticket.reach-raised',
      actor: 'citizen',
      data: { reach: next.reach, version: next.version },
    });
  } else if (voice === 'reporter') {
    next = touch(batch, current, afterReporter(current, arrival, at), at);
    if (next.state !== current.state) batch.moved.add(current.id);
    if (next.urgency !== current.urgency) batch.raised.add(current.id);
    if (next.state === 'received' && current.state !== 'received') startResponse(batch, { ticket: next, message });
    batch.events.push({
      stream,
      fresh,
      type: 'ticket.wrote-again',
      actor: 'citizen',
      data: { message: message.id, content, state: next.state, urgency: next.urgency, version: next.version },
    });
    const words = findProofWords(message.text);
    if (words.length > 0) batch.proofs.push({ ticket: current.id, words });
  } else {
    next = touch(batch, current, { voices: current.voices + 1 }, at);
    batch.events.push({
      stream,
      fresh,
      type: 'ticket.voice-added',
      actor: 'citizen',
      data: { message: message.id, content, kind: match.kind, version: next.version },
    });
  }
  batch.joins.push({ message: message.id, ticket: current.id, kind: match.kind, score: 1, like: match.like, at });
  const known = { ticket: current.id, message: message.id, contact: message.contact };
  batch.byPost.set(message.externalId, known);
  if (result.text.copyKey && !batch.byCopy.has(result.text.copyKey)) batch.byCopy.set(result.text.copyKey, known);
}
