import clues from '../../data/language/clues.json';
import english from '../../data/language/starter-pleas-en.json';
import hindi from '../../data/language/starter-pleas-hi.json';
import hinglish from '../../data/language/starter-pleas-hinglish.json';
import marathi from '../../data/language/starter-pleas-mr.json';
import mixed from '../../data/language/starter-pleas-mixed.json';
import type { Urgency } from '../inbound/stages.types.ts';
import { dressPlea, plainPlea, type Plea } from './starter-dress.rules.ts';
import { createPicker, type LabelledText } from './starter-text.rules.ts';

type ByCategory = Readonly<Record<string, readonly string[]>>;
const sources: readonly (readonly [Plea['tongue'], ByCategory])[] = [
  ['hi', hindi],
  ['hinglish', hinglish],
  ['en', english],
  ['mr', marathi],
  ['mixed', mixed],
];

const marks: Readonly<Record<string, Urgency | null>> = { '!!': 'life-risk', '!': 'urgent', '?': null };
const markPattern = /^(!!|!|\?) /;

/** Takes the mark of urgency off a line of the starter set: `!! ` life-risk, `! ` urgent, `? ` left open, none: normal. */
export function readMark(line: string): { core: string; level: Urgency | null } {
  const mark = markPattern.exec(line)?.[1];
  return mark === undefined
    ? { core: line, level: 'normal' }
    : { core: line.replace(markPattern, ''), level: marks[mark] ?? null };
}

const pleas: readonly Plea[] = sources.flatMap(([tongue, byCategory]) =>
  Object.entries(byCategory).flatMap(([category, lines]) =>
    lines.map((line) => ({ ...readMark(line), category, tongue })),
  ),
);

const PLAIN_WEIGHT = 1;
const DRESSED_WEIGHT = 0.7;

/** Every complaint once word for word and `copies` times as people send it, each time otherwise; the same at every start. */
export function expandPleas(copies = 1): { readonly plea: Plea; readonly text: string; readonly weight: number }[] {
  const pick = createPicker();
  return pleas.flatMap((plea) => [
    { plea, text: plainPlea({ plea, pick }), weight: PLAIN_WEIGHT },
    ...Array.from({ length: copies }, () => ({ plea, text: dressPlea({ plea, pick }), weight: DRESSED_WEIGHT })),
  ]);
}

/** A clue alone is a short text, and teaches less than a whole one. */
const CLUE_WEIGHT = 0.6;

/** Complaints by category, and the clues to one. */
export function starterCategories(): LabelledText[] {
  const out: LabelledText[] = expandPleas().map(({ plea, text, weight }) => ({ text, label: plea.category, weight }));
  for (const [label, phrases] of Object.entries(clues))
    for (const text of phrases) out.push({ text, label, weight: CLUE_WEIGHT });
  return out;
}

/** What all complaints weigh together beside other messages, however many there are: the set may grow without shifting what is common. */
const WEIGHT_OF_ALL = 528;

/** Every complaint of the starter set once, as people send it; the label is its category. */
export function dressedPleas(): LabelledText[] {
  const pick = createPicker();
  return pleas.map((plea) => ({
    text: dressPlea({ plea, pick }),
    label: plea.category,
    weight: WEIGHT_OF_ALL / pleas.length,
  }));
}
