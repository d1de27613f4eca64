import { createHash } from 'node:crypto';
import { CLASSES, type Amount, type RetentionClass, type RetentionTerms } from './retention.types.ts';

export const DAY = 86_400_000;
/** How far ahead a preview looks. */
export const SOON = 30;

const LONGEST = 7300;

/** From the DPDP Rules of 2025: who read what is kept a year at least. */
export const YEAR = 365;

export const BOUNDS: Readonly<Record<RetentionClass | 'backups', { readonly min: number; readonly max: number }>> = {
  'not-for-us': { min: 30, max: LONGEST },
  'ask-back': { min: 30, max: LONGEST },
  // Longer than a citizen may take for the verdict, an audit for its turn, and a complaint for its appeal.
  closed: { min: 180, max: LONGEST },
  protected: { min: 180, max: LONGEST },
  'report-photos': { min: 180, max: LONGEST },
  // What a mended parser may have to read again.
  envelopes: { min: 7, max: LONGEST },
  examples: { min: 30, max: LONGEST },
  'reader-log': { min: YEAR, max: LONGEST },
  backups: { min: 1, max: LONGEST },
};

/** Before an administrator has decided: nothing of a citizen goes by itself. */
export const UNDECIDED: RetentionTerms = {
  days: {
    ...{ 'not-for-us': null, 'ask-back': null, closed: null, protected: null, 'report-photos': null },
    ...{ envelopes: null, examples: null, 'reader-log': YEAR },
  },
  backupDays: 35,
};

/** What is proposed to an administrator. */
export const USUAL: RetentionTerms = {
  days: {
    ...{ 'not-for-us': 180, 'ask-back': 180, closed: 1095, protected: 1825, 'report-photos': 1095 },
    ...{ envelopes: 90, examples: 730, 'reader-log': YEAR },
  },
  backupDays: 35,
};

export const isWithin = ({ days, backupDays }: RetentionTerms): boolean =>
  CLASSES.every((one) => {
    const { min, max } = BOUNDS[one];
    const wanted = days[one];
    return wanted === null ? one !== 'reader-log' : wanted >= min && wanted <= max;
  }) &&
  backupDays >= BOUNDS.backups.min &&
  backupDays <= BOUNDS.backups.max;

/** Before which moment something of a class is due; null when it stays. */
export const dueBefore = (
  terms: RetentionTerms,
  { kept, now }: { kept: RetentionClass; now: number },
): number | null => {
  const days = terms.days[kept];
  return days === null ? null : now - days * DAY;
};

/** By which it can be shown, for whoever has the ids, what was removed: nothing can be read from it. */
export const digestOf = (ids: readonly string[]): string =>
  createHash('sha256')
    .update([...ids].sort().join('\n'))
    .digest('hex');

export const NOTHING: Amount = { tickets: 0, messages: 0, files: 0, others: 0 };
