import { describe, expect, it } from 'vitest';
import { formsOf } from '../replies/templates.rules.ts';
import { withQuestion } from './sends.rules.ts';
import { saysOf } from './verdict.rules.ts';

const channel = { limit: 100, measure: (text: string) => [...text].length };
const ticket = { protected: false, language: 'en' };
const QUESTION = 'Is it solved? Reply YES or NO.';

describe('the question that follows the answer which closes a docket', () => {
  it('is asked in the citizen’s language, in Hindi where his is none of ours', () => {
    const asked = (language: string) =>
      withQuestion(channel, { ticket: { ...ticket, language }, text: 'Settled. ', isPublic: true });
    expect(asked('en')).toBe(`Settled.\n${QUESTION}`);
    expect(asked('mr')).toContain('सुटली का');
    expect(asked('hinglish')).toContain('HAAN');
    expect(asked('other')).toBe(asked('hi'));
  });

  it('names words in every language that are taken for a verdict', () => {
    const words = ['YES', 'NO', 'हाँ', 'नहीं', 'HAAN', 'NAHI', 'हो', 'नाही'];
    expect(words.map(saysOf)).toEqual(['YES', 'NO', 'YES', 'NO', 'YES', 'NO', 'YES', 'NO'].map(saysOf));
    for (const form of formsOf('verdict-question')) {
      const named = words.filter((word) => new RegExp(`(?<!\\p{L})${word}(?![\\p{L}\\p{M}])`, 'u').test(form));
      expect([form, named.map(saysOf)]).toEqual([form, ['solved', 'not-solved']]);
    }
  });

  it('is left out to the last sign that the channel does not take, and never cuts the answer', () => {
    const most = channel.limit - QUESTION.length - 1;
    const ask = (length: number) => withQuestion(channel, { ticket, text: 'x'.repeat(length), isPublic: true });
    expect(ask(most)).toBe(`${'x'.repeat(most)}\n${QUESTION}`);
    expect(ask(most + 1)).toBe('x'.repeat(most + 1));
  });

  it('is never asked in public about a protected matter', () => {
    const quiet = { ...ticket, protected: true };
    expect(withQuestion(channel, { ticket: quiet, text: 'Settled', isPublic: true })).toBe('Settled');
    expect(withQuestion(channel, { ticket: quiet, text: 'Settled', isPublic: false })).toContain(QUESTION);
  });
});
