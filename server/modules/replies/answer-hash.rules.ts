import { createHash } from 'node:crypto';

/** Signs that nobody sees: they differ between a post and what is copied from it. */
const UNSEEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe0e\ufe0f\ufeff]/g;
/** The service puts those who are answered before the words; a copy may have them or not. */
const ADDRESSED = /^(?:@\w{1,30}\s+)+/;

/** Words as they count when a copy is compared: one form of every letter, one space, nobody addressed. */
export const plainWords = (text: string): string =>
  text.normalize('NFC').replace(UNSEEN, '').replace(/\s+/g, ' ').trim().replace(ADDRESSED, '').normalize('NFC');

/** What is kept of a public answer so that copies of it can be told from forgeries. */
export const answerHash = (text: string): string => createHash('sha256').update(plainWords(text), 'utf8').digest('hex');

/** Kept of what everybody may read; of a direct message nothing is. */
export const publicHash = ({ kind, text }: { kind: string; text: string }): string | null =>
  kind === 'reply' ? answerHash(text) : null;

const LINK =
  /^(?:https?:\/\/)?(?:www\.|mobile\.)?(?:x|twitter)\.com\/(?:i\/(?:web\/)?|[\w]{1,30}\/)status(?:es)?\/(\d{1,25})(?:[/?#]\S*)?$/i;

/** The number of a post when its link or its number alone was given. */
export function postNumber(given: string): string | null {
  const text = given.trim();
  return LINK.exec(text)?.[1] ?? (/^\d{8,25}$/.test(text) ? text : null);
}
