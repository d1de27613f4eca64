import signs from '../../data/language/danger-signs.json';
import { createPhraseFinder } from '../assessment/phrases.rules.ts';
import type { Post } from '../officers/actor.types.ts';
import type { Tables } from '../../schema.ts';
import type { Ticket, UnitTree } from './tickets.types.ts';

export type Alarm = Tables['alarm']['$inferSelect'];

/** How long an alarm waits to be taken, or looked after again, before it climbs, in milliseconds. */
export const CLIMB = 60_000;
/** After this long whoever took it asks whether help has come. */
export const CHECK_BACK = 15 * 60_000;

const ALIVE: readonly string[] = ['received', 'ask_back', 'open', 'in_process'];

/** Whether a ticket as it stands tells of a life at risk. */
export const isRed = ({ urgency, state }: Pick<Ticket, 'urgency' | 'state'>): boolean =>
  urgency === 'life-risk' && ALIVE.includes(state);

/**
 * From this score of the stages on an alarm sounds; below it stands silent on top. Chosen so that of a thousand messages
 * at most three sound falsely: see `server/data/language/README.md`.
 */
export const SIREN_SCORE = 0.92;

/** What kind of script helps. */
export type AlarmKind = 'self-harm' | 'violence' | 'child' | 'medical' | 'other';

const { selfharm, child, hurt, ...violent } = signs.groups;
/** "Stuck" and "gallows" are one word in folded spelling: it needs another beside it. */
const STUCK: readonly string[] = ['फांसी', 'phansi'];
const HANGING = ['लगा', 'लगाने', 'लगाकर', 'लगाऊं', 'पर', 'laga', 'lagane', 'lagakar', 'lagaunga', 'par'];
const hanging = STUCK.flatMap((word) => HANGING.map((next) => `${word} ${next}`));
const KINDS = (
  [
    ['self-harm', [...selfharm.filter((word) => !STUCK.includes(word)), ...hanging]],
    ['child', child],
    ['violence', Object.values(violent).flat()],
    ['medical', hurt],
  ] as const
).map(([kind, words]) => ({ kind, finder: createPhraseFinder(words) }));

/** The kind of danger that folded words tell of, the one that needs its own care first. */
export const alarmKind = (words: readonly string[]): AlarmKind =>
  KINDS.find(({ finder }) => finder.find(words).length > 0)?.kind ?? 'other';

/** Units above the ticket's desk or owner, nearest first: the way an alarm climbs. */
const ladder = (tree: UnitTree, { owner, desk }: Pick<Ticket, 'owner' | 'desk'>): readonly string[] =>
  tree.pathToRoot(owner ?? desk);

/** Units that it has reached with what is above them, nearest first, without those at or under the one complained of. */
export function calledUnits(
  tree: UnitTree,
  { ticket, level }: { ticket: Pick<Ticket, 'owner' | 'desk' | 'accusedUnit'>; level: number },
): readonly string[] {
  const steps = ladder(tree, ticket);
  // Nobody has it yet: the desk is called first, and those above it from then on.
  const reached = ticket.owner === null ? level - 1 : level;
  const { accusedUnit } = ticket;
  return steps
    .slice(Math.max(0, Math.min(reached, steps.length - 1)))
    .filter((unit) => accusedUnit === null || !tree.isUnder(unit, accusedUnit));
}

/** The level from which it climbs no further. */
export const topLevel = (tree: UnitTree, ticket: Pick<Ticket, 'owner' | 'desk'>): number => ladder(tree, ticket).length;

/** Whether it waits for somebody now: it was not taken, or what was due after that was not done. */
export const isWaiting = ({ takenAt, level, endedAt }: Pick<Alarm, 'takenAt' | 'level' | 'endedAt'>): boolean =>
  endedAt === null && (takenAt === null || level > 0);

/**
 * Whether an alarm that waits calls one of these posts: the desk and whoever has the ticket at once, those above them one
 * minute after another.
 */
export function calls(
  tree: UnitTree,
  { ticket, level, posts }: { ticket: Pick<Ticket, 'owner' | 'desk'>; level: number; posts: readonly Post[] },
): boolean {
  const steps = ladder(tree, ticket);
  return posts.some(({ unit, capabilities }) => {
    if (capabilities.includes('ticket.triage')) return true;
    const at = steps.indexOf(unit);
    return at >= 0 && level >= (ticket.owner === null ? at + 1 : at);
  });
}
