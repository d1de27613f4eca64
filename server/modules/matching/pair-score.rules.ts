import type { CopyLikeness } from './copies.rules.ts';
import type { EventScore } from './event-model.rules.ts';
import type { Difference } from './event-likeness.rules.ts';
import type { EventTerms } from './event-terms.rules.ts';
import { kindOf, type TermKind } from './term-codes.rules.ts';

export type PairDecision = 'join' | 'suggest' | 'apart';

export interface PairReasons {
  /** What both say, in the spelling of the newer message, most telling kinds first. */
  readonly shared: readonly { readonly kind: TermKind; readonly spelling: string }[];
  /** What the newer message says otherwise, for the officer to look at. */
  readonly differences: readonly Difference[];
}

export interface PairVerdict {
  /** 0..1. */
  readonly score: number;
  readonly decision: PairDecision;
  readonly kind: 'copy' | 'event' | 'picture' | null;
}

/** From here on two messages are joined by themselves, if nothing speaks against it. */
export const JOIN_SCORE = 0.5;
/** From here on they are shown to a person as perhaps the same. */
export const SUGGEST_SCORE = 0.25;

/** With one of these two messages are never joined by themselves: very like, but another. */
const FORBIDS_JOIN: ReadonlySet<Difference> = new Set<Difference>(['place', 'number', 'victim', 'age', 'amount']);

const forbids = (differences: ReadonlySet<Difference>): boolean =>
  [...differences].some((difference) => FORBIDS_JOIN.has(difference));

/** Minutes after which the same words are taken for another day's event; they are still suggested for a while. */
const ANOTHER_DAY = 3 * 24 * 60;
/** Minutes after which only the same number, words or picture still speak for one event: what is like it happened again. */
export const ANOTHER_WEEK = 7 * 24 * 60;

/**
 * Settles what two messages are to each other. `copy` is null where the texts were not compared. `minutesApart` is the time between
 * them; null when unknown. Copies of one text join at any distance of time.
 */
export function judgePair({
  event,
  copy,
  minutesApart,
}: {
  event: EventScore;
  copy: CopyLikeness | null;
  minutesApart: number | null;
}): PairVerdict {
  const isForbidden = forbids(event.differences);
  if (copy?.isCopy === true) {
    const score = Math.max(copy.cosine, copy.contained, event.score);
    return { score, decision: isForbidden ? 'suggest' : 'join', kind: 'copy' };
  }
  /** Other addressees forbid a guess, not a copy: copies are sent to everybody. */
  const isKept = event.isTied && !isForbidden && !event.differences.has('addressee');
  const isOtherDay = minutesApart !== null && minutesApart > ANOTHER_DAY;
  const { score } = event;
  if (minutesApart !== null && minutesApart > ANOTHER_WEEK && !event.isSameNumber)
    return { score, decision: 'apart', kind: null };
  if (score >= JOIN_SCORE) return { score, decision: isKept && !isOtherDay ? 'join' : 'suggest', kind: 'event' };
  // Without a place or a number in common a guess is one of thousands.
  return score >= SUGGEST_SCORE && event.isTied
    ? { score, decision: 'suggest', kind: 'event' }
    : { score, decision: 'apart', kind: null };
}

const MOST_SHOWN = 8;
const TELLING: readonly TermKind[] = [
  'plate',
  'phone',
  'file',
  'amount',
  'age',
  'name',
  'object',
  'act',
  'vehicle',
  'clock',
];

const rank = (kind: TermKind): number => {
  const at = TELLING.indexOf(kind);
  return at < 0 ? TELLING.length : at;
};

/** Why two messages were put together, in words of the newer one. */
export function explainPair({
  newer,
  older,
  differences,
}: {
  newer: EventTerms;
  older: EventTerms;
  differences: ReadonlySet<Difference>;
}): PairReasons {
  const shared = [...newer]
    .filter(([code]) => older.has(code))
    .map(([code, spelling]) => ({ kind: kindOf(code), spelling }))
    .sort((a, b) => rank(a.kind) - rank(b.kind));
  return { shared: shared.slice(0, MOST_SHOWN), differences: [...differences] };
}
