import { expect, it } from 'vitest';
import { learnSpans, type TaggedText } from './span-learner.rules.ts';

const tagged = (text: string, ...names: string[]): TaggedText => ({
  text,
  spans: names.map((name): [number, number] => [text.indexOf(name), text.indexOf(name) + name.length]),
});

it('learns names and what stands around them, and finds them with case endings', () => {
  const texts = ['पुणे', 'सातारा', 'नाशिक', 'सांगली', 'वर्धा', 'बीड'].flatMap((name) => [
    tagged(`आज ${name} येथे बैठक झाली`, name),
    tagged(`${name} जिल्ह्यात पाऊस`, name),
    tagged('आज बैठक झाली नाही'),
  ]);
  const find = learnSpans(texts);
  const names = (text: string): string[] => find(text).map(([start, end]) => text.slice(start, end));
  expect(names('काल सातारा येथे बैठक')).toEqual(['सातारा']);
  expect(names('आज पुण्यात येथे बैठक')).toEqual(['पुण्यात']);
  expect(names('बैठक झाली')).toEqual([]);
  expect(names('')).toEqual([]);
});

it('learns the same from the same texts', () => {
  const texts = [tagged('in Delhi today', 'Delhi'), tagged('at Noida now', 'Noida'), tagged('no place here')];
  expect(learnSpans(texts)('in Delhi now')).toEqual(learnSpans(texts)('in Delhi now'));
});
