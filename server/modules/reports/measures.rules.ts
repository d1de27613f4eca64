import definitions from '../../data/reports/measures.json';
import type { Locale } from '../officers/actor.types.ts';

/**
 * Everything that is counted, once: its code in the roll-ups, and by which day. `told`: the day on which the citizen
 * told of it; `act`: the day on which it was done, or fell due; `now`: as it stands. What a measure means is said beside
 * it in the data, in every language: the pages show those words, and the code counts by them.
 */
export const MEASURES = {
  received: { code: 'r', by: 'told' },
  act: { code: 'a', by: 'told' },
  askBack: { code: 'k', by: 'told' },
  notForUs: { code: 'n', by: 'told' },
  waiting: { code: 'w', by: 'told' },
  duplicates: { code: 'j', by: 'told' },
  supporters: { code: 'u', by: 'told' },
  opened: { code: 'o', by: 'act' },
  takenUp: { code: 'p', by: 'act' },
  closed: { code: 'c', by: 'act' },
  verified: { code: 'y', by: 'act' },
  reopened: { code: 'R', by: 'act' },
  falseClosures: { code: 'f', by: 'act' },
  transfers: { code: 't', by: 'act' },
  bounces: { code: 'b', by: 'act' },
  cameBack: { code: 'B', by: 'act' },
  closedQuickly: { code: 'q', by: 'act' },
  closedWithoutPhoto: { code: 'h', by: 'act' },
  audited: { code: 'z', by: 'act' },
  auditedFalse: { code: 'Z', by: 'act' },
  saidSolved: { code: 'v', by: 'act' },
  saidNotSolved: { code: 'V', by: 'act' },
} as const satisfies Record<string, { readonly code: string; readonly by: 'told' | 'act' }>;

export type Measure = keyof typeof MEASURES;

/** What is counted by what it is: outcomes, clocks that ran out, durations, and what is open. */
export const FAMILIES = {
  outcomes: 'x',
  breaches: 'l',
  firstResponse: 'F',
  timeToAction: 'A',
  timeToClose: 'C',
  /** How long dockets waited for somebody outside. */
  paused: 'P',
  /** Open tickets by the day on which they were opened; those of them in process. */
  open: 's',
  inProcess: 'i',
  /** Open tickets by the hour of the day in which their next deadline falls. */
  due: 'd',
  /** Received by hour of the week. */
  weekHour: 'W',
} as const;

/** Closed within so many milliseconds of being opened: nobody can have gone there. */
export const QUICK = 5 * 60_000;

/** Fewer say nothing about a unit: they are shown, and not ranked. */
export const FEW = 20;

export interface Definition {
  readonly name: string;
  readonly by: 'told' | 'act' | 'now';
  readonly text: string;
}

/** What each figure means, in the reader's language. */
export function defineMeasures(locale: Locale): Definition[] {
  return Object.entries(definitions).map(([name, { by, ...texts }]) => ({
    name,
    by: by as Definition['by'],
    text: texts[locale],
  }));
}
