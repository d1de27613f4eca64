import type { Signature } from './signature.rules.ts';
import { hashText, kindOf, type TermKind } from './term-codes.rules.ts';

/** A key under which a signature is found. */
export interface SignatureKey {
  readonly key: number;
  /** Speaks for one event at any distance of time: a number, the same text, a picture. Others count among what is fresh. */
  readonly isLasting: boolean;
}

/** Kinds that are in too many messages to find any by; they still count when two are compared. */
const NOT_SOUGHT: ReadonlySet<TermKind> = new Set<TermKind>(['measure', 'number', 'day', 'time', 'colour']);
const LASTING: ReadonlySet<TermKind> = new Set<TermKind>(['phone', 'plate', 'file']);
const BAND = 3;
const PICTURE_PARTS = 4;
const ROLES = { id: 1, term: 2, copy: 3, band: 4, picture: 64, station: 128, district: 129 } as const;

function mix(role: number, value: number): number {
  let mixed = Math.imul(value ^ Math.imul(role, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The key under which a message is found by its id. */
export const idKey = (id: string): number => mix(ROLES.id, hashText(id));

/** Keys of a signature: its telling terms, its station and district, its copy key, bands of its sketch, parts of its pictures' hashes. */
export function keysOf({ terms, station, district, copy, sketch, media }: Signature): SignatureKey[] {
  const keys: SignatureKey[] = [];
  for (const term of terms) {
    const kind = kindOf(term);
    if (!NOT_SOUGHT.has(kind)) keys.push({ key: mix(ROLES.term, term), isLasting: LASTING.has(kind) });
  }
  if (station !== 0) keys.push({ key: mix(ROLES.station, station), isLasting: false });
  if (district !== 0) keys.push({ key: mix(ROLES.district, district), isLasting: false });
  const last = (key: number): void => void keys.push({ key, isLasting: true });
  if (copy[0] !== 0 || copy[1] !== 0) last(mix(ROLES.copy, copy[0] ^ copy[1]));
  for (let at = 0; at + BAND <= sketch.length; at += BAND)
    last(mix(ROLES.band + at, ((sketch[at] ?? 0) << 16) | ((sketch[at + 1] ?? 0) << 8) | (sketch[at + 2] ?? 0)));
  for (const hash of media)
    for (let part = 0; part < PICTURE_PARTS; part++)
      last(mix(ROLES.picture + part, Number((hash >> BigInt(16 * part)) & 0xffffn)));
  return keys;
}
