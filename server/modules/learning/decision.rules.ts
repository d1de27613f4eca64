import { createHash } from 'node:crypto';

interface DecidedTicket {
  readonly state: string;
  readonly reason: string | null;
}

/** What an officer's act says of the message: act, or the reason why not; null when it says neither. */
export function answerOf({ state, reason }: DecidedTicket): string | null {
  if (state === 'received') return null;
  if (state === 'ask_back') return 'no-details';
  return state === 'not_for_us' ? (reason ?? 'news-opinion') : 'act';
}

const HELD_BACK_OF_TEN = 3;

/** Three messages in ten are never learnt from; by their id, so that it stays so for ever. */
export const isHeldBack = (message: string): boolean =>
  (createHash('sha256').update(message).digest()[0] ?? 0) % 10 < HELD_BACK_OF_TEN;

/** Whether a person must see it: to act, or to ask back. */
export const mustBeSeen = (answer: string): boolean =>
  answer === 'act' || answer === 'ask-back' || answer === 'no-details';
