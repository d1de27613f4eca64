import type { StageResult, Urgency } from '../inbound/stages.types.ts';
import { isPrivate } from './secrecy.rules.ts';
import type { Ticket } from './tickets.types.ts';

const RANKS: readonly Urgency[] = ['normal', 'urgent', 'life-risk'];
const POLICE = ['no', 'unclear', 'yes'] as const;

const higher = <Value extends string>(order: readonly Value[], a: string, b: Value): string =>
  order.indexOf(b) > order.indexOf(a as Value) ? b : a;

const FEW_WORDS = 4;
const LONGEST_HEADLINE = 280;

export interface Reread {
  readonly ticket: Ticket;
  readonly result: StageResult;
  /** The message is the one that the ticket was made of. */
  readonly isPlea: boolean;
  /** Whoever the ticket is of wrote it. */
  readonly isReporters: boolean;
  /** No officer and no policy decided on the ticket yet. */
  readonly isUndecided: boolean;
  /** The message's own words, and those of its pictures. */
  readonly own: string;
  readonly pictures: string;
}

/**
 * What a second reading changes of a ticket. What nobody decided on follows the new words; of what somebody decided
 * only danger to life is raised, and the author’s wish to stay unknown is heard. Nothing is lowered, filtered out or shown to more people by it.
 */
export function changeAfterReading(reread: Reread): Partial<Ticket> {
  const { ticket, result, isPlea, isReporters, isUndecided } = reread;
  const { assessment, place } = result;
  const isAsked = result.asksSecrecy && isReporters && ticket.secrecy === null;
  const wish = isAsked ? { secrecy: 'asked', protected: true } : {};
  const urgency = higher(RANKS, ticket.urgency, assessment.urgency);
  if (!isPlea || !isUndecided)
    return urgency === 'life-risk' && ticket.urgency !== urgency && assessment.answer !== 'not-for-us'
      ? { ...wish, urgency, ...(ticket.state === 'not_for_us' ? { state: 'received', reason: null } : {}) }
      : wish;
  const aboutPolice = higher(POLICE, ticket.aboutPolice, assessment.aboutPolice);
  const station = place.station ?? ticket.station;
  const category = assessment.category ?? ticket.category;
  const isWanted = ticket.state === 'not_for_us' && assessment.answer !== 'not-for-us';
  return {
    category,
    subcategory: assessment.category === null ? ticket.subcategory : assessment.subcategory,
    urgency,
    aboutPolice,
    station,
    district: place.district ?? ticket.district,
    suggested: result.route.unit ?? ticket.suggested,
    accusedUnit: aboutPolice === 'no' ? null : (ticket.accusedUnit ?? station),
    protected: ticket.protected || isPrivate({ category, secrecy: ticket.secrecy }),
    ...wish,
    ...(isWanted ? { state: 'received', reason: null } : {}),
    headline: headlineOf(reread),
  };
}

/** Thin words are followed by those of the picture, so that a queue shows what the post is about. */
function headlineOf({ own, pictures }: Reread): string {
  const isThin =
    own.split(/\s+/).filter((word) => /\p{L}/u.test(word) && !/^(?:@|https?:)/.test(word)).length < FEW_WORDS;
  return (isThin && pictures !== '' ? `${own} ▣ ${pictures}`.trim() : own).slice(0, LONGEST_HEADLINE);
}
