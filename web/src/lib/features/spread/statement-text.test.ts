import { describe, expect, it } from 'vitest';
import { blanksOf, settleBlank } from './statement-text.ts';

const texts = {
  en: 'We know of it. [?Police are at the scene.] [?The ACP is inquiring.] More by six.',
  hi: 'सूचना मिली है। [?पुलिस मौके पर है।] [?एसीपी जाँच कर रहे हैं।] छह बजे तक।',
};

describe('places of a statement', () => {
  it('are named in order', () => {
    expect(blanksOf(texts.en)).toEqual(['Police are at the scene.', 'The ACP is inquiring.']);
    expect(blanksOf('Come by six [today].')).toEqual([]);
  });

  it('are confirmed or left out in all languages at once, as long as these have the same', () => {
    const confirmed = settleBlank({ texts, language: 'en', at: 1, keep: 'confirm' });
    expect(confirmed).toEqual({
      en: 'We know of it. [?Police are at the scene.] The ACP is inquiring. More by six.',
      hi: 'सूचना मिली है। [?पुलिस मौके पर है।] एसीपी जाँच कर रहे हैं। छह बजे तक।',
    });
    expect(settleBlank({ texts: confirmed, language: 'hi', at: 0, keep: 'drop' })).toEqual({
      en: 'We know of it. The ACP is inquiring. More by six.',
      hi: 'सूचना मिली है। एसीपी जाँच कर रहे हैं। छह बजे तक।',
    });
  });

  it('are settled in one language alone where somebody wrote the others anew', () => {
    const own = { ...texts, hi: 'सूचना मिली है।' };
    expect(settleBlank({ texts: own, language: 'en', at: 0, keep: 'drop' })).toEqual({
      en: 'We know of it. [?The ACP is inquiring.] More by six.',
      hi: 'सूचना मिली है।',
    });
  });
});
