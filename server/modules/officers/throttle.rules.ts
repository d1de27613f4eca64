const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Failures older than this count no more. */
export const FORGET_AFTER = 24 * HOUR;

/** What is counted for so long at a time, and then anew: each of them counts, none is taken back. */
export const WINDOWS: Readonly<Partial<Record<ThrottleKind, number>>> = { verify: 10 * MINUTE, verdict: 10 * MINUTE };

/** What is counted: mistakes with a password by user name and by address; by address what citizens may ask of dockets. */
export type ThrottleKind = 'name' | 'address' | 'claim' | 'code' | 'verify' | 'verdict' | 'link';

const FREE: Readonly<Record<Exclude<ThrottleKind, 'name'>, number>> = {
  ...{ address: 20, claim: 60, code: 30, verify: 60, verdict: 60, link: 30 },
};

/**
 * How long nobody may try again after this many failures in a row, in milliseconds. A user name: two free mistakes,
 * then seconds, from the fifth on 15 minutes doubling to an hour. An address is shared by an office: from the
 * twentieth on 15 minutes. Thousands of citizens share the address of a mobile network: claims of a docket and wrong
 * codes or one-time links from one wait only from the sixtieth and the thirtieth of a day on, answers to be checked and verdicts from the
 * sixtieth of ten minutes until these are over.
 */
export function waitAfter(kind: ThrottleKind, failures: number): number {
  if (kind !== 'name') return failures < FREE[kind] ? 0 : 15 * MINUTE;
  if (failures < 3) return 0;
  if (failures < 5) return failures === 3 ? 2 * SECOND : 5 * SECOND;
  return Math.min(15 * MINUTE * 2 ** (failures - 5), HOUR);
}

/** Whether that wait is a lock, which people are told as such. */
export const isLock = (wait: number): boolean => wait >= MINUTE;
