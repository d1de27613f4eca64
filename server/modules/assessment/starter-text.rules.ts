import { normalise } from '../language/normalise.rules.ts';
import type { Example, Features } from './classifier.types.ts';
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
  hi: [
    'लखनऊ',
    'जौनपुर',
    'हजरतगंज',
    'बरेली',
    'गोमतीनगर',
    'मेरठ',
    'सैदपुर',
    'कानपुर',
    'आजमगढ़',
    'बलिया',
    'मड़ियांव',
    'चकेरी',
    'अलीगढ़',
    'बांदा',
    'सुल्तानपुर',
    'फूलपुर',
    'बहराइच',
    'इंदिरापुरम',
    'मोहनलालगंज',
    'चंदौली',
    'देवरिया',
    'मुगलसराय',
  ],
  hinglish: [
    'lucknow',
    'jaunpur',
    'hazratganj',
    'bareilly',
    'gomti nagar',
    'meerut',
    'saidpur',
    'kanpur',
    'azamgarh',
    'ballia',
    'noida',
    'ghaziabad',
    'agra',
    'mathura',
    'jhansi',
    'etawah',
    'gorakhpur',
    'alambagh',
    'chakeri',
    'sultanpur',
    'prayagraj',
    'kothrud',
  ],
  en: [
    'Lucknow',
    'Jaunpur',
    'Hazratganj',
    'Bareilly',
    'Gomti Nagar',
    'Meerut',
    'Kothrud',
    'Hadapsar',
    'Noida',
    'Ghaziabad',
    'Agra',
    'Varanasi',
    'Prayagraj',
    'Kanpur',
    'Wakad',
    'Baner',
    'Camp',
    'Viman Nagar',
    'Gorakhpur',
    'Mathura',
    'Jhansi',
    'Aliganj',
  ],
  mr: [
    'कोथरूड',
    'हडपसर',
    'स्वारगेट',
    'खडकी',
    'येरवडा',
    'पुणे',
    'वाघोली',
    'बाणेर',
    'कोंढवा',
    'वारजे',
    'बिबवेवाडी',
    'कात्रज',
    'औंध',
    'धनकवडी',
    'लोहगाव',
    'शिवाजीनगर',
    'पर्वती',
    'खराडी',
  ],
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

/** Makes examples of labelled texts; a text that several classifiers learn from is read once. */
export function createExampleMaker(): (labelled: LabelledText) => Example {
  const known = new Map<string, Features>();
  return ({ text, label, weight }) => {
    const features = known.get(text) ?? featuresOf(normalise(text));
    known.set(text, features);
    return { features, label, weight };
  };
}
