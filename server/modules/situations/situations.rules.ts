import { createPhraseFinder } from '../assessment/phrases.rules.ts';
import { foldText } from '../language/fold.rules.ts';
import type { Actor, Post } from '../officers/actor.types.ts';
import type { Ticket, UnitTree } from '../tickets/tickets.types.ts';
import type { Declared, Situation, TemporaryAnswer } from './situations.types.ts';

export type Phase = 'coming' | 'running' | 'past';

export const endOf = ({ endedAt, untilAt }: Pick<Situation, 'endedAt' | 'untilAt'>): number =>
  Math.min(endedAt ?? untilAt, untilAt);

export function phaseOf(situation: Pick<Situation, 'fromAt' | 'endedAt' | 'untilAt'>, now: number): Phase {
  if (endOf(situation) <= now) return 'past';
  return situation.fromAt > now ? 'coming' : 'running';
}

/** Tickets of a situation: numbers above `from` up to `to`, received at or routed to its units. */
export interface Span {
  readonly units: readonly string[];
  readonly from: number;
  readonly to: number;
}

type Placed = Pick<Ticket, 'owner' | 'suggested' | 'station' | 'district' | 'desk' | 'second'>;

/** Whether a ticket was received at or routed to the units of a situation or anything below them. */
export function touches(tree: UnitTree, { units }: Pick<Declared, 'units'>, ticket: Placed): boolean {
  const routed = ticket.owner ?? ticket.suggested ?? ticket.station ?? ticket.district;
  const places = [routed, ticket.desk, ticket.second].filter((place) => place !== null);
  return places.some((place) => units.some((unit) => tree.isUnder(place, unit)));
}

/** The most tickets of one author an hour that the running situations of a ticket allow; null where none says. */
export function floodLimitOf(
  tree: UnitTree,
  { running, ticket }: { running: readonly Declared[]; ticket: Placed },
): number | null {
  const limits = running
    .filter((one) => one.situation.floodLimit !== null && touches(tree, one, ticket))
    .map(({ situation }) => situation.floodLimit ?? 0);
  return limits.length === 0 ? null : Math.max(...limits);
}

const answerIn = ({ hi, en, mr }: TemporaryAnswer['texts'], language: string): string => {
  if (language === 'en') return en;
  return language === 'mr' && mr !== '' ? mr : hi;
};

/** Temporary answers whose cue words stand in the folded words, those with most of them first. */
export function temporaryAnswers({
  running,
  words,
  language,
  now,
}: {
  running: readonly Declared[];
  words: readonly string[];
  language: string;
  now: number;
}) {
  return running
    .flatMap(({ situation }) => situation.answers.map((answer) => ({ situation, answer })))
    .filter(({ answer }) => answer.until > now)
    .map(({ situation, answer }) => ({
      situation,
      answer,
      cues: new Set(
        createPhraseFinder(answer.words.map(foldText))
          .find(words)
          .map(({ at }) => at),
      ).size,
    }))
    .filter(({ cues }) => cues > 0)
    .sort((a, b) => b.cues - a.cues)
    .map(({ situation, answer }) => ({
      key: `situation:${situation.id}:${answer.id}`,
      names: { en: answer.name, hi: answer.name, mr: answer.name },
      text: answerIn(answer.texts, language),
      from: new Date(situation.fromAt).toISOString().slice(0, 10),
      source: `${situation.name}, ${situation.orderNumber}`,
    }));
}

/** The post through which the officer may declare for all these units: the head of a district or of something above it. */
export const declaringPost = (
  tree: UnitTree,
  { actor, units }: { actor: Actor; units: readonly string[] },
): Post | undefined =>
  actor.posts.find(
    ({ capabilities, role, unit }) =>
      capabilities.includes('ticket.verify') && role !== 'circle' && units.every((one) => tree.isUnder(one, unit)),
  );

/** Whether a silent unit is told to this officer: at the desk above it, and at the head of the next unit up. */
export const hearsOf = (tree: UnitTree, { actor, unit }: { actor: Actor; unit: string }): boolean =>
  actor.posts.some(
    (post) =>
      (post.capabilities.includes('ticket.triage') && tree.isUnder(unit, post.unit)) ||
      (post.capabilities.includes('ticket.verify') && tree.byId(unit)?.parent === post.unit),
  );
