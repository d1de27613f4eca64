import { describe, expect, it } from 'vitest';
import { markText } from './mark-text.ts';

describe('markText', () => {
  it('marks words and places and loses no sign', () => {
    const text = 'मेरा मोबाइल हजरतगंज चौराहे पर छीन लिया';
    const start = text.indexOf('हजरतगंज');
    const segments = markText({ text, spans: [[start, start + 7]], words: ['मोबाइल', 'छीन'] });
    expect(segments.map((segment) => segment.text).join('')).toBe(text);
    expect(segments.filter(({ kind }) => kind === 'reason').map((segment) => segment.text)).toEqual(['मोबाइल', 'छीन']);
    expect(segments.filter(({ kind }) => kind === 'place').map((segment) => segment.text)).toEqual(['हजरतगंज']);
  });

  it('finds a word in any case, every time', () => {
    const segments = markText({ text: 'FIR refused, fir again', spans: [], words: ['fir'] });
    expect(segments.filter(({ kind }) => kind !== null).map(({ text }) => text)).toEqual(['FIR', 'fir']);
  });

  it('keeps the first of overlapping marks and drops offsets outside the text', () => {
    const segments = markText({
      text: 'gomti nagar',
      spans: [
        [0, 11],
        [-1, 4],
        [4, 99],
      ],
      words: ['nagar'],
    });
    expect(segments).toEqual([{ text: 'gomti nagar', kind: 'place' }]);
  });
});
