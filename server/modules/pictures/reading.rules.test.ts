import { describe, expect, it } from 'vitest';
import { keepWriting, pictureText } from './reading.rules.ts';

const word = (text: string, confidence = 90) => ({ text, confidence });

describe('writing on a picture', () => {
  it('keeps sure words line by line and leaves dirt out', () => {
    const read = keepWriting([
      [word('सेवा'), word('में'), word('~', 95), word('xq', 12)],
      [word('थाना'), word('हजरतगंज', 80)],
    ]);
    expect(read.text).toBe('सेवा में\nथाना हजरतगंज');
    expect(read.confidence).toBeCloseTo(0.875);
  });

  it('takes one or two words for a logo', () => {
    expect(keepWriting([[word('HONDA'), word('City')]])).toEqual({ text: '', confidence: 0 });
  });
});

describe('text of the pictures of a message', () => {
  const reading = (source: string, text: string, confidence = 0.9, externalId = 'm1') => ({
    message: 'msg_1',
    externalId,
    source,
    text,
    confidence,
  });

  it('prefers the words of an officer, in either order', () => {
    const both = [reading('officer', 'चोरी की अर्ज़ी'), reading('ocr', 'चारी की अजी')];
    expect(pictureText(both)).toBe('चोरी की अर्ज़ी');
    expect(pictureText([...both].reverse())).toBe('चोरी की अर्ज़ी');
  });

  it('leaves out what the machine is not sure of', () => {
    expect(pictureText([reading('ocr', 'abc def ghi', 0.4), reading('ocr', 'थाना कोतवाली', 0.8, 'm2')])).toBe(
      'थाना कोतवाली',
    );
  });
});
