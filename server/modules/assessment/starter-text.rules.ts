import context from '../../data/language/starter-context.json';
import { normalise } from '../language/normalise.rules.ts';
import type { Example } from './classifier.types.ts';
import { featuresOf } from './features.rules.ts';

/** A labelled text of the starter set. */
export interface LabelledText {
  readonly text: string;
  readonly label: string;
  readonly weight: number;
}

export type Tongue = 'hi' | 'hinglish' | 'en' | 'mr';
export const TONGUES: readonly Tongue[] = ['hi', 'hinglish', 'en', 'mr'];
export type ByTongue = Readonly<Record<Tongue, readonly string[]>>;

export const towns: ByTongue = {
  hi: ['लखनऊ', 'जौनपुर', 'हजरतगंज', 'बरेली', 'गोमतीनगर', 'मेरठ', 'सैदपुर', 'कानपुर'],
  hinglish: ['lucknow', 'jaunpur', 'hazratganj', 'bareilly', 'gomti nagar', 'meerut', 'saidpur', 'kanpur'],
  en: ['Lucknow', 'Jaunpur', 'Hazratganj', 'Bareilly', 'Gomti Nagar', 'Meerut', 'Kothrud', 'Hadapsar'],
  mr: ['कोथरूड', 'हडपसर', 'स्वारगेट', 'खडकी', 'येरवडा', 'पुणे', 'वाघोली', 'बाणेर'],
};

/** A single listed word teaches half of what a whole text does. */
export const LEXICON_WEIGHT = 0.5;

export type Picker = <T>(list: readonly T[]) => T | undefined;

/** Picks by a counter: varied, and the same at every start. */
export function createPicker(): Picker {
  let state = 1;
  return (list) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return list[(state >>> 8) % Math.max(list.length, 1)];
  };
}

/** A plea as people send it: with and without address, place and entreaty, in changing order. */
export function dress({ core, tongue, pick }: { core: string; tongue: Tongue; pick: Picker }): string {
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

export const toExample = ({ text, label, weight }: LabelledText): Example => ({
  features: featuresOf(normalise(text)),
  label,
  weight,
});
