import { createHash, createHmac } from 'node:crypto';

/** Wrong PINs in a row until only a full sign-in opens the device again. */
export const TRIES = 5;

const MINUTE = 60_000;
/** How long an unlocked device may lie untouched, and how long it stays unlocked at most. */
export const IDLE = 5 * MINUTE;
export const LASTS = 12 * 60 * MINUTE;
/** How long a full sign-in on a device stays marked after a hand was on it: longer than it can live by itself. */
export const SIGN_IN_MARKED = LASTS + 60 * MINUTE;

const STEPS = '01234567890 09876543210';

/** Six digits that are not the first ones that anybody tries: all the same, or one after another. */
export const isGoodPin = (pin: string): boolean =>
  /^\d{6}$/.test(pin) && !/^(\d)\1{5}$/.test(pin) && !/^(\d{2})\1{2}$/.test(pin) && !STEPS.includes(pin);

/** What is kept of a device's or a session's secret, which is long and drawn by lot. */
export const hashSecret = (secret: string): string => createHash('sha256').update(`device ${secret}`).digest('hex');

/**
 * What stands for a PIN before it is hashed: without the key, which lies outside the database, nobody can try the
 * million that there are.
 */
export const sealPin = ({ key, device, pin }: { key: string; device: string; pin: string }): string =>
  createHmac('sha256', key).update(`pin ${device} ${pin}`).digest('base64url');
