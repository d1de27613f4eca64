import { describe, expect, it } from 'vitest';
import bank from '../../data/answers/bank.json';
import { xDescriptor } from '../channels/drivers/x/driver.ts';
import { foldText } from '../language/fold.rules.ts';
import { bankAnswers } from './answer-bank.rules.ts';
import { lintReply } from './reply-lint.rules.ts';

const found = (text: string, more: Partial<Parameters<typeof bankAnswers>[0]> = {}) =>
  bankAnswers({ words: foldText(text).split(' '), reason: 'other-department', language: 'hi', state: 'up', ...more });

describe('the answer bank', () => {
  it('points to the office that helps, in the language of the post', () => {
    expect(found('हमारे मोहल्ले में तीन दिन से बिजली नहीं है')[0]?.text).toContain('1912');
    expect(found('teen din se bijli nahi hai', { language: 'hinglish' })[0]).toMatchObject({ key: 'electricity-up' });
    expect(found('वीज नाही', { language: 'mr', state: 'mh' })[0]?.key).toBe('electricity-mh');
    expect(found('train me AC band hai, railway station', { language: 'en' })[0]?.text).toContain('139');
  });

  it('offers the desk’s own line for praise, and nothing where nothing fits', () => {
    expect(found('thank you up police for the quick help', { reason: 'praise', language: 'en' })[0]?.key).toBe(
      'praise',
    );
    expect(found('xyz', { reason: 'other-department' })).toEqual([]);
  });

  it('holds nothing that the channel would not take or the look through would stop', () => {
    for (const { key, texts, from } of bank)
      for (const text of Object.values(texts)) {
        const told = `${key}: ${text}`;
        expect(from, told).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(xDescriptor.measure(text), told).toBeLessThanOrEqual(xDescriptor.limit);
        const stops = lintReply({
          ...{ text, isPublic: true, isProtected: false, placeKnown: false, names: [], notes: [], linkCosts: false },
        }).filter(({ level }) => level === 'stop');
        expect(stops, told).toEqual([]);
      }
  });
});
