import { describe, expect, it } from 'vitest';
import { learnLetterChannel } from './letter-channel.rules.ts';
import { unitsOf } from './letter-units.rules.ts';
import { createRetriever } from './retrieve.rules.ts';
import { learnWordTable } from './word-table.rules.ts';

const listed = (...texts: readonly string[]) => texts.map((text) => ({ id: text, text }));

describe('finding words by their spelling', () => {
  const words = ['हजरतगंज', 'हजारीबाग', 'थाना', 'थाने', 'थानों', 'उन्नाव', 'क्षेत्र', 'लड़की', 'लड़का', 'विज्ञान', 'पुलिस', 'पुल'];
  const retriever = createRetriever({ candidates: listed(...words) });
  it.each([
    ['hazratganj', 'हजरतगंज'],
    ['hajratgunj', 'हजरतगंज'],
    ['thaane', 'थाने'],
    ['thanon', 'थानों'],
    ['unnao', 'उन्नाव'],
    ['kshetra', 'क्षेत्र'],
    ['larki', 'लड़की'],
    ['vigyan', 'विज्ञान'],
    ['polis', 'पुलिस'],
  ])('%s is %s', (spelling, word) => {
    expect(retriever.rank(spelling).ranked[0]).toBe(word);
  });

  it('goes the other way too', () => {
    const latin = createRetriever({ candidates: listed('hazratganj', 'thana', 'thane', 'unnao') });
    expect(latin.rank('थाने').ranked[0]).toBe('thane');
    expect(latin.rank('हजरतगंज').ranked[0]).toBe('hazratganj');
  });

  it('compares no more than fifty of many, and takes anything', () => {
    const many = createRetriever({
      candidates: Array.from({ length: 900 }, (_, at) => ({ id: `${at}`, text: `रामपुर${at}` })),
    });
    expect(many.rank('rampur').compared).toBeLessThanOrEqual(50);
    for (const odd of ['', '़़', '्', '😀', 'a'.repeat(5_000)])
      expect(many.rank(odd).ranked.length).toBeLessThanOrEqual(10);
    expect(createRetriever({ candidates: [] }).rank('x').ranked).toEqual([]);
  });
});

it('names the place of every sound', () => {
  expect(unitsOf('कर्म').map(({ placed }) => placed)).toEqual(['क|first', 'ə|first', 'र|joined', 'म|after', 'ə|end-म']);
});

it('learns spellings that no table foresees', () => {
  const spelled = Array.from({ length: 20 }, () => ({ devanagari: 'क', latin: 'xa', weight: 1 }));
  const scoreOf = (channel: ReturnType<typeof learnLetterChannel>): number =>
    channel.open('xa')(channel.prepare('क')) - channel.open('ka')(channel.prepare('क'));
  expect(scoreOf(learnLetterChannel([]))).toBeLessThan(0);
  expect(scoreOf(learnLetterChannel(spelled))).toBeGreaterThan(0);
});

it('learns which word stands for which', () => {
  const table = learnWordTable([
    { source: ['neela', 'ghar'], target: ['blue', 'house'] },
    { source: ['neela', 'phool'], target: ['blue', 'flower'] },
    { source: ['ghar'], target: ['house'] },
  ]);
  expect(table.translate('neela')[0]?.[0]).toBe('blue');
  expect(table.translate('phool')[0]?.[0]).toBe('flower');
});
