import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { normalise } from '../language/normalise.rules.ts';
import { createEventJudge } from './event-model.rules.ts';
import { createMatchIndex } from './match-index.rules.ts';
import { findMatches } from './match.rules.ts';
import { decodeSignature, encodeSignature, signatureOf, type Signature } from './signature.rules.ts';

const MINUTE = 60_000;

function sign(text: string, change: Partial<Parameters<typeof signatureOf>[0]> = {}): Signature {
  return signatureOf({
    text: normalise(text),
    at: 30_000_000 * MINUTE,
    station: null,
    district: null,
    category: null,
    script: /[\u0900-\u097f]/.test(text) ? 'Deva' : 'Latn',
    ...change,
  });
}

describe('a signature', () => {
  it('is the same after writing and reading', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), fc.nat(4e9), (text, minute) => {
        const signature = sign(text, { at: minute * MINUTE, station: 's1', media: [1n, 2n ** 64n - 1n] });
        const bytes = encodeSignature(signature);
        expect(bytes.length).toBeLessThanOrEqual(200);
        expect(decodeSignature(bytes)).toEqual(signature);
      }),
      { numRuns: 60 },
    );
  });

  it('of another layout is refused', () => {
    const bytes = encodeSignature(sign('chori ho gayi market me'));
    bytes[0] = 99;
    expect(decodeSignature(bytes)).toBeNull();
    expect(decodeSignature(new Uint8Array(3))).toBeNull();
    expect(createMatchIndex().add('x', bytes)).toBe(false);
  });
});

const STORY = 'हजरतगंज में सहारागंज मॉल के सामने दो लड़के महिला की चेन छीनकर बाइक से भाग गए';
const RETOLD = 'Two boys on a bike snatched the chain of a woman outside Saharaganj mall, Hazratganj';

describe('the index', () => {
  const fill = (options = {}) => {
    const index = createMatchIndex(options);
    for (let at = 0; at < 300; at++)
      index.add(
        `m${at}`,
        encodeSignature(sign(`shop number ${at} in ward ${at * 7} has no light since ${at % 9} days`)),
      );
    return index;
  };

  it('finds another telling in another language, and explains itself with a verdict', () => {
    const index = fill();
    index.add('story', encodeSignature(sign(STORY, { station: 'h', district: 'l', category: 'theft' })));
    const [best] = findMatches({
      signature: sign(RETOLD, { station: 'h', district: 'l', category: 'theft' }),
      index,
      judge: createEventJudge(),
    });
    expect(best).toMatchObject({ id: 'story', verdict: { decision: 'join' } });
  });

  it('never joins the same words from another station', () => {
    const index = fill();
    index.add('story', encodeSignature(sign(STORY, { station: 'h', district: 'l' })));
    const [best] = findMatches({
      signature: sign(STORY, { station: 'g', district: 'l' }),
      index,
      judge: createEventJudge(),
    });
    expect(best).toMatchObject({ id: 'story', verdict: { decision: 'suggest' } });
  });

  it('forgets what is removed, replaced or too old', () => {
    const index = fill({ days: 90 });
    const story = encodeSignature(sign(STORY));
    index.add('story', story);
    index.add('story', story);
    const found = () => index.candidates(sign(STORY)).filter(({ id }) => id === 'story').length;
    expect(index.size).toBe(301);
    expect(found()).toBe(1);
    index.expire(30_000_000 + 91 * 24 * 60);
    expect(found()).toBe(0);
    expect(index.remove('m5')).toBe(true);
    expect(index.remove('m5')).toBe(false);
    expect(index.size).toBe(300);
  });

  it('keeps finding across sealed blocks, and drops the oldest block beyond its size', () => {
    const index = createMatchIndex({ most: 100_000 });
    const bytes = encodeSignature(sign('x y z'));
    index.add('story', encodeSignature(sign(STORY)));
    for (let at = 0; at < 70_000; at++) index.add(`f${at}`, bytes);
    expect(index.candidates(sign(STORY))[0]?.id).toBe('story');
    for (let at = 70_000; at < 180_000; at++) index.add(`f${at}`, bytes);
    expect(index.size).toBeLessThanOrEqual(100_000 + 65_536);
    expect(index.candidates(sign(STORY)).map(({ id }) => id)).not.toContain('story');
  });
});
