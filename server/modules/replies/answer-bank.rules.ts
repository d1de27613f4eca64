import bank from '../../data/answers/bank.json';
import { createPhraseFinder } from '../assessment/phrases.rules.ts';
import type { Reason } from '../inbound/stages.types.ts';

type Text = (typeof bank)[number]['texts'];

export interface BankAnswer {
  readonly key: string;
  readonly names: { readonly en: string; readonly hi: string; readonly mr: string };
  readonly text: string;
  /** Since when it holds: `2026-11-26`. */
  readonly from: string;
  /** Whose office it points to. */
  readonly source: string;
}

const MOST = 4;
const ENTRIES = bank.map((entry) => ({ ...entry, finder: createPhraseFinder(entry.words) }));

/** Languages in which the bank speaks; mixed messages are answered in Hindi. */
const textIn = (texts: Text, language: string): string =>
  language === 'en' || language === 'mr' || language === 'hinglish' ? texts[language] : texts.hi;

/**
 * Answers that may help where a post is no matter for the police, best first: those whose cue words stand in the folded
 * words, and those that fit the reason whatever it is about. A person chooses: the words never decide that it is not ours.
 */
export function bankAnswers({
  words,
  reason,
  language,
  state,
}: {
  words: readonly string[];
  reason: Reason | null;
  language: string;
  /** up | mh; null where the force's state is not known. */
  state: string | null;
}): BankAnswer[] {
  return ENTRIES.filter((entry) => entry.state === 'all' || entry.state === state)
    .map((entry) => ({
      entry,
      cues: new Set(entry.finder.find(words).map(({ at }) => at)).size,
      fits: reason !== null && entry.reasons.includes(reason),
      isOnly: entry.reasons.length === 1,
    }))
    .filter(({ cues, fits, isOnly }) => (cues > 0 && (reason === null || fits)) || (fits && isOnly))
    .sort((a, b) => b.cues - a.cues || Number(b.fits) - Number(a.fits))
    .slice(0, MOST)
    .map(({ entry: { key, names, texts, from, source } }) => ({
      ...{ key, names, from, source, text: textIn(texts, language) },
    }));
}
