import context from '../../data/language/starter-context.json';
import lexicon from '../../data/language/lexicon.json';
import others from '../../data/language/starter-other.json';
import pleas from '../../data/language/starter-pleas.json';
import reasonWords from '../../data/language/lexicon-reasons.json';
import templates from '../../data/language/starter-templates.json';
import urgencyPhrases from '../../data/language/urgency.json';
import urgencies from '../../data/language/starter-urgency.json';
import { normalise } from '../language/normalise.rules.ts';
import type { Example } from './classifier.types.ts';
import { featuresOf } from './features.rules.ts';

/** A labelled text of the starter set. */
export interface LabelledText {
  readonly text: string;
  readonly label: string;
  readonly weight: number;
}

type Tongue = 'hi' | 'hinglish' | 'en' | 'mr';
const TONGUES: readonly Tongue[] = ['hi', 'hinglish', 'en', 'mr'];
type ByTongue = Readonly<Record<Tongue, readonly string[]>>;

const towns: ByTongue = {
  hi: ['लखनऊ', 'जौनपुर', 'हजरतगंज', 'बरेली', 'गोमतीनगर', 'मेरठ', 'सैदपुर', 'कानपुर'],
  hinglish: ['lucknow', 'jaunpur', 'hazratganj', 'bareilly', 'gomti nagar', 'meerut', 'saidpur', 'kanpur'],
  en: ['Lucknow', 'Jaunpur', 'Hazratganj', 'Bareilly', 'Gomti Nagar', 'Meerut', 'Kothrud', 'Hadapsar'],
  mr: ['कोथरूड', 'हडपसर', 'स्वारगेट', 'खडकी', 'येरवडा', 'पुणे', 'वाघोली', 'बाणेर'],
};

/** Picks by a counter: varied, and the same at every start. */
function createPicker(): <T>(list: readonly T[]) => T | undefined {
  let state = 1;
  return (list) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return list[(state >>> 8) % Math.max(list.length, 1)];
  };
}

/** A plea as people send it: with and without address, place and entreaty, in changing order. */
function dress({
  core,
  tongue,
  pick,
}: {
  core: string;
  tongue: Tongue;
  pick: ReturnType<typeof createPicker>;
}): string {
  const town = pick(towns[tongue]) ?? '';
  const village = pick(context.villages) ?? '';
  const place = (pick((context.places as ByTongue)[tongue]) ?? '{p}').replace('{p}', town).replace('{v}', village);
  const opener = pick((context.openers as ByTongue)[tongue]) ?? '';
  const plea = pick((context.pleas as ByTongue)[tongue]) ?? '';
  const shapes = [
    `${place} ${core}`,
    `${opener} ${core} ${plea}`,
    `${core}, ${place}. ${plea}`,
    `${opener} ${place} ${core} ${plea}`,
    core,
  ];
  return (pick(shapes) ?? core).trim();
}

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

const PLEA = 'plea';
const LEXICON_WEIGHT = 0.5;
const DRESSED_COPIES = 3;

/** Complaints by category. */
export function starterCategories(): LabelledText[] {
  const pick = createPicker();
  const out: LabelledText[] = [];
  for (const [label, byTongue] of Object.entries(pleas)) {
    for (const tongue of TONGUES) {
      for (const core of byTongue[tongue]) {
        out.push({ text: core, label, weight: 1 });
        for (let copy = 1; copy < DRESSED_COPIES; copy++)
          out.push({ text: dress({ core, tongue, pick }), label, weight: 0.6 });
      }
    }
  }
  for (const [label, words] of Object.entries(lexicon))
    for (const word of words) out.push({ text: word, label, weight: LEXICON_WEIGHT });
  return out;
}

const COPIES_OF_TEMPLATE = 5;

/** The words of crimes in the mouths of those who ask for nothing (praise, news, questions) and of those who do: so that the crime word alone decides nothing. */
function crimesInAllMouths(pick: ReturnType<typeof createPicker>): LabelledText[] {
  const out: LabelledText[] = [];
  for (const [label, byTongue] of Object.entries(templates.templates)) {
    for (const tongue of TONGUES) {
      for (const template of byTongue[tongue]) {
        for (let copy = 0; copy < COPIES_OF_TEMPLATE; copy++) {
          const crime = pick((templates.crimes as ByTongue)[tongue]) ?? '';
          out.push({
            text: template.replace('{c}', crime).replace('{p}', pick(towns[tongue]) ?? ''),
            label,
            weight: 0.5,
          });
        }
      }
    }
  }
  return out;
}

const TAILS: Readonly<Partial<Record<string, number>>> = { 'no-details': 0.5 };

/** Complaints as `plea`, everything else by its reason. */
export function starterAnswers(): LabelledText[] {
  const pick = createPicker();
  const out = crimesInAllMouths(pick);
  for (const [label, words] of Object.entries(reasonWords))
    for (const word of words) out.push({ text: word, label, weight: LEXICON_WEIGHT });
  for (const words of Object.values(lexicon))
    for (const word of words) out.push({ text: word, label: PLEA, weight: LEXICON_WEIGHT / 2 });
  for (const byTongue of Object.values(pleas)) {
    for (const tongue of TONGUES) {
      for (const core of byTongue[tongue]) out.push({ text: dress({ core, tongue, pick }), label: PLEA, weight: 1 });
    }
  }
  for (const [label, byTongue] of Object.entries(others)) {
    for (const tongue of TONGUES) {
      for (const core of byTongue[tongue]) {
        const town = pick(towns[tongue]) ?? '';
        out.push({ text: core, label, weight: 1.5 });
        out.push({
          text: pick([`${town} ${core}`, `${core} ${town}`, core]) ?? core,
          label,
          weight: TAILS[label] ?? 1,
        });
        if (label === 'other-department') {
          const plea = pick((context.pleas as ByTongue)[tongue]) ?? '';
          out.push({ text: `${core} ${plea}`, label, weight: 1 });
        }
      }
    }
  }
  return out;
}

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

export const toExample = ({ text, label, weight }: LabelledText): Example => ({
  features: featuresOf(normalise(text)),
  label,
  weight,
});
