import type { Span } from './lint.types.ts';

/** `[?words]` are not known for certain yet; a place in braces or a row of underscores was not filled. */
const BLANK = /\[\?[^[\]]{0,300}\]|\{[a-z]+\}|_{3,}/g;

/** Places of a text that somebody must still fill or confirm, in whatever language; offsets in the text as given. */
export const blanksIn = (text: string): Span[] =>
  [...text.matchAll(BLANK)].map((hit): Span => [hit.index, hit.index + hit[0].length]);
