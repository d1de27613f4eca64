import { midnightBefore, KOLKATA } from '../../platform/clock/kolkata.ts';

/** Details of a report that are numbers of a police record or its day. */
const NUMBERED = ['fir', 'ncr', 'gd'] as const;

const DIGITS = 5;
const FIRST_YEAR = 1990;

/** Devanagari figures as ASCII ones, without blanks around the stroke. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966))
    .replaceAll(/\s*\/\s*/g, '/')
    .trim();

const yearOf = (now: number): number => new Date(now + KOLKATA).getUTCFullYear();

/** `142/2026` of what an officer typed (`0142 / 26` too); null for what is no number of a year that has begun. */
function ofYear(text: string, now: number): string | null {
  const [, number = '', year = ''] = new RegExp(`^0*([1-9]\\d{0,${DIGITS - 1}})/(\\d{4}|\\d{2})$`).exec(text) ?? [];
  if (number === '') return null;
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  return full >= FIRST_YEAR && full <= yearOf(now) ? `${number}/${full}` : null;
}

/** A day that has begun, as `2026-11-26`; null for what is none. */
function pastDay(text: string, now: number): string | null {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00+05:30`) : NaN;
  const isDay = !Number.isNaN(at) && new Date(at + KOLKATA).toISOString().slice(0, 10) === text;
  return isDay && at <= midnightBefore(now) ? text : null;
}

const READ: Readonly<Record<string, (text: string, now: number) => string | null>> = {
  fir: ofYear,
  ncr: ofYear,
  gd: (text) => /^0*([1-9]\d{0,3})$/.exec(text)?.[1] ?? null,
  gdDate: pastDay,
};

/** A detail as it is kept; null where its number or day cannot be one. */
export function readDetail({ name, value, now }: { name: string; value: string; now: number }): string | null {
  const read = READ[name];
  return read === undefined ? value.trim() : read(plain(value), now);
}

/** Numbers of police records in a report: only who proved that the docket is his may be told them. */
export const recordsOf = (details: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(NUMBERED.flatMap((name) => (details[name] ? [[name, details[name]]] : [])));

export const recordNumbers = (details: Readonly<Record<string, string>>): string[] => Object.values(recordsOf(details));
