import { describe, expect, it } from 'vitest';
import type { EnteredWord } from '../inbound/stages.types.ts';
import { normalise } from '../language/normalise.rules.ts';
import { SIREN_SCORE } from '../tickets/alarm.rules.ts';
import { assess } from './assess.rules.ts';
import { createEnteredWords, weighCategories } from './entered-words.rules.ts';
import { starterModel } from './starter.ts';

const model = starterModel();

function read(text: string, words: readonly EnteredWord[] = [], keepAt?: number) {
  const input = { text: normalise(text), model, hasPlace: true, isOutside: false, hasMedia: false };
  return assess({ ...input, entered: createEnteredWords(words), ...(keepAt === undefined ? {} : { keepAt }) });
}

const word = (text: string, says: EnteredWord['says'], label: string | null = null): EnteredWord => ({
  text,
  says,
  label,
});

describe('a word that a person entered', () => {
  const PLEA = 'हमारे मोहल्ले में झबरा लगा है, कृपया कार्यवाही करें';

  it('names the category, in any script and spelling, and is told as the reason', () => {
    expect(read(PLEA).category).not.toBe('gambling');
    for (const text of ['झबरा', 'jhabra', 'Jhabraa']) {
      const after = read(PLEA, [word(text, 'category', 'gambling')]);
      expect(after.category).toBe('gambling');
      expect(after.because).toContainEqual({ word: 'झबरा', weight: 1, says: 'category', entered: 'category' });
      expect(after.because.filter((one) => one.word === 'झबरा' && one.says === 'category')).toHaveLength(1);
    }
  });

  it('does not take a message out of a protected category into an open one', () => {
    const told = createEnteredWords([word('jhabra', 'category', 'traffic')]).find(['jhbra']);
    expect(told.categories).toEqual(new Set(['traffic']));
    const scored = [
      { label: 'women-safety', score: 0.4 },
      { label: 'traffic', score: 0.35 },
      { label: 'theft', score: 0.25 },
    ];
    expect(weighCategories(scored, told)[0]?.label).toBe('women-safety');
    expect(weighCategories(scored.slice(1), told)[0]?.label).toBe('traffic');
    const toProtected = createEnteredWords([word('jhabra', 'category', 'women-safety')]).find(['jhbra']);
    expect(weighCategories(scored.toReversed(), toProtected)[0]?.label).toBe('women-safety');
  });

  it('raises to danger, silently where nothing else speaks for it, and never lowers', () => {
    const calm = read(PLEA);
    expect(calm.urgency).not.toBe('life-risk');
    const raised = read(PLEA, [word('jhabra', 'danger')]);
    expect(raised).toMatchObject({ answer: 'act', urgency: 'life-risk' });
    expect(raised.urgencyScore).toBeLessThan(SIREN_SCORE);
    const cry = 'बचाओ अभी मेरे भाई को चाकू मार रहे हैं, हजरतगंज चौराहे पर, जान से मार देंगे, तुरंत आइए झबरा';
    const loud = read(cry);
    expect(loud.urgencyScore).toBeGreaterThanOrEqual(SIREN_SCORE);
    expect(read(cry, [word('jhabra', 'danger')]).urgencyScore).toBe(loud.urgencyScore);
    for (const says of ['reason', 'category', 'act'] as const)
      expect(read(cry, [word('jhabra', says, says === 'reason' ? 'spam-ad' : 'traffic')]).urgency).toBe('life-risk');
  });

  it('filters what asks for little, but no clear plea', () => {
    const vague = 'झबरा वाले भाई को देखिए जी';
    const before = read(vague);
    expect(before.answer).not.toBe('not-for-us');
    const after = read(vague, [word('झबरा', 'reason', 'spam-ad')]);
    expect(after).toMatchObject({ answer: 'not-for-us', reason: 'spam-ad' });
    expect(after.because).toContainEqual({ word: 'झबरा', weight: -1, says: 'answer', entered: 'reason' });
    const clear = 'मेरा मोबाइल हजरतगंज चौराहे पर दो लड़के छीनकर भाग गए, काली बाइक थी, झबरा, कृपया मदद करें';
    expect(read(clear, [word('झबरा', 'reason', 'spam-ad')]).answer).toBe('act');
    expect(read(vague, [word('झबरा', 'reason', 'spam-ad'), word('भाई', 'act')]).answer).not.toBe('not-for-us');
  });

  it('keeps for a person what the stages would filter', () => {
    const praise = 'Well done UP Police, proud of you jhabra';
    expect(read(praise).answer).toBe('not-for-us');
    expect(read(praise, [word('झबरा', 'act')]).answer).not.toBe('not-for-us');
  });

  it('of several words stands where all stand together, and changes nothing elsewhere', () => {
    const words = [word('lal jhabra', 'danger')];
    expect(read('कल लाल झबरा वहाँ आया था', words).urgency).toBe('life-risk');
    const other = 'कल झबरा लाल वहाँ आया था';
    expect(read(other, words)).toEqual(read(other));
  });
});

it('filters more or less where an administrator set another threshold', () => {
  const doubtful = 'Well done UP Police, proud of you';
  const { score } = read(doubtful);
  expect(read(doubtful, [], score / 2).answer).not.toBe('not-for-us');
  expect(read(doubtful, [], Math.min(1, score * 2)).answer).toBe('not-for-us');
});
