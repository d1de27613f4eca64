import { hashPassword } from 'better-auth/crypto';
import type { Ids } from '../../platform/ids/ids.ts';

const DAY = 24 * 60 * 60 * 1000;

/** How long a one-time password may wait for its first use. */
export const ONE_TIME_LASTS = 7 * DAY;

/** A password that nobody chose, with its hash. 15 of 31 signs that are not mistaken for each other. */
export async function makePassword(ids: Ids): Promise<{ password: string; hash: string }> {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  const word = (): string => Array.from({ length: 5 }, () => letters[ids.pick(letters.length)]).join('');
  const password = [word(), word(), word()].join('-');
  return { password, hash: await hashPassword(password) };
}
