import { createHash } from 'node:crypto';

const EPOCH = 1_288_834_974_657n;

/** Numbers posts as X does: the time in the upper bits, so that ids grow with time; a post of the past gets an id of the past. */
export function createPostIds(): (at: number) => string {
  let sequence = 0n;
  return (at) => {
    sequence = (sequence + 1n) % 4_194_304n;
    return String(((BigInt(Math.trunc(at)) - EPOCH) << 22n) | sequence);
  };
}

/** The same number for the same handle, in every run. */
export const userIdOf = (handle: string): string =>
  String((createHash('sha256').update(handle.toLowerCase()).digest().readBigUInt64BE() >> 4n) | 1_000_000_000n);

export const older = (a: string, b: string): boolean => BigInt(a) < BigInt(b);

export const newestFirst = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id === b.id ? 0 : older(a.id, b.id) ? 1 : -1;
