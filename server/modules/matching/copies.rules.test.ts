import { describe, expect, it } from 'vitest';
import { normalise } from '../language/normalise.rules.ts';
import { copyLikeness, copySideOf, createGramRarity } from './copies.rules.ts';

function compare(a: string, b: string): ReturnType<typeof copyLikeness> {
  const [left, right] = [copySideOf(normalise(a)), copySideOf(normalise(b))];
  const rarity = createGramRarity();
  for (const side of [left, right]) rarity.add(side.profile.grams[2]);
  return copyLikeness({ a: left, b: right, rarity });
}

const CABLES = (building: string): string =>
  `Loose cables are hanging outside ${building} building near the church, main road, please have them taken away soon`;

describe('a copy', () => {
  it('stays one when letters are lost or words are shouted', () => {
    expect(compare(CABLES('Meghdoot'), CABLES('MEGDOOT').replace('hanging', 'hangng'))).toMatchObject({
      isCopy: true,
      isSure: true,
    });
  });

  it('is none when the same words name another building, or another number', () => {
    expect(compare(CABLES('Meghdoot'), CABLES('Sunrise')).isCopy).toBe(false);
    expect(compare(CABLES('Meghdoot 12'), CABLES('Meghdoot 31')).isCopy).toBe(false);
  });

  it('counts digits alone, so that a misspelt unit is no other number', () => {
    expect(compare(CABLES('Meghdoot 3months'), CABLES('Meghdoot 3moths')).isCopy).toBe(true);
  });

  it('is sure of what is left of a cut text', () => {
    expect(compare(CABLES('Meghdoot'), `RT @x: ${CABLES('Meghdoot').slice(0, 60)}…`).isSure).toBe(true);
  });
});
