import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../platform/root.ts';
import { normalise } from '../language/normalise.rules.ts';
import { assess, type AssessInput } from './assess.rules.ts';
import { categories, isProtectedCategory } from './categories.rules.ts';
import { starterModel } from './starter.ts';

const model = starterModel();
const read = (text: string, more: Partial<AssessInput> = {}) =>
  assess({ text: normalise(text), model, hasPlace: true, isOutside: false, hasMedia: false, ...more });
const heldBack: Record<string, string[]> = JSON.parse(
  readFileSync(path.join(projectRoot, 'server/data/language/held-back-urgency.json'), 'utf8'),
);
const share = (texts: readonly string[], urgency: string): number =>
  texts.filter((text) => read(text).urgency === urgency).length / texts.length;

describe('assessing', () => {
  it('finds life-risk in messages that taught it nothing, and keeps the sirens quiet over the rest', () => {
    expect(share(heldBack['life-risk'] ?? [], 'life-risk')).toBeGreaterThanOrEqual(0.9);
    expect(share(heldBack['not-life-risk'] ?? [], 'life-risk')).toBeLessThanOrEqual(0.08);
  });

  it('acts on life-risk whatever is missing and wherever it is', () => {
    expect(read('मैं फांसी लगाने जा रहा हूं', { hasPlace: false, isOutside: true })).toMatchObject({
      answer: 'act',
      reason: null,
      urgency: 'life-risk',
    });
  });

  it.each([
    ['पार्किंग से मेरी मोटरसाइकिल चोरी हो गई', 'theft'],
    ['whatsapp pe link aaya click kiya to khate se paise kat gaye', 'cyber-fraud'],
    ['in-laws are harassing my sister for dowry', 'women-safety'],
    ['वाळूचा अवैध उपसा रात्री सुरू असतो', 'illegal-mining'],
    ['चौकी इंचार्ज रिश्वत मांग रहा है', 'police-misconduct'],
  ])('%s is about %s', (text, category) => {
    expect(read(text)).toMatchObject({ answer: 'act', category });
  });

  it('asks back when no place and no number is known', () => {
    expect(read('मेरी मोटरसाइकिल चोरी हो गई', { hasPlace: false })).toMatchObject({
      answer: 'ask-back',
      reason: 'no-details',
    });
  });

  it.each([
    ['बहुत बहुत धन्यवाद पुलिस टीम, मोबाइल वापस मिल गया', 'praise'],
    ['three days without electricity, transformer is burnt', 'other-department'],
    ['follow me and get free followers', 'spam-ad'],
  ])('%s is not for us: %s', (text, reason) => {
    expect(read(text)).toMatchObject({ answer: 'not-for-us', reason });
  });

  it('hands over what happened outside', () => {
    expect(read('पटना में मेरी मोटरसाइकिल चोरी हो गई', { isOutside: true })).toMatchObject({
      answer: 'not-for-us',
      reason: 'other-jurisdiction',
      category: 'theft',
    });
  });

  it('never filters a thin text that carries a picture', () => {
    expect(read('dekhiye', { hasMedia: true }).answer).not.toBe('not-for-us');
  });

  it('knows a complaint about police, and takes what is unclear for possible', () => {
    expect(read('दरोगा जी रिश्वत मांग रहे हैं').aboutPolice).toBe('yes');
    expect(read('थाने में एफआईआर नहीं लिखी जा रही, एफआईआर नहीं लिख रहे').aboutPolice).not.toBe('no');
    expect(read('मेरी बाइक चोरी हो गई').aboutPolice).toBe('no');
  });

  it('shows the words that decided in their own spelling', () => {
    const { because } = read('हजरतगंज में Mobile चोरी हो गया');
    expect(because.length).toBeGreaterThan(0);
    for (const { word } of because) expect('हजरतगंज में Mobile चोरी हो गया').toContain(word);
    expect(because).toContainEqual({ word: 'चोरी', weight: expect.any(Number), says: 'category' });
    expect(because).not.toContainEqual(expect.objectContaining({ word: 'हजरतगंज', says: 'category' }));
  });

  it('names no words of a category where there is none', () => {
    expect(read('follow me and get free followers').because.filter(({ says }) => says === 'category')).toEqual([]);
  });
});

it('keeps what happens to women and children out of public view, and what it does not know', () => {
  expect(categories).toHaveLength(22);
  expect(categories.filter((category) => category.protected).map(({ key }) => key)).toEqual([
    'women-safety',
    'vice-trafficking',
  ]);
  expect(isProtectedCategory('women-safety')).toBe(true);
  expect(isProtectedCategory('theft')).toBe(false);
  expect(isProtectedCategory('unheard-of')).toBe(true);
  expect(isProtectedCategory(null)).toBe(false);
});

it('tells two matters of one message apart, each with its own words', () => {
  const { matters } = read('मेरी बाइक चोरी हो गई और दरोगा रिश्वत मांग रहा है, एफआईआर नहीं लिख रहे');
  expect(matters.map(({ category }) => category).sort()).toEqual(['police-misconduct', 'theft']);
  for (const { words } of matters) expect(words.length).toBeGreaterThan(0);
  expect(read('बहुत बहुत धन्यवाद पुलिस टीम').matters).toEqual([]);
});

it.each([
  ['mera phone chori ho gaya, imei 35XXXXXXXXXXX12', 'act'],
  ['paise thag liye, number 98XXXXXX12', 'act'],
  ['मेरा मोबाइल चोरी हो गया', 'ask-back'],
])('without a place a number is enough to start from: %s', (text, answer) => {
  expect(read(text, { hasPlace: false }).answer).toBe(answer);
});
