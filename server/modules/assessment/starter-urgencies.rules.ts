import others from '../../data/language/starter-other.json';
import urgencyPhrases from '../../data/language/urgency.json';
import urgencies from '../../data/language/starter-urgency.json';
import { expandPleas } from './starter-pleas.rules.ts';
import { LEXICON_WEIGHT, TONGUES, type LabelledText } from './starter-text.rules.ts';

/** A danger overlooked costs more than one too many. */
const LEVEL_WEIGHTS: Readonly<Partial<Record<string, number>>> = { 'life-risk': 2, urgent: 1.5 };

/** How soon: authored for each level; what thanks, asks or jokes is normal. Complaints without a level teach only what is common. */
export function starterUrgencies(): LabelledText[] {
  const out: LabelledText[] = [];
  for (const [label, texts] of Object.entries(urgencies))
    for (const text of texts) out.push({ text, label, weight: LEVEL_WEIGHTS[label] ?? 1 });
  const listed = [
    ['life-risk', urgencyPhrases.lifeRisk],
    ['urgent', urgencyPhrases.urgent],
    ['normal', [...urgencyPhrases.past, ...urgencyPhrases.notLifeRisk]],
  ] as const;
  for (const [label, texts] of listed) for (const text of texts) out.push({ text, label, weight: LEXICON_WEIGHT });
  for (const [label, byTongue] of Object.entries(others)) {
    if (label === 'no-details') continue;
    for (const tongue of TONGUES) for (const text of byTongue[tongue]) out.push({ text, label: 'normal', weight: 0.5 });
  }
  for (const { plea, text, weight } of expandPleas())
    if (plea.level !== null) out.push({ text, label: plea.level, weight: weight * (LEVEL_WEIGHTS[plea.level] ?? 1) });
  return out;
}
