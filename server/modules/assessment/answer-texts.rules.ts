import abuse from '../../data/language/answers/abuse.json';
import dressing from '../../data/language/answers/dress.json';
import newsOpinion from '../../data/language/answers/news-opinion.json';
import noDetails from '../../data/language/answers/no-details.json';
import otherDepartment from '../../data/language/answers/other-department.json';
import plea from '../../data/language/answers/plea.json';
import praise from '../../data/language/answers/praise.json';
import question from '../../data/language/answers/question.json';
import spamAd from '../../data/language/answers/spam-ad.json';
import templates from '../../data/language/starter-templates.json';
import { misspell } from './misspell.rules.ts';
import { towns, type LabelledText, type Picker } from './starter-text.rules.ts';

/** `mixed`: Hindi or Marathi with English, in two scripts. */
type Voice = 'hi' | 'hinglish' | 'en' | 'mr' | 'mixed';
const VOICES: readonly Voice[] = ['hi', 'hinglish', 'en', 'mr', 'mixed'];
type ByVoice = Readonly<Record<Voice, readonly string[]>>;

/** What is authored for each answer: `plea` holds pleas in disguise (questions, sarcasm, thanks around a matter), the rest asks for nothing of the police, or too little. */
export const answerCores: Readonly<Record<string, ByVoice>> = {
  abuse,
  'news-opinion': newsOpinion,
  'no-details': noDetails,
  'other-department': otherDepartment,
  plea,
  praise,
  question,
  'spam-ad': spamAd,
};

const tongueOf = (voice: Voice): Exclude<Voice, 'mixed'> => (voice === 'mixed' ? 'hi' : voice);

function fill({ core, voice, pick }: { core: string; voice: Voice; pick: Picker }): string {
  const tongue = tongueOf(voice);
  return core
    .replace('{c}', pick(templates.crimes[tongue]) ?? '')
    .replace('{p}', pick(towns[tongue]) ?? '')
    .replace('{d}', pick(dressing.durations[voice]) ?? '')
    .replace('{n}', pick(dressing.sums) ?? '');
}

const copiesOf = (core: string): number => (core.includes('{c}') ? 4 : core.includes('{') ? 3 : 2);

function dressed({ text, label, voice, pick }: { text: string; label: string; voice: Voice; pick: Picker }): string {
  const before = pick((dressing.before as Record<string, ByVoice>)[label]?.[voice] ?? []) ?? '';
  const after = pick((dressing.after as Record<string, ByVoice>)[label]?.[voice] ?? []) ?? '';
  const shape = pick([`${before} ${text}`, `${text} ${after}`, `${before} ${text} ${after}`, text]) ?? text;
  const town = label === 'no-details' ? '' : (pick(towns[tongueOf(voice)]) ?? '');
  return pick([shape, shape, misspell({ text: shape, pick }), `${shape} ${town}`]) ?? shape;
}

/** Every core as it is written, and as people send it: with places, sums, greetings, pictographs, links and slips of the thumb. */
export function answerTexts(pick: Picker): LabelledText[] {
  const out: LabelledText[] = [];
  for (const [label, byVoice] of Object.entries(answerCores)) {
    for (const voice of VOICES) {
      for (const core of byVoice[voice]) {
        out.push({ text: fill({ core, voice, pick }), label, weight: 1 });
        for (let copy = 1; copy < copiesOf(core); copy++)
          out.push({ text: dressed({ text: fill({ core, voice, pick }), label, voice, pick }), label, weight: 1 });
      }
    }
  }
  return out;
}
