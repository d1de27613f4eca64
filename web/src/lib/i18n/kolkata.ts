const HOUR = 3_600_000;
const OFFSET = 330 * 60_000;

/** As a date field has it: `2026-11-26T14:02`, by the clock in India. */
export const toField = (at: number): string => new Date(at + OFFSET).toISOString().slice(0, 16);

/** The full hour before a moment, by the clock in India. */
export const hourBefore = (at: number): number => Math.floor((at + OFFSET) / HOUR) * HOUR - OFFSET;

/** Of a date field, or a date and time field; null when it is not filled in. */
export function fromField(value: string): number | null {
  const at = Date.parse(`${value.length === 10 ? `${value}T00:00` : value}:00+05:30`);
  return Number.isNaN(at) ? null : at;
}
