import { blank, spansOf } from './lint-fold.rules.ts';
import type { LintInput, Span, View } from './lint.types.ts';

export const DOCKET = /(?<![\p{L}\p{N}])[a-z]{2,6}-\d{6}-\d{3,6}-\d(?![\p{L}\p{N}])/giu;
const MOBILE = /(?<![\p{N}+])(?:\(?(?:\+|00)?91\)?[\s.-]{0,3}|0[\s-]{0,2})?[6-9](?:[\s.-]{0,3}\d){9}(?!\d|-\d)/gu;
export const EMAIL = /(?<![\w.+-])[\w.+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
const OFFICIAL_MAIL = /[@.](?:gov|nic)\.in$/iu;
export const LINK =
  /https?:\/\/\S+|(?<![@\p{L}\p{M}\p{N}._/-])(?:[a-z0-9-]+\.)+(in|com|org|net|gov|edu|info|io|co|ly|app|page|link|gl|me|online|site|xyz)(?![\p{L}\p{M}\p{N}_@-]|\.[\p{L}\p{N}])(?:\/\S*)?/giu;

/** Landline with STD code that happens to look like a mobile, or a date. */
function looksOtherwise(found: string): boolean {
  if (/^\d{1,2}[-.]\d{1,2}[-.]20\d\d/u.test(found)) return true;
  if (/^0[678]\d{1,3}[\s.-]\d/u.test(found)) return true;
  return /^\+?91[\s.-]+0?[678]\d{1,3}[\s.-]+\d{6,8}$/u.test(found);
}

/** Personal mobile numbers and unofficial e-mail addresses in a public answer. */
export function phoneShown(view: View, input: LintInput): Span[] {
  if (!input.isPublic) return [];
  const text = blank(view.text, DOCKET);
  const phones = spansOf(text, MOBILE).filter(([start, end]) => !looksOtherwise(text.slice(start, end)));
  const mails = spansOf(text, EMAIL).filter(([start, end]) => !OFFICIAL_MAIL.test(text.slice(start, end)));
  return [...phones, ...mails];
}

/** Links on a channel that bills them. A capital "In" after a full stop is a new sentence, not a domain. */
export function linkCosts(view: View, input: LintInput): Span[] {
  if (!input.linkCosts) return [];
  return [...view.text.matchAll(LINK)]
    .filter((m) => m[1] === undefined || m[1] === m[1].toLowerCase() || m[0] === m[0].toUpperCase())
    .map((m): Span => [m.index, m.index + m[0].replace(/[.,;:!?)\]।'"]+$/u, '').length]);
}
