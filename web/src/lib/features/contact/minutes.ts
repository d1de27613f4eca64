const two = (value: number): string => String(value).padStart(2, '0');

/** A minute of the day as fields of time have it: `09:30`. */
export const clockOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** The minute of the day of what stands in a field of time. */
export const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
