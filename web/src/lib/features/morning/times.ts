import type { Locale } from '$lib/i18n/locale.ts';

/** `08:30` of minutes since midnight. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

const MONDAY = Date.UTC(2026, 10, 23);
const DAY = 86_400_000;

/** Days of the week from Monday, in the reader's language. */
export const dayNames = (locale: Locale): string[] => {
  const words = new Intl.DateTimeFormat(`${locale}-IN`, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => words.format(MONDAY + day * DAY));
};
