import type { Locale } from './locale.ts';
import type { Translate } from './translate.ts';

const TAGS: Record<Locale, string> = { en: 'en-IN', hi: 'hi-IN-u-nu-latn', mr: 'mr-IN-u-nu-latn' };
const ZONE = 'Asia/Kolkata';

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

/** Numbers, dates and spans as an officer in India reads them, whatever the clock of the machine says. */
export function createFormats({ locale, t }: { locale: Locale; t: Translate }): Formats {
  const tag = TAGS[locale];
  const numbers = new Intl.NumberFormat(tag);
  const finePercents = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 });
  const percents = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
  const dollars = new Intl.NumberFormat(tag, { style: 'currency', currency: 'USD', maximumFractionDigits: 2 });
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const read = (at: number) => {
    const found = new Map(parts.formatToParts(at).map(({ type, value }) => [type, value]));
    return {
      date: `${found.get('day')}/${found.get('month')}/${found.get('year')}`,
      time: `${found.get('hour')}:${found.get('minute')}`,
    };
  };
  const number = (value: number) => numbers.format(value);
  return {
    number,
    date: (at) => read(at).date,
    time: (at) => read(at).time,
    moment: (at) => `${read(at).date}, ${read(at).time}`,
    span: (milliseconds) => span({ milliseconds, t }),
    size: (bytes) =>
      bytes < 1_000_000
        ? `${number(Math.max(1, Math.round(bytes / 1000)))} KB`
        : `${(bytes / 1_000_000).toFixed(1)} MB`,
    money: (micro) => dollars.format(micro / 1_000_000),
    percent: (share) => percents.format(share),
    finePercent: (share) => finePercents.format(share),
  };
}
