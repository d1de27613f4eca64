import { describe, expect, it } from 'vitest';
import { outcomeAnswers, spokenAnswers } from './outcome-answers.rules.ts';
import { lintReply } from './reply-lint.rules.ts';

const found = (text: string, set: { isPublic?: boolean; records?: string[] } = {}) =>
  lintReply({
    ...{ text, isPublic: set.isPublic ?? true, isProtected: false, placeKnown: true, names: [], notes: [] },
    ...{ linkCosts: false, records: set.records ?? [] },
  }).filter(({ code }) => code === 'record_shown');

describe('numbers of police records in an answer', () => {
  it.each([
    'An FIR 142/2026 has been registered.',
    'FIR no. 142 has been registered on your complaint.',
    'मु.अ.सं. 142/26 पर विवेचना की जा रही है।',
    'एफ़आईआर संख्या १४२/२०२६ दर्ज कर ली गई है।',
    'NCR No: 57 darj kar li gayi hai.',
    'GD entry 34 has the details.',
    'It stands under 142 / 2026.',
  ])('are stopped in public: %s', (text) => {
    expect(found(text)).toHaveLength(1);
    expect(found(text, { isPublic: false })).toEqual([]);
  });

  it('are known again where they are the report’s own', () => {
    expect(found('Registered as 142-26 today.', { records: ['142/2026'] })).toHaveLength(1);
    expect(found('Registered as 142-26 today.')).toEqual([]);
  });

  it.each([
    'An FIR has been registered on your complaint. Call 112 in danger.',
    'एफआईआर दर्ज कर ली गई है। खतरे में 112 डायल करें।',
    'Docket LKO-261121-0042-7 was closed on 12/11/2026.',
    'We are there 24/7. BNSS s.173 lets you file an e-FIR.',
    'Call the helpline 1930 or 0522-2622222.',
  ])('are not found elsewhere: %s', (text) => expect(found(text)).toEqual([]));

  it('stand in no template, which has every language and says what it leaves open', () => {
    for (const [outcome, forms] of [...Object.entries(outcomeAnswers), ...Object.entries(spokenAnswers)]) {
      expect(Object.keys(forms).sort()).toEqual(['en', 'hi', 'hinglish', 'mr']);
      for (const text of Object.values(forms)) {
        expect([outcome, found(text)]).toEqual([outcome, []]);
        expect(text.length).toBeLessThan(200);
        expect(text.match(/\{(?!unit\}|office\}|date\})/)).toBeNull();
      }
    }
    // Whoever telephoned has no message to reply to.
    const spoken = JSON.stringify(spokenAnswers);
    expect(JSON.stringify(outcomeAnswers)).toMatch(/reply to this message.*|संदेश का उत्तर/);
    expect(spoken).not.toMatch(/reply to|message|संदेश|sandesh|संदेशा/);
    expect(spoken).toContain('docket number');
  });
});
