import { createHash } from 'node:crypto';

/**
 * Signs that nobody sees: they differ between a post and what is copied from it. Those that turn the direction of
 * writing are none of them: with them a number reads otherwise than it is written.
 */
const UNSEEN = /[\u00ad\u200b-\u200d\u2060-\u2064\ufe0e\ufe0f\ufeff]/g;
const ADDRESSED = /^@\w{1,30} /;
/** As many as the service addresses in one post. */
const MOST_ADDRESSED = 50;

/** Words as they count when a copy is compared: one form of every letter, one space. */
const plainWords = (text: string): string =>
  text.normalize('NFC').replace(UNSEEN, '').replace(/\s+/g, ' ').trim().normalize('NFC');

/**
 * What a copy may be a copy of, the longest first: the service puts those who are answered before the words, and a copy
 * may have them or not. Of our own words none is taken away: a name that they begin with is part of them.
 */
export function wordsGiven(given: string): string[] {
  const forms = [plainWords(given)];
  for (let form = forms[0] ?? ''; ADDRESSED.test(form) && forms.length <= MOST_ADDRESSED;) {
    form = form.replace(ADDRESSED, '');
    forms.push(form);
  }
  return forms;
}

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
