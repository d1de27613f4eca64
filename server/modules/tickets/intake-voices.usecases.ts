import { stateAfterReporter, type Arrival, type Verdict } from './arrival.rules.ts';
import { isRed, SIREN_SCORE } from './alarm.rules.ts';
import { UNTIL_CLOSED } from './clock.rules.ts';
import type { IntakeBatch } from './intake-batch.usecases.ts';
import { contentHash } from './content.rules.ts';
import { findProofWords } from './ownership.rules.ts';
import type { Ticket } from './tickets.types.ts';
import { saysOf, type Said } from './verdict.rules.ts';

type Attach = Extract<Verdict, { kind: 'attach' }>;

/** The ticket as this batch leaves it; the first change of a batch raises its version. */
function touch(batch: IntakeBatch, ticket: Ticket, set: Partial<Ticket>, at: number): Ticket {
  const current = batch.tickets.get(ticket.id) ?? ticket;
  const next = { ...current, ...set, version: current.version + 1, updatedAt: at };
  batch.tickets.set(ticket.id, next);
  batch.touched.add(ticket.id);
  return next;
}

/** What others say and how far it goes: it changes nothing that an officer decides on, so it makes no act or undo stale. */
export function count(batch: IntakeBatch, ticket: Ticket, set: Partial<Ticket>): Ticket {
  const next = { ...(batch.tickets.get(ticket.id) ?? ticket), ...set };
  batch.tickets.set(ticket.id, next);
  batch.touched.add(ticket.id);
  return next;
}

/** A plea has more words than this beside a proof of ownership. */
const FEWEST_WORDS = 6;

/** What a ticket forgets that is not resolved after all; its reports stay. */
const REOPENED = { outcome: null, closedAt: null, verifiedAt: null, inProcessAt: null };

/** What a reporter's new words change: the colour flips by itself, and an answer to our question comes back to the desk. */
function afterReporter(
  current: Ticket,
  { arrival: { result }, at, isJudged }: { arrival: Arrival; at: number; isJudged: boolean },
): Partial<Ticket> {
  // What the citizen's "not solved" does is done at the end of the batch: words beside it do not open it elsewhere.
  const state = isJudged ? current.state : stateAfterReporter(current, result.assessment.answer);
  const isWaiting = state === 'received' && current.state === 'received';
  const urgency = result.assessment.urgency === 'life-risk' ? 'life-risk' : current.urgency;
  return {
    state,
    urgency,
    // A new wish counts more than a name that was released before it.
    ...(result.asksSecrecy ? { secrecy: 'asked', protected: true } : {}),
    ...(state === 'received' ? { reason: null } : {}),
    ...(state === 'open' && current.closedAt !== null ? REOPENED : {}),
    ...(isWaiting ? {} : { wroteAgainAt: at }),
  };
}

/** Back on the desk or at the station: what the citizen wrote now is to be dealt with in time again. */
function startAgain(batch: IntakeBatch, { ticket, message }: { ticket: Ticket; message: Arrival['message'] }): void {
  const startedAt = message.receivedAt;
  for (const kind of ticket.state === 'open' ? UNTIL_CLOSED : (['first_response'] as const)) {
    const dueAt = batch.dueAt({ matter: ticket, kind, from: startedAt });
    batch.clocks.push({ ticket: ticket.id, kind, startedAt, dueAt, stoppedAt: null, breachedAt: null });
  }
  batch.returned.add(ticket.id);
}

const SETTLED: ReadonlySet<string> = new Set(['closed', 'verified']);

/**
 * The verdict that a reply of the owner is: one to the last report's answer, or, where messages name none, what follows
 * it. A yes to anything else in the thread is none, nor is what is said for all to read on a protected matter.
 */
function verdictOf(
  batch: IntakeBatch,
  current: Ticket,
  { kind, text, at, inReplyTo }: Arrival['message'],
): Said | null {
  const asked = batch.asked.get(current.id);
  if (!asked || !SETTLED.has(current.state) || at <= (current.closedAt ?? Infinity)) return null;
  const isReply = inReplyTo === null ? kind === 'dm' && asked.isLast : inReplyTo === asked.answer;
  return isReply && (!current.protected || kind === 'dm') ? saysOf(text) : null;
}

/** A proof of ownership is not another plea; but a name and four digits may stand in one. */
const isProofAlone = ({ result: { assessment, text } }: Arrival, words: readonly string[]): boolean =>
  words.length > 0 &&
  assessment.urgency !== 'life-risk' &&
  (assessment.answer !== 'act' || text.tokens.length < FEWEST_WORDS);

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
  const noteJoin = (): void => {
    batch.joins.push({ message: message.id, ticket: current.id, kind: match.kind, score: 1, like: match.like, at });
    const known = { ticket: current.id, message: message.id, contact: message.contact };
    batch.byPost.set(message.externalId, known);
    if (result.text.copyKey && !batch.byCopy.has(result.text.copyKey)) batch.byCopy.set(result.text.copyKey, known);
  };
  if (voice === 'own') {
    const isSend = batch.sent.some(
      (sent) => sent.ticket === current.id && (sent.externalId === message.externalId || sent.text === message.text),
    );
    if (!isSend) batch.answered.add(current.id);
    count(batch, current, {});
    batch.events.push({
      stream,
      fresh,
      type: isSend ? 'ticket.send-seen' : 'ticket.answered-outside',
      actor: 'system',
      data: { message: message.id },
    });
  } else if (match.kind === 'retweet') {
    const next = count(batch, current, { reach: current.reach + 1 + message.reach });
    batch.grown.push({ ticket: current.id, at: message.at, reach: 1 + message.reach, voices: 0 });
    batch.events.push({
      stream,
      fresh,
      type: 'ticket.reach-raised',
      actor: 'citizen',
      data: { reach: next.reach },
    });
  } else if (voice === 'reporter') {
    const words = findProofWords(message.text);
    const said = verdictOf(batch, current, message);
    if (said !== null) {
      batch.verdicts.push({ ticket: current.id, said, message: message.id, content });
      count(batch, current, {});
      noteJoin();
      return;
    }
    const isProof = isProofAlone(arrival, words);
    if (!isProof) batch.spoke.add(current.id);
    const isJudged = batch.verdicts.some(({ ticket }) => ticket === current.id);
    const set = isProof ? {} : afterReporter(current, { arrival, at, isJudged });
    const next = touch(batch, current, set, at);
    if (next.state !== current.state) batch.moved.add(current.id);
    if (next.secrecy !== current.secrecy) batch.hushed.add(current.id);
    if (next.urgency !== current.urgency) batch.raised.add(current.id);
    if (result.assessment.urgency === 'life-risk' && isRed(next))
      batch.sirens.set(next.id, result.assessment.urgencyScore >= SIREN_SCORE);
    if (next.state !== current.state) startAgain(batch, { ticket: next, message });
    batch.events.push({
      stream,
      fresh,
      type: 'ticket.wrote-again',
      actor: 'citizen',
      data: { message: message.id, content, state: next.state, urgency: next.urgency, version: next.version },
    });
    if (words.length > 0) batch.proofs.push({ ticket: current.id, words });
  } else {
    count(batch, current, { voices: current.voices + 1 });
    batch.grown.push({ ticket: current.id, at: message.at, reach: message.reach, voices: 1 });
    batch.events.push({
      stream,
      fresh,
      type: 'ticket.voice-added',
      actor: 'citizen',
      data: { message: message.id, content, kind: match.kind },
    });
  }
  noteJoin();
}
