import { describe, expect, it } from 'vitest';
import { RED_LANE_SCRIPTS, firstWords } from './scripts.ts';

const LANGUAGES = ['en', 'hi', 'mr', 'hinglish'] as const;
const HAZRATGANJ = { en: 'Hazratganj', hi: 'हज़रतगंज', mr: null };
const cases = RED_LANE_SCRIPTS.flatMap((script) =>
  LANGUAGES.map((language) => ({ script, language, kind: script.kind })),
);
const questions = (text: string): number => text.split('?').length - 1;

describe('the first words to somebody whose life may be at risk', () => {
  it.each(cases)('ask for the place of $kind in $language where nobody knows it', ({ script, language }) => {
    const text = firstWords({ script, language, place: null });
    expect(text).toBe(script.first[language]);
    expect(questions(text)).toBe(2);
  });

  it.each(cases)('name the place of $kind in $language where it is known, and ask only for safety', (one) => {
    const text = firstWords({ ...one, place: HAZRATGANJ });
    expect(questions(text)).toBe(1);
    expect(text).toContain(one.language === 'hi' ? 'हज़रतगंज' : 'Hazratganj');
    expect(text.endsWith('?')).toBe(true);
    expect(text).toContain('112');
    expect(text.length).toBeLessThanOrEqual(280);
  });
});
