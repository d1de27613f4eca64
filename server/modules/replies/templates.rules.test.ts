import { describe, expect, it } from 'vitest';
import { measureXText, X_LIMIT } from '../channels/drivers/x/length.ts';
import { loadReferenceUnits } from '../units/reference.ts';
import { neutralLine } from './neutral.rules.ts';
import { fillTemplate, type TemplateKey } from './templates.rules.ts';

const LANGUAGES = ['en', 'hi', 'hinglish', 'mr'] as const;
/** That a docket is none, and the path to one. */
const NOT_AN_FIR = /(not an FIR|एफआईआर नहीं|FIR nahi|एफआयआर नाही).*(173)/;
const names = loadReferenceUnits().flatMap((unit) => Object.values(unit.names).filter((name) => name !== null));
const longest = names.sort((a, b) => b.length - a.length)[0] ?? '';

describe('the acknowledgement', () => {
  const filled = (key: TemplateKey, language: string): string =>
    fillTemplate(key, language, { docket: 'LKO-261121-0042-7', unit: longest, code: 'ABCD2345' });

  it.each(LANGUAGES)('says in %s that a docket is not an FIR, and how one is had', (language) => {
    for (const key of ['acknowledgement', 'acknowledgement-private'] as const) {
      const text = filled(key, language);
      expect(text).toMatch(NOT_AN_FIR);
      expect(measureXText(text)).toBeLessThanOrEqual(X_LIMIT);
    }
    expect(filled('acknowledgement', language)).toMatch(/(Zero FIR|ज़ीरो एफआईआर|झिरो एफआयआर).*3/);
  });

  it.each(LANGUAGES)('says in %s nothing of a docket where nothing may be said: its page does', (language) => {
    expect(neutralLine(language)).not.toMatch(/FIR|एफआईआर|एफआयआर|docket|डॉकेट/i);
  });
});
