import { REASONS, type Because, type EnteredFor, type EnteredWord, type Reason } from '../inbound/stages.types.ts';
import type { NormalisedText } from '../language/language.types.ts';
import { isProtectedCategory } from './categories.rules.ts';
import type { ScoredLabel } from './classifier.types.ts';
import { createLabelFinder } from './phrases.rules.ts';

/** Words that people entered, ready to be looked for. Any number of readings may share them. */
export interface EnteredWords {
  find(words: readonly string[]): Told;
}

interface Hit {
  readonly says: EnteredFor;
  readonly label: string | null;
  readonly at: number;
  readonly length: number;
}

/** What the entered words in a text speak for. */
export interface Told {
  readonly categories: ReadonlySet<string>;
  readonly reasons: ReadonlySet<Reason>;
  readonly isDanger: boolean;
  readonly isAct: boolean;
  readonly hits: readonly Hit[];
}

/** A word that a person entered multiplies the odds by this: what is learnt and quite sure stands against it. */
const ODDS = 20;
/** What is said to be for a person is that for certain, as far as the filter goes. */
const ACT_SCORE = 0.9;
/** Below the score from which an alarm sounds: an entered word alone raises a silent one. */
export const ENTERED_DANGER_SCORE = 0.7;

const isReason = (label: string | null): label is Reason => (REASONS as readonly (string | null)[]).includes(label);

const NOTHING: Told = { categories: new Set(), reasons: new Set(), isDanger: false, isAct: false, hits: [] };

/** Makes the words findable. A phrase stands where its folded words stand; a longer word also for what begins with it. */
export function createEnteredWords(list: readonly EnteredWord[]): EnteredWords {
  const keyed = new Map<string, EnteredWord[]>();
  for (const word of list) {
    const key = `${word.says}:${word.label ?? ''}`;
    keyed.set(key, [...(keyed.get(key) ?? []), word]);
  }
  const texts = [...keyed].map(([key, words]) => [key, words.map(({ text }) => text)] as const);
  const finder = createLabelFinder(Object.fromEntries(texts));
  return {
    find(words) {
      if (list.length === 0) return NOTHING;
      const found = finder.find(words);
      if (found.length === 0) return NOTHING;
      const hits = found.flatMap(({ label: key, at, length }): Hit[] => {
        const word = keyed.get(key)?.[0];
        return word ? [{ says: word.says, label: word.label, at, length }] : [];
      });
      const of = (says: EnteredFor): Hit[] => hits.filter((hit) => hit.says === says);
      return {
        categories: new Set(of('category').flatMap(({ label }) => label ?? [])),
        reasons: new Set(of('reason').flatMap(({ label }) => (isReason(label) ? [label] : []))),
        isDanger: of('danger').length > 0,
        isAct: of('act').length > 0,
        hits,
      };
    },
  };
}

export const NO_ENTERED_WORDS: EnteredWords = createEnteredWords([]);

/** Scores with the odds of some labels raised, best first; they still add up to what they did. */
function raised(scored: readonly ScoredLabel[], labels: ReadonlySet<string>): readonly ScoredLabel[] {
  const lifted = scored.map(({ label, score }) => ({ label, score: labels.has(label) ? score * ODDS : score }));
  const before = scored.reduce((sum, { score }) => sum + score, 0);
  const after = lifted.reduce((sum, { score }) => sum + score, 0);
  return lifted
    .map(({ label, score }) => ({ label, score: after === 0 ? score : (score * before) / after }))
    .sort((a, b) => b.score - a.score);
}

/** Categories after entered words spoke. No word takes a message out of a protected category into an open one. */
export function weighCategories(scored: readonly ScoredLabel[], { categories }: Told): readonly ScoredLabel[] {
  const [best] = scored;
  if (categories.size === 0 || best === undefined) return scored;
  const after = raised(scored, categories);
  const isOpened = isProtectedCategory(best.label) && !isProtectedCategory(after[0]?.label ?? null);
  return isOpened ? scored : after;
}

/** Answers after entered words spoke: of the reasons why not, an entered one comes first. */
export const weighAnswers = (scored: readonly ScoredLabel[], { reasons }: Told): readonly ScoredLabel[] =>
  reasons.size === 0
    ? scored
    : scored.toSorted((a, b) => Number(isEntered(reasons, b)) - Number(isEntered(reasons, a)));

const isEntered = (reasons: ReadonlySet<string>, { label }: ScoredLabel): boolean => reasons.has(label);

/**
 * The probability that a person must see it. A word for it settles that; a word against it lowers the odds, so that a
 * clear plea in which it stands is seen all the same.
 */
export function weighProbability(probability: number, { reasons, isAct }: Told): number {
  if (isAct) return Math.max(probability, ACT_SCORE);
  if (reasons.size === 0) return probability;
  const odds = probability / Math.max(1 - probability, 1e-9) / ODDS;
  return odds / (1 + odds);
}

/** The entered words that had a part in what was decided, in the message's own spelling. */
export function explainEntered({
  text,
  told,
  category,
  reason,
}: {
  text: NormalisedText;
  told: Told;
  category: string | null;
  reason: Reason | null;
}): Because[] {
  const seen = new Set<string>();
  return told.hits.flatMap(({ says, label, at, length }): Because[] => {
    const word = text.tokens.slice(at, at + length).join(' ');
    const key = `${says} ${word}`;
    if (word === '' || seen.has(key)) return [];
    if (says === 'category' && label !== category) return [];
    if (says === 'reason' && label !== reason) return [];
    seen.add(key);
    const weight = says === 'reason' ? -1 : 1;
    return [{ word, weight, says: says === 'category' ? 'category' : 'answer', entered: says }];
  });
}
