const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Failures older than this count no more. */
export const FORGET_AFTER = 24 * HOUR;

export type ThrottleKind = 'name' | 'address';

/**
 * How long nobody may try again after this many failures in a row, in milliseconds. A user name: two free mistakes,
 * then seconds, from the fifth on 15 minutes doubling to an hour. An address is shared by an office: from the
 * twentieth on 15 minutes.
 */
export function waitAfter(kind: ThrottleKind, failures: number): number {
  if (kind === 'address') return failures < 20 ? 0 : 15 * MINUTE;
  if (failures < 3) return 0;
  if (failures < 5) return failures === 3 ? 2 * SECOND : 5 * SECOND;
  return Math.min(15 * MINUTE * 2 ** (failures - 5), HOUR);
}

/** Whether that wait is a lock, which people are told as such. */
export const isLock = (wait: number): boolean => wait >= MINUTE;
