import { toField } from '$lib/i18n/kolkata.ts';
import type { Locale } from '$lib/i18n/locale.ts';

const TAGS: Record<Locale, string> = { en: 'en-IN', hi: 'hi-IN', mr: 'mr-IN' };
const DAY = 24 * 60 * 60 * 1000;

/** A day as it is written, 2026-11-20; at noon no zone moves it to another. */
const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

export const weekdayOf = ({
  day,
  locale,
  width = 'long',
}: {
  day: string;
  locale: Locale;
  width?: 'long' | 'short';
}): string => new Intl.DateTimeFormat(TAGS[locale], { weekday: width, timeZone: 'UTC' }).format(noon(day));

/** 20/11/2026 */
export const dateOf = (day: string): string => day.split('-').reverse().join('/');

export const daysAfter = ({ day, many }: { day: string; many: number }): string =>
  new Date(noon(day).getTime() + many * DAY).toISOString().slice(0, 10);

/** A day of duty begins at six in the morning in Kolkata: the small hours belong to the night before. */
const DAWN = 6 * 60 * 60 * 1000;

/** The day of duty that a moment belongs to, as the server has it. */
export const dutyDay = (at: number): string => toField(at - DAWN).slice(0, 10);

/** The shifts that most desks work, in Kolkata's time. */
export const SHIFTS = [
  { from: '06:00', until: '14:00' },
  { from: '14:00', until: '22:00' },
  { from: '22:00', until: '06:00' },
] as const;
