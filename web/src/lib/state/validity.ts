import type { Translate } from '$lib/i18n/translate.ts';

/** What of a field says why it is not taken. */
export interface Judged {
  readonly validity: Pick<
    ValidityState,
    'valueMissing' | 'badInput' | 'rangeUnderflow' | 'rangeOverflow' | 'stepMismatch' | 'typeMismatch'
  >;
  readonly type: string;
  readonly min?: string;
  readonly max?: string;
  readonly step?: string;
}

/** Why a field is not taken, in the officer's language: the browser would say it in its own. Null where we have no words. */
export function whyRefused(
  { validity, type, min = '', max = '', step = '' }: Judged,
  { t, number }: { t: Translate; number: (value: number) => string },
): string | null {
  const said = (bound: string): string => number(Number(bound));
  if (validity.badInput) return t(type === 'number' ? 'field.number' : 'field.form');
  if (validity.valueMissing) return t('field.missing');
  if (type === 'number' && (validity.rangeUnderflow || validity.rangeOverflow)) {
    if (min !== '' && max !== '') return t('field.range', { min: said(min), max: said(max) });
    return min === '' ? t('field.atMost', { max: said(max) }) : t('field.atLeast', { min: said(min) });
  }
  if (type === 'number' && validity.stepMismatch)
    return step === '' ? t('field.whole') : t('field.step', { step: said(step) });
  return validity.typeMismatch ? t('field.form') : null;
}
