import type { Holiday } from '$lib/api/deadlines.ts';

const two = (text: string | undefined) => (text ?? '').padStart(2, '0');

/** A line is a day and what it is called: `26/01/2027 Republic Day`, or as a list of columns has it. */
function readLine(line: string): Holiday | null {
  const local = /^"?(\d{1,2})[./-](\d{1,2})[./-](\d{4})"?\s*[,;\t]?\s*(.*)$/.exec(line);
  if (local) return { day: `${local[3] ?? ''}-${two(local[2])}-${two(local[1])}`, name: named(local[4]) };
  const iso = /^"?(\d{4})-(\d{2})-(\d{2})"?\s*[,;\t]?\s*(.*)$/.exec(line);
  return iso ? { day: `${iso[1] ?? ''}-${iso[2] ?? ''}-${iso[3] ?? ''}`, name: named(iso[4]) } : null;
}

const named = (text: string | undefined) => (text ?? '').replace(/^"|"$/g, '').trim();

/** Holidays as somebody typed, pasted or imported them, and the lines that are none. */
export function readHolidays(text: string): { holidays: Holiday[]; unread: string[] } {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const read = lines.map((line) => ({ line, holiday: readLine(line) }));
  return {
    holidays: read.flatMap(({ holiday }) => holiday ?? []),
    unread: read.flatMap(({ line, holiday }) => (holiday === null ? [line] : [])),
  };
}

/** As they are typed. */
export const writeHolidays = (holidays: readonly Holiday[]): string =>
  holidays.map(({ day, name }) => `${day.split('-').reverse().join('/')} ${name}`.trim()).join('\n');
