import { blank, pattern, spansOf } from './lint-fold.rules.ts';
import { DOCKET } from './lint-numbers.rules.ts';
import type { LintInput, Span, View } from './lint.types.ts';

/** `142/2026`: a number of a year. Not the middle of a day (12/11/2026), nor of an address or a fraction. */
const OF_YEAR = /(?<![\d/.-])\d{1,5}\s?\/\s?(?:19|20)\d{2}(?![\d/-]|\.\d)/gu;

const KINDS =
  'fir|f\\.i\\.r\\.?|ncr|n\\.c\\.r\\.?|g\\.?d\\.?|एफआईआर|एफ\\.आई\\.आर\\.?|एफ आई आर|एफ़आईआर|प्राथमिकी|एनसीआर|जीडी|' +
  'मु\\.?अ\\.?सं\\.?|मुअसं|अपराध संख्या|गुन्हा रजिस्टर|गु\\.?र\\.?|crime|case crime|रपट';
const NUMBER = '(?:no\\.?|nos\\.?|number|num|नंबर|नं\\.?|संख्या|सं\\.?|क्रमांक|क्र\\.?|entry|#|:|-)';

/** The kind of record and its number, with nothing between but words for "number": "FIR no. 142". */
const NAMED = pattern(`(?<![\\p{L}\\p{M}])(?:${KINDS})(?: ?${NUMBER}){0,3} ?\\d{1,5}(?: ?/ ?\\d{2,4})?(?!\\d)`);

/** The same figures, however they are written. */
const sameNumber = (record: string): RegExp => {
  const [number = '', year = ''] = record.split('/');
  const end = year === '' ? '' : `\\s?[/-]\\s?(?:${year}|${year.slice(-2)})`;
  return new RegExp(`(?<![\\d/.-])0{0,4}${number}${end}(?![\\d/]|-\\d)`, 'gu');
};

/** Numbers of FIR, NCR and diary in an answer that everybody reads: by them a matter and its people are found. */
export function recordShown(view: View, input: LintInput): Span[] {
  if (!input.isPublic) return [];
  const text = blank(view.text, DOCKET);
  const known = (input.records ?? []).filter((record) => record.includes('/')).map(sameNumber);
  return [OF_YEAR, NAMED, ...known].flatMap((one) => spansOf(text, one));
}
