/** How far Asia/Kolkata is ahead of UTC, in milliseconds: five and a half hours, all year round. */
export const KOLKATA = 5.5 * 60 * 60 * 1000;

const DAY = 24 * 60 * 60 * 1000;

/** When the day in Kolkata began in which a moment lies; both epoch milliseconds. */
export const midnightBefore = (at: number): number => Math.floor((at + KOLKATA) / DAY) * DAY - KOLKATA;
