import type { Locale } from './locale.ts';
import type { en } from './en.ts';

export type MessageKey = keyof typeof en;
export type Catalogue = Record<MessageKey, string>;
export type Params = Readonly<Record<string, string | number>>;
export type Translate = (key: MessageKey, params?: Params) => string;

const FORMS = ' || ';
const plurals = new Map<Locale, Intl.PluralRules>();

/** Made once a language: making them takes longer than all else on a page of a list. */
function pluralsOf(locale: Locale): Intl.PluralRules {
  const known = plurals.get(locale) ?? new Intl.PluralRules(locale);
  plurals.set(locale, known);
  return known;
}

/** Of `one form || other form`, the one that the language wants for the number `n`. */
function formFor({ message, locale, n }: { message: string; locale: Locale; n: string | number | undefined }): string {
  if (!message.includes(FORMS)) return message;
  const [one = '', other = one] = message.split(FORMS);
  return pluralsOf(locale).select(Number(n ?? 0)) === 'one' ? one : other;
}

/** Puts params for their {names}. A number is written with the reader's grouping. */
export function translate(input: {
  catalogue: Catalogue;
  locale: Locale;
  key: MessageKey;
  params: Params | undefined;
  number: (value: number) => string;
}): string {
  const { catalogue, locale, key, params = {}, number } = input;
  const message = formFor({ message: catalogue[key], locale, n: params.n });
  return message.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? number(value) : value;
  });
}
