import type { BucketSpan } from './bucket.rules.ts';
import { spreadOf, type Spread } from './histogram.rules.ts';
import { FAMILIES, FEW, MEASURES, type Measure } from './measures.rules.ts';
import type { Sums } from './sums.rules.ts';

/** The figures of a period. */
export type Figures = Readonly<Record<Measure, number>> & {
  readonly outcomes: Readonly<Record<string, number>>;
  readonly breaches: Readonly<Record<string, number>>;
  readonly firstResponse: Spread;
  readonly timeToAction: Spread;
  readonly timeToClose: Spread;
  readonly paused: Spread;
  readonly satisfaction: Satisfaction;
};

/** How many citizens said "solved", of those who answered; never without how many of those asked did. */
export interface Satisfaction {
  readonly answers: number;
  /** Closings, those that were opened again since included. */
  readonly asked: number;
  /** Null below `FEW` answers. */
  readonly share: number | null;
  readonly responseRate: number | null;
}

export function satisfactionOf({
  closed,
  reopened,
  saidSolved,
  saidNotSolved,
}: Pick<Record<Measure, number>, 'closed' | 'reopened' | 'saidSolved' | 'saidNotSolved'>): Satisfaction {
  const answers = saidSolved + saidNotSolved;
  const asked = Math.max(closed + reopened, answers);
  return {
    ...{ answers, asked, share: answers < FEW ? null : saidSolved / answers },
    responseRate: asked === 0 ? null : answers / asked,
  };
}

/** Sums of one family by what they are of: `x.fir` as `fir`. */
export function familyOf(sums: Sums, family: keyof typeof FAMILIES): Record<string, number> {
  const letter = `${FAMILIES[family]}.`;
  const found: Record<string, number> = {};
  for (const code of Object.keys(sums).sort())
    if (code.startsWith(letter)) found[code.slice(letter.length)] = sums[code] ?? 0;
  return found;
}

export function figuresOf(sums: Sums): Figures {
  const counts = Object.fromEntries(
    Object.entries(MEASURES).map(([name, { code }]) => [name, sums[code] ?? 0]),
  ) as Record<Measure, number>;
  return {
    ...counts,
    outcomes: familyOf(sums, 'outcomes'),
    breaches: familyOf(sums, 'breaches'),
    firstResponse: spreadOf(sums, FAMILIES.firstResponse),
    timeToAction: spreadOf(sums, FAMILIES.timeToAction),
    timeToClose: spreadOf(sums, FAMILIES.timeToClose),
    paused: spreadOf(sums, FAMILIES.paused),
    satisfaction: satisfactionOf(counts),
  };
}

/** Ages of open dockets in days since they were opened: the last class is older than all. */
export const AGES = [1, 3, 10, 30] as const;

/** What is open at a moment. */
export interface OpenNow {
  readonly open: number;
  readonly inProcess: number;
  /** Dockets of 0–1, 2–3, 4–10, 11–30 and more than 30 days. */
  readonly ages: number[];
  readonly overdue: number;
}

/** What is open on a day in an hour of it, from sums by day or month. */
export interface OpenCount {
  add(bucket: number, sums: Sums, times?: number): void;
  result(): OpenNow;
}

export function createOpenCount({ day, hour }: { day: number; hour: number }): OpenCount {
  const ages = [...AGES, Infinity].map(() => 0);
  let inProcess = 0;
  let overdue = 0;
  return {
    add: (bucket, sums, times = 1) => {
      // Months are numbered above all days: those that are read are over for longer than the longest age.
      const age = bucket > day + LATEST ? Infinity : day - bucket;
      const open = (sums[FAMILIES.open] ?? 0) * times;
      if (open !== 0) {
        const place = AGES.findIndex((limit) => age <= limit);
        const index = place < 0 ? AGES.length : place;
        ages[index] = (ages[index] ?? 0) + open;
      }
      inProcess += (sums[FAMILIES.inProcess] ?? 0) * times;
      if (age >= 0)
        for (const [at, many] of Object.entries(familyOf(sums, 'due')))
          if (age > 0 || Number(at) < hour) overdue += many * times;
    },
    result: () => ({ open: ages.reduce((sum, one) => sum + one, 0), inProcess, ages, overdue }),
  };
}

/** No day of a ticket lies further ahead. */
const LATEST = 100_000;

/** Days for which age and deadlines are told by the day; before that by the month. */
export const recentSpan = (day: number): BucketSpan => ({ from: day - (AGES.at(-1) ?? 0), to: day });

/** A sign that a unit closes for the figures: how often, of how many. Null below `FEW`: it would say nothing. */
export interface Sign {
  readonly n: number;
  readonly of: number;
  readonly share: number | null;
}

export interface Signs {
  readonly closedQuickly: Sign;
  readonly closedWithoutPhoto: Sign;
  readonly notFound: Sign;
  readonly reopenRate: Sign;
}

export function signsOf({ closed, reopened, closedQuickly, closedWithoutPhoto, outcomes }: Figures): Signs {
  const sign = (n: number, of: number): Sign => ({ n, of, share: of < FEW ? null : n / of });
  return {
    closedQuickly: sign(closedQuickly, closed),
    closedWithoutPhoto: sign(closedWithoutPhoto, closed),
    notFound: sign(outcomes.not_found ?? 0, closed),
    reopenRate: sign(reopened, closed + reopened),
  };
}
