import lexicon from '../../data/language/lexicon.json';
import pleas from '../../data/language/starter-pleas.json';
import { createPicker, dress, LEXICON_WEIGHT, TONGUES, type LabelledText } from './starter-text.rules.ts';

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

/** Every complaint of the starter set once, as people send it; the label is its category. */
export function dressedPleas(): LabelledText[] {
  const pick = createPicker();
  return Object.entries(pleas).flatMap(([label, byTongue]) =>
    TONGUES.flatMap((tongue) =>
      byTongue[tongue].map((core) => ({ text: dress({ core, tongue, pick }), label, weight: 1 })),
    ),
  );
}
