/** Kinds of terms, in an order that stored signatures rely on: append only. */
export const TERM_KINDS = [
  'name',
  'act',
  'object',
  'vehicle',
  'person',
  'spot',
  'time',
  'day',
  'colour',
  'number',
  'measure',
  'matter',
  'phone',
  'plate',
  'clock',
  'age',
  'amount',
  'sector',
  'handle',
  'file',
] as const;
export type TermKind = (typeof TERM_KINDS)[number];

/** A term in 32 bits: five of them say the kind, the others are a hash of the name. */
export type TermCode = number;

const HASH_BITS = 27;
const KIND_PLACES: ReadonlyMap<string, number> = new Map(TERM_KINDS.map((kind, at) => [kind, at]));

/** 32 bits of a text, spread evenly. Not for secrets. */
export function hashText(text: string, seed = 2166136261): number {
  let value = seed;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 16777619);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  value ^= value >>> 12;
  return value >>> 0;
}

export const codeOf = (kind: TermKind, name: string): TermCode =>
  (((KIND_PLACES.get(kind) ?? 0) << HASH_BITS) | (hashText(name) >>> (32 - HASH_BITS))) >>> 0;

export const kindOf = (code: TermCode): TermKind => TERM_KINDS[code >>> HASH_BITS] ?? 'name';
