import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';

const marked = (text: string, other: string) =>
  compare({ text, other }).flatMap(({ text: piece, differs }) => (differs ? [piece] : []));

describe('two texts side by side', () => {
  it('are marked where only one of them says it, whatever the case, script or signs around', () => {
    expect(marked('Bike stolen at Charbagh, black Splendor', 'bike STOLEN at Hazratganj. black splendor')).toEqual([
      'Charbagh',
    ]);
    expect(marked('मोबाइल छीना, काली बाइक', 'मोबाइल छीना लाल बाइक')).toEqual(['काली']);
    expect(marked('two men fled', 'a child was hurt')).toEqual(['two men fled']);
  });

  it('come back whole', () => {
    for (const text of ['', ' ', 'a, b; c!', '“मोबाइल” — छीना…'])
      expect(
        compare({ text, other: 'b' })
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
  });
});
