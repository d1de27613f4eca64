import { describe, expect, it } from 'vitest';
import { createI18n } from './context.ts';
import { en } from './en.ts';
import { hi } from './hi.ts';
import { isLocale, preferredLocale } from './locale.ts';
import { mr } from './mr.ts';
import { nameIn } from './names.ts';

const english = createI18n(() => ({ locale: 'en', catalogue: en }));
const hindi = createI18n(() => ({ locale: 'hi', catalogue: hi }));
const marathi = createI18n(() => ({ locale: 'mr', catalogue: mr }));
const MINUTE = 60_000;

describe('messages', () => {
  it('puts in values and chooses the plural form of the language', () => {
    expect(english.t('ticket.voices', { n: 1 })).toBe('1 voice');
    expect(english.t('ticket.voices', { n: 5 })).toBe('5 voices');
    expect(hindi.t('desk.new', { n: 0 })).toBe('0 नया');
    expect(hindi.t('desk.new', { n: 3 })).toBe('3 नए');
  });

  it('leaves a hole visible rather than printing "undefined"', () => {
    expect(english.t('action.open.to')).toBe('Send to {unit}');
  });

  it('follows a change of language', () => {
    let locale: 'en' | 'hi' = 'en';
    const i18n = createI18n(() => ({ locale, catalogue: locale === 'en' ? en : hi }));
    expect(i18n.t('state.open')).toBe('Open');
    locale = 'hi';
    expect(i18n.t('state.open')).toBe('खुला');
  });
});

describe('formats', () => {
  it('writes numbers in lakh and crore with Latin digits in every language', () => {
    for (const { f } of [english, hindi, marathi]) expect(f.number(12_345_678)).toBe('1,23,45,678');
  });

  it('writes dates as dd/mm/yyyy in Indian time, wherever the machine stands', () => {
    const newYear = Date.UTC(2026, 11, 31, 18, 30);
    for (const { f } of [english, hindi, marathi]) {
      expect(f.date(newYear)).toBe('01/01/2027');
      expect(f.moment(newYear - MINUTE)).toBe('31/12/2026, 23:59');
    }
  });

  it('shortens spans', () => {
    expect(english.f.span(20_000)).toBe('now');
    expect(english.f.span(59 * MINUTE)).toBe('59 min');
    expect(english.f.span(47 * 60 * MINUTE)).toBe('47 h');
    expect(marathi.f.span(72 * 60 * MINUTE)).toBe('3 दिवस');
  });

  it('writes sizes and money', () => {
    expect(english.f.size(20)).toBe('1 KB');
    expect(english.f.size(2_340_000)).toBe('2.3 MB');
    expect(english.f.money(21_400_000)).toBe('$21.40');
  });
});

describe('locales', () => {
  it('reads Accept-Language by weight', () => {
    expect(preferredLocale('fr;q=0.9, mr;q=0.8, en;q=0.7')).toBe('mr');
    expect(preferredLocale('en-IN,hi;q=0.9')).toBe('en');
    expect(preferredLocale('hi;q=0, en;q=0.1')).toBe('en');
    expect(preferredLocale('de')).toBeNull();
    expect(preferredLocale(null)).toBeNull();
    expect(isLocale('toString')).toBe(false);
  });

  it('falls back from Marathi to Hindi to English in names', () => {
    expect(nameIn({ name: { en: 'Chowk', hi: 'चौक', mr: null }, locale: 'mr' })).toBe('चौक');
    expect(nameIn({ name: { en: 'Chowk' }, locale: 'hi' })).toBe('Chowk');
    expect(nameIn({ name: null, locale: 'en' })).toBe('');
  });
});
