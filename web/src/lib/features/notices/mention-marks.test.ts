import { describe, expect, it } from 'vitest';
import { namedIn, partsOf, putMark, readKnown, typedName } from './mention-marks.ts';

describe('naming a colleague in a note', () => {
  it.each([
    ['@', 1, ''],
    ['Please @Sun', 11, 'Sun'],
    ['कृपया @सुनीता मि', 16, 'सुनीता मि'],
    ['(@vik', 5, 'vik'],
  ])('hears a name in %j', (text, caret, q) => {
    expect(typedName({ text, caret })).toEqual({ q, start: text.indexOf('@') });
  });

  it.each([
    ['mail me at a@b.in', 17],
    ['@[Sunita Mishra] hello', 22],
    ['@one two three', 14],
    ['no name', 7],
  ])('hears none in %j', (text, caret) => {
    expect(typedName({ text, caret })).toBeNull();
  });

  it('puts the mark in its place, knows who is named, and shows the name without it', () => {
    const typed = 'Ask @sun today';
    const { text, caret } = putMark({ text: typed, start: 4, caret: 8, name: 'Sunita Mishra' });
    expect(text).toBe('Ask @[Sunita Mishra] today');
    expect(text.slice(0, caret)).toBe('Ask @[Sunita Mishra] ');
    const known = [
      { id: 'off_1', name: 'Sunita Mishra' },
      { id: 'off_2', name: 'Anil Yadav' },
    ];
    expect(namedIn({ text, known })).toEqual([known[0]]);
    expect(namedIn({ text: 'Ask Sunita Mishra', known })).toEqual([]);
    expect(partsOf(text)).toEqual([
      { text: 'Ask ', isName: false },
      { text: '@Sunita Mishra', isName: true },
      { text: ' today', isName: false },
    ]);
    expect(readKnown(JSON.stringify(known))).toEqual(known);
    expect(readKnown('not json')).toEqual([]);
  });
});
