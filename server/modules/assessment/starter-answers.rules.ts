import lexicon from '../../data/language/lexicon.json';
import reasonWords from '../../data/language/lexicon-reasons.json';
import urgencies from '../../data/language/starter-urgency.json';
import { answerFeaturesOf } from './answer-features.rules.ts';
import { answerTexts } from './answer-texts.rules.ts';
import type { Example } from './classifier.types.ts';
import { dressedPleas } from './starter-pleas.rules.ts';
import { createPicker, LEXICON_WEIGHT, type LabelledText } from './starter-text.rules.ts';

export const PLEA = 'plea';

/** Complaints as `plea`, everything else by its reason; single listed words beside them, for what no text of the set says. */
export function starterAnswers(): LabelledText[] {
  const out = answerTexts(createPicker());
  for (const [label, words] of Object.entries(reasonWords))
    for (const word of words) out.push({ text: word, label, weight: LEXICON_WEIGHT });
  for (const words of Object.values(lexicon))
    for (const word of words) out.push({ text: word, label: PLEA, weight: LEXICON_WEIGHT / 2 });
  for (const { text } of dressedPleas()) out.push({ text, label: PLEA, weight: 1 });
  // Who is in danger does not always sound like one who complains.
  for (const text of [...urgencies['life-risk'], ...urgencies.urgent]) out.push({ text, label: PLEA, weight: 1 });
  return out;
}

export const toAnswerExample = ({ text, label, weight }: LabelledText): Example => ({
  features: answerFeaturesOf(text),
  label,
  weight,
});
