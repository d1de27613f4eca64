import { toField } from './kolkata.ts';
import type { Locale } from './locale.ts';
import type { Translate } from './translate.ts';

const TAGS: Record<Locale, string> = { en: 'en-IN', hi: 'hi-IN-u-nu-latn', mr: 'mr-IN-u-nu-latn' };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface Formats {
  number: (value: number) => string;
  /** 07/03/2026 */
  date: (at: number) => string;
  /** 14:02 */
  time: (at: number) => string;
  /** 07/03/2026, 14:02 */
  moment: (at: number) => string;
  /** "5 min", "3 h", "2 d": how long between two moments. */
  span: (milliseconds: number) => string;
  size: (bytes: number) => string;
  money: (micro: number) => string;
  percent: (share: number) => string;
  /** With a tenth, for shares that should be small. */
  finePercent: (share: number) => string;
}

function span({ milliseconds, t }: { milliseconds: number; t: Translate }): string {
  const length = Math.abs(milliseconds);
  if (length < MINUTE) return t('time.now');
  if (length < HOUR) return t('time.minutes', { n: Math.floor(length / MINUTE) });
  if (length < 2 * DAY) return t('time.hours', { n: Math.floor(length / HOUR) });
  return t('time.days', { n: Math.floor(length / DAY) });
}

interface Numbers {
  readonly plain: Intl.NumberFormat;
  readonly percent: Intl.NumberFormat;
  readonly finePercent: Intl.NumberFormat;
  readonly dollars: Intl.NumberFormat;
}

const numbers = new Map<Locale, Numbers>();

/** Made once a language, not for every page that is asked for. */
function numbersOf(locale: Locale): Numbers {
  const known = numbers.get(locale);
  if (known) return known;
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(TAGS[locale], options);
  const made = {
    plain: format({}),
    percent: format({ style: 'percent', maximumFractionDigits: 0 }),
    finePercent: format({ style: 'percent', maximumFractionDigits: 1 }),
    dollars: format({ style: 'currency', currency: 'USD', maximumFractionDigits: 2 }),
  };
  numbers.set(locale, made);
  return made;
}

/** Numbers, dates and spans as an officer in India reads them, whatever the clock of the machine says. */
export function createFormats({ locale, t }: { locale: Locale; t: Translate }): Formats {
  const { plain, percent, finePercent, dollars } = numbersOf(locale);
  const date = (at: number): string => toField(at).replace(/^(\d+)-(\d+)-(\d+)T.*/, '$3/$2/$1');
  const time = (at: number): string => toField(at).slice(11);
  const number = (value: number) => plain.format(value);
  return {
    number,
    date,
    time,
    moment: (at) => `${date(at)}, ${time(at)}`,
    span: (milliseconds) => span({ milliseconds, t }),
    size: (bytes) =>
      bytes < 1_000_000
        ? `${number(Math.max(1, Math.round(bytes / 1000)))} KB`
        : `${(bytes / 1_000_000).toFixed(1)} MB`,
    money: (micro) => dollars.format(micro / 1_000_000),
    percent: (share) => percent.format(share),
    finePercent: (share) => finePercent.format(share),
  };
}
