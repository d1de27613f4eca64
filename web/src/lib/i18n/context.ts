import { getContext, setContext } from 'svelte';
import { createFormats } from './formats.ts';
import type { Formats } from './formats.ts';
import type { Locale } from './locale.ts';
import { nameIn } from './names.ts';
import type { Names } from './names.ts';
import { translate } from './translate.ts';
import type { Catalogue, Translate } from './translate.ts';

export interface I18n {
  locale: () => Locale;
  t: Translate;
  f: Formats;
  name: (name: Names | string | null | undefined) => string;
}

const KEY = Symbol('i18n');

/** Binds the words to a reader. `source` is read anew at every call, so that a change of language shows at once. */
export function createI18n(source: () => { locale: Locale; catalogue: Catalogue }): I18n {
  const made = new Map<Locale, Formats>();
  const t: Translate = (key, params) => {
    const { locale, catalogue } = source();
    return translate({ catalogue, locale, key, params, number: (value) => formats().number(value) });
  };
  const formats = (): Formats => {
    const { locale } = source();
    const known = made.get(locale) ?? createFormats({ locale, t });
    made.set(locale, known);
    return known;
  };
  const f: Formats = {
    number: (value) => formats().number(value),
    date: (at) => formats().date(at),
    time: (at) => formats().time(at),
    moment: (at) => formats().moment(at),
    span: (milliseconds) => formats().span(milliseconds),
    size: (bytes) => formats().size(bytes),
    money: (micro) => formats().money(micro),
    percent: (share) => formats().percent(share),
    finePercent: (share) => formats().finePercent(share),
  };
  return { locale: () => source().locale, t, f, name: (name) => nameIn({ name, locale: source().locale }) };
}

export const setI18n = (i18n: I18n): I18n => setContext(KEY, i18n);
export const useI18n = (): I18n => getContext<I18n>(KEY);
