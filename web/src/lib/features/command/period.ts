import { daysAfter } from '$lib/features/roster/days.ts';
import { toField } from '$lib/i18n/kolkata.ts';

/** Spans that are one press away: today, so many days up to today, or this month so far. */
export const PERIODS = ['today', '7', '30', '90', 'month'] as const;
export type PeriodName = (typeof PERIODS)[number];

export interface Period {
  /** Null for days that were entered. */
  name: PeriodName | null;
  /** 2026-11-20; both days belong to it. */
  from: string;
  to: string;
}

const USUAL: PeriodName = '30';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Today in Kolkata. */
export const todayAt = (at: number): string => toField(at).slice(0, 10);

const isPeriod = (name: string | null): name is PeriodName => PERIODS.some((one) => one === name);

function firstOf({ name, today }: { name: PeriodName; today: string }): string {
  if (name === 'today') return today;
  if (name === 'month') return `${today.slice(0, 8)}01`;
  return daysAfter({ day: today, many: 1 - Number(name) });
}

/** What an address asks for: two days in their order, one of the named spans, or else the usual one. */
export function periodOf({
  params,
  today,
}: {
  params: { get: (name: string) => string | null };
  today: string;
}): Period {
  const [from, to] = [params.get('from') ?? '', params.get('to') ?? ''];
  if (DAY.test(from) && DAY.test(to) && from <= to) return { name: null, from, to };
  const asked = params.get('period');
  const name = isPeriod(asked) ? asked : USUAL;
  return { name, from: firstOf({ name, today }), to: today };
}
