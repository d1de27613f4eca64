import { expect, it } from 'vitest';
import { readLanguage } from './language.rules.ts';
import { readWordLanguages } from './word-languages.rules.ts';

const languagesOf = (text: string) => readWordLanguages(text).map(({ language }) => language);

it.each([
  ['मेरी गाड़ी', ['hi', 'hi']],
  ['माझी गाडी चोरीला गेली आहे', ['mr', 'mr', 'mr', 'mr', 'mr']],
  ['mera phone was stolen', ['hinglish', null, 'en', 'en']],
  ['मेरे office की meeting है', ['hi', 'en', 'hi', 'en', 'hi']],
])('tells the language of each word of %s', (text, languages) => {
  expect(languagesOf(text)).toEqual(languages);
});

it('says nothing of names, numbers, plates and other scripts', () => {
  expect(languagesOf('Hazratganj 112 UP32XX1234 آپ Lucknow')).toEqual([null, null, null, null, null]);
  expect(languagesOf('')).toEqual([]);
});

it('keeps the words in their order and spelling', () => {
  expect(readWordLanguages('Sir, मदद करें!').map(({ word, script }) => [word, script])).toEqual([
    ['Sir', 'Latn'],
    ['मदद', 'Deva'],
    ['करें', 'Deva'],
  ]);
});

it('takes a message for mixed by words of two languages, not by names in Latin letters', () => {
  const mixed = 'मेरी सोसायटी में daily water supply और electricity की problem है';
  expect(readLanguage(mixed)).toEqual({ language: 'mixed', script: 'mixed' });
  const named = 'मेरी गाड़ी Honda Activa UP32XX1234 Hazratganj Lucknow से चोरी हो गई है';
  expect(readLanguage(named)).toEqual({ language: 'hi', script: 'Deva' });
});

it('stays fast on long texts', () => {
  expect(readWordLanguages('मेरी gaadi stolen '.repeat(2000))).toHaveLength(6000);
});
