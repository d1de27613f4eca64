import { expect, it } from 'vitest';
import { foldText } from '../language/fold.rules.ts';
import { categories } from './categories.rules.ts';
import { readSubcategory, subcategories } from './subcategories.rules.ts';

const read = (category: string, text: string) => readSubcategory({ category, words: foldText(text).split(' ') });

it('names a known category as parent, once each, in three languages', () => {
  const parents = new Set(categories.map(({ key }) => key));
  for (const { parent, tip, hi, en, mr } of subcategories) {
    expect(parents).toContain(parent);
    expect(tip).toBeGreaterThanOrEqual(1);
    expect(tip).toBeLessThanOrEqual(10);
    expect([hi, en, mr].every((name) => name.length > 1)).toBe(true);
  }
  expect(new Set(subcategories.map(({ key }) => key)).size).toBe(subcategories.length);
});

it.each([
  ['theft', 'do ladke purse cheen ke bhage', 'snatching'],
  ['women-safety', 'ससुराल वाले दहेज मांगते हैं', 'domestic'],
  ['police-misconduct', 'दरोगा रिश्वत मांग रहा है', 'bribe'],
  ['traffic', 'चुकीचे चलन आले', 'challan'],
])('%s: %s is %s', (category, text, key) => expect(read(category, text)).toBe(key));

it('is silent when nothing or two things are said', () => {
  expect(read('theft', 'kal raat ki baat hai')).toBeNull();
  expect(read('cattle', 'truck me gaukashi ka saman')).toBeNull();
  expect(read('theft', 'ससुराल वाले दहेज मांगते हैं')).toBeNull();
});
