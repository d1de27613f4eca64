import { describe, expect, it } from 'vitest';
import { answerFor, isTemplate } from './answer-templates.ts';

const outcomes = [
  {
    ...{ key: 'fir', needs: ['fir', 'sections'] },
    answers: { hi: '{unit} में एफ़आईआर', hinglish: '{unit} mein FIR', en: 'An FIR at {unit}', mr: '{unit} येथे' },
    spoken: { en: 'An FIR at {unit}: ask there' },
  },
  {
    key: 'civil_referred',
    needs: ['office', 'date'],
    answers: { en: 'Sent to {office} on {date}', hi: '{date}: {office}' },
    spoken: {},
  },
];
const unit = { en: 'Hazratganj', hi: 'हजरतगंज', mr: null };
const asked = { outcomes, unit, channel: 'x', details: {} };

describe('answers by outcome', () => {
  it.each([
    ['hi', 'हजरतगंज में एफ़आईआर'],
    ['mixed', 'हजरतगंज में एफ़आईआर'],
    ['hinglish', 'Hazratganj mein FIR'],
    ['en', 'An FIR at Hazratganj'],
    ['mr', 'हजरतगंज येथे'],
  ])('are in the citizen’s language: %s', (language, text) =>
    expect(answerFor({ ...asked, outcome: 'fir', language })).toBe(text),
  );

  it('are others for whoever telephoned: he has no message to reply to', () => {
    const phoned = { ...asked, channel: 'desk', language: 'en' };
    expect(answerFor({ ...phoned, outcome: 'fir' })).toBe('An FIR at Hazratganj: ask there');
    expect(isTemplate({ ...phoned, text: 'An FIR at Hazratganj: ask there' })).toBe(true);
    expect(isTemplate({ ...phoned, text: 'An FIR at Hazratganj' })).toBe(false);
  });

  it('leave open what is not known yet, and are filled as it is', () => {
    const civil = { ...asked, outcome: 'civil_referred', language: 'en' };
    expect(answerFor(civil)).toBe('Sent to {office} on {date}');
    expect(answerFor({ ...civil, details: { office: ' Tehsil ', date: '2026-11-26' } })).toBe(
      'Sent to Tehsil on 26/11/2026',
    );
    expect(answerFor({ ...civil, outcome: 'unknown' })).toBe('');
  });

  it('are told from an officer’s own words', () => {
    expect(isTemplate({ ...asked, language: 'en', text: 'An FIR at Hazratganj' })).toBe(true);
    expect(isTemplate({ ...asked, language: 'en', text: '' })).toBe(true);
    expect(isTemplate({ ...asked, language: 'en', text: 'We have lodged it' })).toBe(false);
  });
});
