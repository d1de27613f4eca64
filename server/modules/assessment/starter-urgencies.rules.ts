import others from '../../data/language/starter-other.json';
import pleas from '../../data/language/starter-pleas.json';
import urgencyPhrases from '../../data/language/urgency.json';
import urgencies from '../../data/language/starter-urgency.json';
import { LEXICON_WEIGHT, TONGUES, type LabelledText } from './starter-text.rules.ts';

/** Categories whose starter texts are, as written, not pressing. */
const CALM_CATEGORIES: ReadonlySet<string> = new Set([
  'traffic',
  'gambling',
  'narcotics-liquor',
  'police-misconduct',
  'police-service',
  'lost-property',
  'public-nuisance',
  'vice-trafficking',
  'illegal-mining',
  'forced-conversion',
]);

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
  for (const [category, byTongue] of Object.entries(pleas)) {
    if (!CALM_CATEGORIES.has(category)) continue;
    for (const tongue of TONGUES) for (const text of byTongue[tongue]) out.push({ text, label: 'normal', weight: 0.6 });
  }
  return out;
}
