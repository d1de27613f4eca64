import { monthOf } from './bucket.rules.ts';
import type { Counted } from './counted.rules.ts';
import { FAMILIES } from './measures.rules.ts';
import { addParts, addSums, isNothing, type Adding, type Parts, type Sums } from './sums.rules.ts';

/** What stands, or changes, in one row of the roll-ups. */
export interface Entry {
  readonly unit: string;
  readonly bucket: number;
  readonly hidden: string;
  readonly sums: Adding;
  readonly parts: Parts;
}

/** Whom each unit stands under. */
export type Parents = Readonly<Record<string, string | null>>;

/** The unit, and all above it. */
export function pathIn(parents: Parents, unit: string): string[] {
  const path: string[] = [];
  for (let at: string | null = unit; at !== null && !path.includes(at); at = parents[at] ?? null) path.push(at);
  return path;
}

const WEEK = `${FAMILIES.weekHour}.`;

/** Tells hours of the week apart from all else. */
function split(sums: Sums): { whole: Adding; week: Adding } {
  const whole: Adding = {};
  const week: Adding = {};
  for (const code in sums)
    if (code.startsWith(WEEK)) week[code.slice(WEEK.length)] = sums[code] ?? 0;
    else whole[code] = sums[code] ?? 0;
  return { whole, week };
}

/** What a ticket adds at the units themselves, by day. */
export function entriesOf({ hidden, category, channel, cells }: Counted): Entry[] {
  return Object.entries(cells).flatMap(([unit, days]) =>
    Object.entries(days).map(([day, sums]): Entry => {
      const { whole, week } = split(sums);
      const parts: Parts = { [`c:${category}`]: whole, [`h:${channel}`]: whole };
      if (!isNothing(week)) parts.w = week;
      return { unit, bucket: Number(day), hidden, sums: whole, parts };
    }),
  );
}

export interface Entries {
  add(entry: Entry, times?: number): void;
  /** Those that come to something. */
  all(): Entry[];
}

/** Adds entries up, each row once. */
export function createEntries(): Entries {
  const byKey = new Map<string, Entry>();
  return {
    add: ({ unit, bucket, hidden, sums, parts }, times = 1) => {
      const key = `${bucket} ${unit} ${hidden}`;
      let entry = byKey.get(key);
      if (!entry) byKey.set(key, (entry = { unit, bucket, hidden, sums: {}, parts: {} }));
      addSums(entry.sums, sums, times);
      addParts(entry.parts, parts, times);
    },
    all: () => [...byKey.values()].filter(({ sums, parts }) => !isNothing(sums) || !isNothing(parts)),
  };
}

/**
 * What is added at units, at everything above them too, by day and by month. From below upwards: what comes together at
 * a unit goes to the next one above as one.
 */
export function spread(entries: readonly Entry[], parents: Parents): Entry[] {
  const levels: Entries[] = [];
  const levelOf = (unit: string): Entries => (levels[pathIn(parents, unit).length] ??= createEntries());
  for (const entry of entries) levelOf(entry.unit).add(entry);
  const months = createEntries();
  const all: Entry[] = [];
  for (let depth = levels.length - 1; depth > 0; depth -= 1)
    for (const entry of levels[depth]?.all() ?? []) {
      all.push(entry);
      months.add({ ...entry, bucket: monthOf(entry.bucket) });
      const above = parents[entry.unit] ?? null;
      if (above !== null) levelOf(above).add({ ...entry, unit: above });
    }
  return [...all, ...months.all()];
}
