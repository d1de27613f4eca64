import type { Fate, IntakeAccount, Message } from '../inbound/inbound.types.ts';
import type { StageResult } from '../inbound/stages.types.ts';
import type { Ticket } from './tickets.types.ts';

/** A message with what the stages said of it. */
export interface Arrival {
  readonly message: Message;
  readonly result: StageResult;
  readonly account: IntakeAccount;
}

export type JoinKind = 'conversation' | 'retweet' | 'quote' | 'copy' | 'own-earlier';

/** An earlier ticket that an arrival was found to belong to, and by what. */
export interface Match {
  readonly ticket: Ticket;
  readonly kind: JoinKind;
  /** The message it was found by. */
  readonly like: string | null;
}

export type Verdict =
  | { readonly kind: 'attach'; readonly match: Match; readonly voice: 'reporter' | 'voice' | 'own' }
  | {
      readonly kind: 'make';
      readonly fate: 'received' | 'ask-back' | 'not-for-us' | 'opened';
      readonly incidentOf: Ticket | null;
      /** The settled matter of the same private thread that this one follows. */
      readonly after?: Ticket | null;
    }
  | { readonly kind: 'leave' };

/** Above this a policy may open a ticket by itself. */
const SURE = 0.6;
/** Above this another author's reply is a plea of its own, not a voice. */
const OWN_MATTER = 0.85;

/** How long after its end a private thread still speaks of the same matter, in milliseconds. */
const SAME_MATTER = 7 * 24 * 60 * 60_000;

/**
 * Whether what a private thread was about is over: seven days after its end, or at once when the new words are plainly
 * about something else. A thread in public has its post for a name; a private one goes on for years.
 */
export function isOverMatter(
  { message, result }: Pick<Arrival, 'message' | 'result'>,
  ticket: Pick<Ticket, 'state' | 'category' | 'closedAt' | 'updatedAt'>,
): boolean {
  const isSettled = ['closed', 'verified', 'not_for_us'].includes(ticket.state);
  if (message.kind !== 'dm' || message.direction !== 'in' || !isSettled) return false;
  const { answer, score, category } = result.assessment;
  if (message.receivedAt - (ticket.closedAt ?? ticket.updatedAt) > SAME_MATTER) return true;
  return answer === 'act' && score >= OWN_MATTER && category !== null && category !== ticket.category;
}

const sameAuthor = (message: Message, ticket: Ticket): boolean =>
  message.contact !== null && message.contact === ticket.reporter;

const ABOUT_POLICE = 'police-misconduct';

/**
 * Whether it complains about police under a ticket that the police complained of may read: there it must not stand,
 * whoever wrote it. That nothing was done yet is a word on the matter itself.
 */
const isAccusation = ({ result: { assessment } }: Arrival, ticket: Ticket): boolean =>
  assessment.answer === 'act' &&
  assessment.aboutPolice === 'yes' &&
  assessment.category === ABOUT_POLICE &&
  ticket.category !== ABOUT_POLICE &&
  ticket.accusedUnit === null;

/** Whether words in an earlier post's thread, or around it, are a plea of their own instead of a voice. */
function isOwnPlea(arrival: Arrival, { kind, ticket }: Match): boolean {
  const { message, result } = arrival;
  const { answer, score, category, urgency } = result.assessment;
  if (kind !== 'conversation' && kind !== 'quote') return false;
  if (answer !== 'act' || message.kind === 'retweet') return false;
  if (isAccusation(arrival, ticket)) return true;
  if (sameAuthor(message, ticket)) return false;
  // Another's danger is nobody's mere voice: it must be seen, however the ticket above it stands.
  if (urgency === 'life-risk') return true;
  return (
    kind === 'conversation' &&
    message.kind === 'reply' &&
    score >= OWN_MATTER &&
    category !== null &&
    category !== ticket.category
  );
}

function fateOf({ message, result, account }: Arrival): 'received' | 'ask-back' | 'not-for-us' | 'opened' {
  const { answer, score, urgency } = result.assessment;
  const isThin = result.text.tokens.length < 4 && message.media.length > 0;
  if (answer === 'not-for-us') return isThin ? 'ask-back' : 'not-for-us';
  if (answer === 'ask-back') return 'ask-back';
  return account.openingPolicy !== 'off' && score >= SURE && urgency !== 'life-risk' ? 'opened' : 'received';
}

/**
 * What becomes of an arrival: it belongs to an earlier ticket or makes one. Posts of our own handles never make
 * one, nor does a bare retweet, whether we hold its post or not; thin text with a picture is never filtered out.
 */
export function judge(arrival: Arrival, match: Match | null): Verdict {
  const { message } = arrival;
  if (message.direction === 'out') return match ? { kind: 'attach', match, voice: 'own' } : { kind: 'leave' };
  if (match && !isOwnPlea(arrival, match))
    return { kind: 'attach', match, voice: sameAuthor(message, match.ticket) ? 'reporter' : 'voice' };
  if (message.kind === 'retweet') return { kind: 'leave' };
  return { kind: 'make', fate: fateOf(arrival), incidentOf: match?.ticket ?? null };
}

/**
 * Where a reporter's new words move a ticket: an answer to our question, a plea after what we set aside, or the word
 * that what was closed is not resolved. Thanks change nothing.
 */
export function stateAfterReporter(
  ticket: Pick<Ticket, 'state' | 'docket'>,
  answer: StageResult['assessment']['answer'],
): string {
  if (ticket.state === 'ask_back') return 'received';
  if (ticket.state === 'not_for_us' && answer === 'act') return 'received';
  if ((ticket.state === 'closed' || ticket.state === 'verified') && answer !== 'not-for-us') return 'open';
  return ticket.state;
}

/** How `replay` counts an arrival. */
export function fate(verdict: Verdict): Fate {
  if (verdict.kind === 'make') return verdict.fate;
  if (verdict.kind === 'leave' || verdict.voice !== 'voice') return 'attached';
  return 'supporter';
}
