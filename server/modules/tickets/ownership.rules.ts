import { createHash } from 'node:crypto';

/** Words that are easy to type in either script, without meaning in a complaint. */
const WORDS = [
  ['kamal', 'कमल'],
  ['neem', 'नीम'],
  ['peepal', 'पीपल'],
  ['chandan', 'चंदन'],
  ['mor', 'मोर'],
  ['tota', 'तोता'],
  ['badal', 'बादल'],
  ['parvat', 'पर्वत'],
  ['deepak', 'दीपक'],
  ['moti', 'मोती'],
  ['tulsi', 'तुलसी'],
  ['genda', 'गेंदा'],
  ['gulab', 'गुलाब'],
  ['himalay', 'हिमालय'],
  ['suraj', 'सूरज'],
  ['tara', 'तारा'],
] as const;

/** A proof word such as `neem4821`: one of our words and four digits. `pick` gives an unguessable integer below its argument. */
export function makeProofWord(pick: (below: number) => number): string {
  return `${WORDS[pick(WORDS.length)]?.[0] ?? 'neem'}${String(pick(10_000)).padStart(4, '0')}`;
}

/** Proof words that a message carries, in either script, with or without a blank before the digits. */
export function findProofWords(text: string): string[] {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x966));
  const found = new Set<string>();
  for (const [latin, devanagari] of WORDS)
    for (const match of plain.matchAll(
      new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(?:${latin}|${devanagari})[\\s-]?(\\d{4})(?!\\d)`, 'gu'),
    ))
      found.add(`${latin}${match[1] ?? ''}`);
  return [...found];
}

/** Signs that nobody mistakes for one another when read aloud. */
const CODE_SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** A secret code of eight signs, about 40 bits. */
export const makeCode = (pick: (below: number) => number): string =>
  Array.from({ length: 8 }, () => CODE_SIGNS[pick(CODE_SIGNS.length)] ?? '2').join('');

/** How a code is kept: hashed with its ticket, so that equal codes look different. */
export const hashCode = ({ ticket, code }: { ticket: string; code: string }): string =>
  createHash('sha256').update(ticket).update(code.trim().toUpperCase().replaceAll(/[\s-]/g, '')).digest('hex');
