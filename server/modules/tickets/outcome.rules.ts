import { readDetail } from './record-number.rules.ts';

/** What became of a plea, and what must be written down for it. */
export const OUTCOMES = {
  fir: ['fir', 'sections'],
  ncr: ['ncr'],
  action_without_fir: [],
  counselled: [],
  settled: [],
  found_untrue: [],
  civil_referred: ['office', 'date'],
  other_agency: ['office'],
  not_found: [],
  advised: [],
} as const satisfies Record<string, readonly string[]>;

export type Outcome = keyof typeof OUTCOMES;

/** What may be written down besides, whatever the outcome: where the general diary has it. The one asks for the other. */
export const DIARY = ['gd', 'gdDate'] as const;

type Details = Readonly<Record<string, string>>;

/** Details the outcome needs and the report lacks. */
export function missingDetails(outcome: Outcome, details: Details): string[] {
  const isInDiary = DIARY.some((name) => details[name]?.trim());
  return [...OUTCOMES[outcome], ...(isInDiary ? DIARY : [])].filter((name) => !details[name]?.trim());
}

interface Reported {
  readonly outcome: Outcome;
  readonly details: Details;
  readonly now: number;
}

/** What belongs to this outcome and was filled in. */
const filled = ({ outcome, details }: Reported): { name: string; value: string }[] =>
  [...OUTCOMES[outcome], ...DIARY].flatMap((name) => (details[name]?.trim() ? [{ name, value: details[name] }] : []));

/** Details that cannot be what they are said to be: an FIR of next year, a diary entry of tomorrow. */
export const wrongDetails = (report: Reported): string[] =>
  filled(report).flatMap((one) => (readDetail({ ...one, now: report.now }) === null ? [one.name] : []));

/** The details as they are kept: `0142 / 26` as 142/2026. */
export const keptDetails = (report: Reported): Details =>
  Object.fromEntries(
    filled(report).map((one) => [one.name, readDetail({ ...one, now: report.now }) ?? one.value.trim()]),
  );
