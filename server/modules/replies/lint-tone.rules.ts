import { blank, spansOf } from './lint-fold.rules.ts';
import { DOCKET, EMAIL, LINK } from './lint-numbers.rules.ts';
import type { Span, View } from './lint.types.ts';

/** Capitals throughout a Latin answer, or a row of exclamation marks. Dockets, handles and links do not count. */
export function shouting(view: View): Span[] {
  const marks = spansOf(view.text, /!{3,}/gu);
  const text = [DOCKET, EMAIL, LINK, /@\w+/gu].reduce(blank, view.text);
  const letters = [...text.matchAll(/\p{Script=Latin}/gu)];
  const others = (text.match(/(?!\p{Script=Latin})\p{L}/gu) ?? []).length;
  const capitals = letters.filter((m) => /\p{Lu}/u.test(m[0])).length;
  const first = letters[0];
  const last = letters.at(-1);
  if (first === undefined || last === undefined || letters.length < 12 || others >= letters.length) return marks;
  return capitals > 0.6 * letters.length ? [[first.index, last.index + last[0].length], ...marks] : marks;
}
