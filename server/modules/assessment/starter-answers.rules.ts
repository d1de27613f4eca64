import lexicon from '../../data/language/lexicon.json';
import reasonWords from '../../data/language/lexicon-reasons.json';
import urgencies from '../../data/language/starter-urgency.json';
import { answerFeaturesOf } from './answer-features.rules.ts';
import { answerTexts } from './answer-texts.rules.ts';
import type { Example } from './classifier.types.ts';
import { dressedPleas } from './starter-pleas.rules.ts';
import { createPicker, LEXICON_WEIGHT, type LabelledText } from './starter-text.rules.ts';

export const PLEA = 'plea';

/** What all lessons on danger and haste weigh together, however many they are: they must not make everything look like a plea. */
const HASTE_MASS = 320;

/** Complaints as `plea`, everything else by its reason; single listed words beside them, for what no text of the set says. */
export function starterAnswers(): LabelledText[] {
  const out = answerTexts(createPicker());
  for (const [label, words] of Object.entries(reasonWords))
    for (const word of words) out.push({ text: word, label, weight: LEXICON_WEIGHT });
  for (const words of Object.values(lexicon))
    for (const word of words) out.push({ text: word, label: PLEA, weight: LEXICON_WEIGHT / 2 });
  for (const { text } of dressedPleas()) out.push({ text, label: PLEA, weight: 1 });
  // Who is in danger does not always sound like one who complains.
  const haste = [...urgencies['life-risk'], ...urgencies.urgent];
  for (const text of haste) out.push({ text, label: PLEA, weight: HASTE_MASS / haste.length });
  return out;
}

export const toAnswerExample = ({ text, label, weight }: LabelledText): Example => ({
  features: answerFeaturesOf(text),
  label,
  weight,
});
