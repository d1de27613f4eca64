import type { EnteredFor, Meaning } from '$lib/api/words.ts';

/** What a word speaks for, as one value of a list: `danger`, `act`, `category:theft`, `reason:praise`. */
export const keyOf = ({ says, label }: Meaning): string => (label === null ? says : `${says}:${label}`);

export function meaningOf(key: string): Meaning {
  const [says = 'act', label] = key.split(':');
  return { says: says as EnteredFor, label: label ?? null };
}

/** Reasons for which a word may set aside; asking back is none. */
export const REASONS = [
  'praise',
  'news-opinion',
  'spam-ad',
  'abuse',
  'question',
  'other-department',
  'other-jurisdiction',
] as const;
