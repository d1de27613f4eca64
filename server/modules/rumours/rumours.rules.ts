import { foldText } from '../language/fold.rules.ts';
import type { Rumour, RumourVerdict, Texts } from './rumours.types.ts';
import { VERDICTS } from './rumours.types.ts';

export const NO_TEXTS: Texts = { hi: '', en: '', mr: '' };

/** What may still be found out of it. */
const OPEN: ReadonlySet<string> = new Set(['noted', 'checking', ...VERDICTS]);

export const isOpen = ({ state }: Pick<Rumour, 'state'>): boolean => OPEN.has(state);

export const hasVerdict = ({ state }: Pick<Rumour, 'state'>): boolean => VERDICTS.includes(state as RumourVerdict);

const YEAR = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kolkata', year: 'numeric' });

/** The year of a code, as it is counted in India. */
export const codeYear = (at: number): string => YEAR.format(at);

export const formatCode = ({ year, counter }: { year: string; counter: number }): string =>
  `R-${year}-${String(counter).padStart(6, '0')}`;

/** Words by which it is found: those of a verdict that was withdrawn are said no more. */
export const findable = ({
  code,
  claim,
  verdict,
  state,
}: Pick<Rumour, 'code' | 'claim' | 'verdict' | 'state'>): string =>
  [
    code.toLowerCase(),
    ...[claim, state === 'withdrawn' ? NO_TEXTS : verdict].flatMap(({ hi, en, mr }) => [hi, en, mr].map(foldText)),
  ].join('\n');

/** Folded words of a query; a code counts as it is written. */
export const queryWords = (q: string): string[] =>
  /^\s*r-\d/i.test(q) ? [q.trim().toLowerCase()] : foldText(q).split(' ').filter(Boolean).slice(0, 8);

/** The text in a citizen's language: Marathi where there is one, English for English, Hindi for all others. */
export function textFor(texts: Texts, language: string): string {
  if (language === 'en') return texts.en;
  return language === 'mr' && texts.mr !== '' ? texts.mr : texts.hi;
}
