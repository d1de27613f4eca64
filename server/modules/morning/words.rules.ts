import words from '../../data/templates/morning.json';
import { KOLKATA } from '../../platform/clock/kolkata.ts';
import type { Locale } from '../officers/actor.types.ts';
import type { UnitName } from '../tickets/tickets.types.ts';

export type Word = keyof typeof words;

/** A sentence of the page, with what fills its places. */
export const say = (word: Word, locale: Locale, values: Readonly<Record<string, string>> = {}): string =>
  words[word][locale].replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

export const nameIn = (names: UnitName, locale: Locale): string =>
  locale === 'mr' ? (names.mr ?? names.hi) : names[locale];

const local = (at: number): string[] => new Date(at + KOLKATA).toISOString().split('T');

/** 27/11/2026 */
export const dateOf = (at: number): string => (local(at)[0] ?? '').split('-').reverse().join('/');

/** 14:02 */
export const timeOf = (at: number): string => (local(at)[1] ?? '').slice(0, 5);

const numbers = new Intl.NumberFormat('en-IN');
/** 2,25,858 */
export const number = (value: number): string => numbers.format(value);

export const percent = (share: number): string => `${Math.round(share * 100)}%`;
