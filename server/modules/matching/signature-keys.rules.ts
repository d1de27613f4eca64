import type { Signature } from './signature.rules.ts';
import { hashText, kindOf, type TermKind } from './term-codes.rules.ts';

/** Kinds that are in too many messages to find any by; they still count when two are compared. */
const NOT_SOUGHT: ReadonlySet<TermKind> = new Set<TermKind>(['measure', 'number', 'day', 'time', 'colour']);
const BAND = 3;
const PICTURE_PARTS = 4;
const ROLES = { id: 1, term: 2, copy: 3, band: 4, picture: 64 } as const;

function mix(role: number, value: number): number {
  let mixed = Math.imul(value ^ Math.imul(role, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The key under which a message is found by its id. */
export const idKey = (id: string): number => mix(ROLES.id, hashText(id));

/** Keys under which a signature is found: its telling terms, its copy key, bands of its sketch, parts of its pictures' hashes. */
export function keysOf({ terms, copy, sketch, media }: Signature): number[] {
  const keys: number[] = [];
  for (const term of terms) if (!NOT_SOUGHT.has(kindOf(term))) keys.push(mix(ROLES.term, term));
  if (copy[0] !== 0 || copy[1] !== 0) keys.push(mix(ROLES.copy, copy[0] ^ copy[1]));
  for (let at = 0; at + BAND <= sketch.length; at += BAND)
    keys.push(mix(ROLES.band + at, ((sketch[at] ?? 0) << 16) | ((sketch[at + 1] ?? 0) << 8) | (sketch[at + 2] ?? 0)));
  for (const hash of media)
    for (let part = 0; part < PICTURE_PARTS; part++)
      keys.push(mix(ROLES.picture + part, Number((hash >> BigInt(16 * part)) & 0xffffn)));
  return keys;
}
