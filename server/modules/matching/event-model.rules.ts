import tellings from '../../data/language/event-tellings.json';
import { fitBoostedTrees, type RowJudge } from '../assessment/boosted-trees.rules.ts';
import { normalise } from '../language/normalise.rules.ts';
import { eventLikeness, sharedWeight, type EventLikeness } from './event-likeness.rules.ts';
import { createRarity, type Rarity } from './rarity.rules.ts';
import { signatureOf, type Signature } from './signature.rules.ts';
import type { TermCode } from './term-codes.rules.ts';

interface Telling {
  readonly text: string;
  /** What the stages said of the text when it was written down. */
  readonly district: string | null;
  readonly station: string | null;
  readonly category: string | null;
  readonly script: string;
}

interface Told {
  readonly signature: Signature;
  /** Tellings of one event share it; those of its hard negatives have one of their own. */
  readonly event: string;
  readonly family: number;
}

const signatureOfTelling = ({ text, district, station, category, script }: Telling): Signature =>
  signatureOf({ text: normalise(text), at: 0, district, station, category, script });

export function readTellings(): Told[] {
  return tellings.flatMap(({ same, other }, family) => [
    ...same.map((telling) => ({ signature: signatureOfTelling(telling), event: `${family}`, family })),
    ...other.map((telling, at) => ({ signature: signatureOfTelling(telling), event: `${family}-${at}`, family })),
  ]);
}

/** How often terms stand in messages, counted on. */
export type TermRarity = Rarity<TermCode>;

/** Counts of terms in the tellings: what a stream starts from until it has counts of its own. */
export function startingCounts(): { readonly texts: number; readonly counts: ReadonlyMap<TermCode, number> } {
  const counts = new Map<TermCode, number>();
  const told = readTellings();
  for (const { signature } of told) for (const term of signature.terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return { texts: told.length, counts };
}

export const createTermRarity = (): TermRarity => createRarity<TermCode>(startingCounts());

export interface ToldPair {
  readonly values: Float64Array;
  readonly isSame: boolean;
  readonly families: readonly [number, number];
}

/** Pairs that share too little are none's candidates, and teach nothing. */
export const LEAST_SHARED = 5;

/** Pairs of the tellings; those that are hard to tell apart stand in it several times. */
export function pairTellings(told: readonly Told[]): ToldPair[] {
  const rarity = createRarity<TermCode>();
  for (const { signature } of told) rarity.add(signature.terms);
  return told.flatMap((one, at) =>
    told.slice(at + 1).flatMap((other): ToldPair[] => {
      const input = { a: one.signature, b: other.signature, rarity };
      const isSame = one.event === other.event;
      const isNear = one.family === other.family;
      if (sharedWeight(input) <= LEAST_SHARED && !isNear) return [];
      const pair: ToldPair = { values: eventLikeness(input).values, isSame, families: [one.family, other.family] };
      return new Array<ToldPair>(isSame ? SAME_TIMES : isNear ? NEAR_TIMES : 1).fill(pair);
    }),
  );
}

const SAME_TIMES = 3;
const NEAR_TIMES = 5;
const TREES = { trees: 120, depth: 3, rate: 0.06, leastLeaf: 3 } as const;

/** Several forests, each over other rows and columns, answer more steadily than one. */
const FORESTS = 3;

/** Where one forest says no so clearly the others are not asked: nearly every pair ends here. */
const SURELY_NOT = 0.05;

export function fitEventTrees(pairs: readonly ToldPair[]): RowJudge {
  const rows = pairs.map(({ values }) => values);
  const truth = Uint8Array.from(pairs, ({ isSame }) => (isSame ? 1 : 0));
  const forests = Array.from({ length: FORESTS }, (_, at) =>
    fitBoostedTrees({ rows, truth }, { ...TREES, seed: at + 1 }),
  );
  return (row) => {
    const first = forests[0]?.(row) ?? 0;
    if (first < SURELY_NOT) return first;
    return forests.slice(1).reduce((sum, judge) => sum + judge(row), first) / forests.length;
  };
}

export interface EventScore extends EventLikeness {
  /** 0..1: how surely two messages tell of one event. */
  readonly score: number;
}

/** Compares two messages by what they say; microseconds a pair. */
export type EventJudge = (input: {
  readonly a: Signature;
  readonly b: Signature;
  readonly rarity: Pick<TermRarity, 'weightOf'>;
}) => EventScore;

const NOTHING = new Float64Array();
const NONE: EventScore['differences'] = new Set();

/** Learns from events that we told in several languages, beside others that sound alike. Takes about a second. */
export function createEventJudge(): EventJudge {
  const judge = fitEventTrees(pairTellings(readTellings()));
  return (input) => {
    const shared = sharedWeight(input);
    if (shared <= LEAST_SHARED)
      return { values: NOTHING, shared, differences: NONE, isTied: false, isSameNumber: false, score: 0 };
    const likeness = eventLikeness(input);
    return { ...likeness, score: judge(likeness.values) };
  };
}
