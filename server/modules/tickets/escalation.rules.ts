import type { Urgency } from '../inbound/stages.types.ts';
import type { Tables } from '../../schema.ts';
import { isRed } from './alarm.rules.ts';
import type { Clock, Ticket, UnitTree } from './tickets.types.ts';

export type Escalation = Tables['escalation']['$inferSelect'];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long each level has before what is still overdue goes to the next one, in milliseconds. */
const PATIENCE: Record<Urgency, number> = { normal: 24 * HOUR, urgent: 2 * HOUR, 'life-risk': 5 * MINUTE };

/** Found later than this after its time, something of ours had stood still, in milliseconds. */
const LATE = 10 * MINUTE;

/** What a level may say to a deadline that climbed to it, each after the one before. */
export const CLIMB_STEPS = ['seen', 'asked', 'taken'] as const;
export type ClimbStep = (typeof CLIMB_STEPS)[number];

/** How many times its patience a level has from then on. */
const TURNS: Record<ClimbStep, number> = { seen: 1, asked: 1, taken: 3 };

const rank = (answer: string | null): number => CLIMB_STEPS.findIndex((step) => step === answer);

/** Whether a level may still say this: a step once, and none that goes back. */
export const maySay = ({ answer }: Pick<Escalation, 'answer'>, step: ClimbStep): boolean => rank(step) > rank(answer);

export const patienceOf = (urgency: string): number => PATIENCE[urgency as Urgency];

/** When a level's time is over, counted from what it said last. */
export function climbsAt(
  { at, answer, answeredAt }: Pick<Escalation, 'at' | 'answer' | 'answeredAt'>,
  urgency: string,
): number {
  const said = CLIMB_STEPS.find((step) => step === answer);
  return (answeredAt ?? at) + patienceOf(urgency) * (said ? TURNS[said] : 1);
}

export interface Rung {
  readonly unit: string;
  /** As alarms count: the desk itself is the first step of what nobody has yet. */
  readonly level: number;
}

/** The units above whoever has the ticket, nearest first; while nobody has it, the desk's own and those above it. */
export function rungsOf(tree: UnitTree, { owner, desk }: Pick<Ticket, 'owner' | 'desk'>): readonly Rung[] {
  const units = owner === null ? tree.pathToRoot(desk) : tree.pathToRoot(owner).slice(1);
  return units.map((unit, index) => ({ unit, level: index + 1 }));
}

/** Whom the review is for: the chief of the district that has the ticket, and those above where that office is vacant. */
function supervising(tree: UnitTree, rungs: readonly Rung[]): readonly Rung[] {
  const district = rungs.findIndex(({ unit }) => tree.byId(unit)?.code);
  return district === -1 ? rungs : rungs.slice(district);
}

export type Move =
  /** Its clock has stopped. */
  | { readonly move: 'end' }
  | { readonly move: 'wait'; readonly dueAt: number | null }
  | { readonly move: 'climb'; readonly rung: Rung; readonly isRed: boolean; readonly isLate: boolean };

/**
 * The rungs that come next. A ticket that was moved goes on at the level that it had reached, as far from the top of
 * the tree; where its new ladder has none so high, at its top.
 */
function rungsAbove(
  tree: UnitTree,
  { row, rungs, here }: { row: Escalation; rungs: readonly Rung[]; here: Rung | undefined },
): readonly Rung[] {
  if (row.level === 0) return rungs;
  if (here) return rungs.filter(({ level }) => level > here.level);
  const reached = tree.pathToRoot(row.unit).length;
  const above = rungs.filter(({ unit }) => tree.pathToRoot(unit).length <= reached);
  return above.length > 0 ? above : rungs.slice(-1);
}

/**
 * What becomes of an escalation now. A rung whose office nobody holds, or whose holder must not know of the ticket, is
 * passed over at once (`isHeld`). The desk's own first answer climbs while nobody has the ticket; then its unit's
 * clocks do.
 */
export function nextMove({
  row,
  clock,
  ticket,
  tree,
  isHeld,
  now,
}: {
  row: Escalation;
  clock: Pick<Clock, 'kind' | 'dueAt' | 'stoppedAt'>;
  ticket: Pick<Ticket, 'owner' | 'desk' | 'urgency' | 'state'>;
  tree: UnitTree;
  isHeld: (unit: string) => boolean;
  now: number;
}): Move {
  if (clock.stoppedAt !== null) return { move: 'end' };
  // The urgency was corrected, and there is time again.
  if (clock.dueAt > now) return { move: 'wait', dueAt: clock.dueAt };
  if (clock.kind === 'first_response' && ticket.owner !== null) return { move: 'wait', dueAt: null };
  const isReview = clock.kind === 'review';
  const rungs = isReview ? supervising(tree, rungsOf(tree, ticket)) : rungsOf(tree, ticket);
  const here = row.level === 0 ? undefined : rungs.find(({ unit }) => unit === row.unit);
  // Put before him once: what is due climbs by its other clocks.
  if (isReview && here) return { move: 'wait', dueAt: null };
  const isMoved = row.level > 0 && here === undefined;
  const since = row.level === 0 ? clock.dueAt : isMoved ? now : climbsAt(row, ticket.urgency);
  if (now < since) return { move: 'wait', dueAt: since };
  const above = isReview ? rungs : rungsAbove(tree, { row, rungs, here });
  const rung = above.find(({ unit }) => isHeld(unit));
  if (rung) return { move: 'climb', rung, isRed: isRed(ticket), isLate: now - since > LATE };
  // An office up there may be filled yet.
  return { move: 'wait', dueAt: above.length > 0 ? now + patienceOf(ticket.urgency) : null };
}
