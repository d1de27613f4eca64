import lexicon from '../../data/language/lexicon.json';
import others from '../../data/language/starter-other.json';
import reasonWords from '../../data/language/lexicon-reasons.json';
import templates from '../../data/language/starter-templates.json';
import context from '../../data/language/starter-context.json';
import { dressedPleas } from './starter-pleas.rules.ts';
import {
  createPicker,
  LEXICON_WEIGHT,
  TONGUES,
  towns,
  type ByTongue,
  type LabelledText,
  type Picker,
} from './starter-text.rules.ts';

const PLEA = 'plea';
/** What all complaints weigh together, however many there are: the set may grow without shifting what is common. */
const WEIGHT_OF_PLEAS = 528;
const COPIES_OF_TEMPLATE = 5;

/** The words of crimes in the mouths of those who ask for nothing (praise, news, questions) and of those who do: so that the crime word alone decides nothing. */
function crimesInAllMouths(pick: Picker): LabelledText[] {
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
  const complaints = dressedPleas();
  for (const { text } of complaints) out.push({ text, label: PLEA, weight: WEIGHT_OF_PLEAS / complaints.length });
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
