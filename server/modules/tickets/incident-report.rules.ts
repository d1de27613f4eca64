import type { UnitTree } from './tickets.types.ts';

/** Languages of tickets, as an answer may be written for each. */
export const ANSWER_LANGUAGES = ['hi', 'hinglish', 'en', 'mr', 'mixed', 'other'] as const;
export type AnswerLanguage = (typeof ANSWER_LANGUAGES)[number];

export interface Answers {
  readonly publicAnswers: Readonly<Partial<Record<AnswerLanguage, string>>>;
  /** Which other text goes out where a language has none of its own. */
  readonly instead: Readonly<Partial<Record<AnswerLanguage, AnswerLanguage>>>;
}

const isLanguage = (language: string): language is AnswerLanguage =>
  (ANSWER_LANGUAGES as readonly string[]).includes(language);

/** What a citizen of this language is told; empty when nothing was written for him. */
export function answerIn({ publicAnswers, instead }: Answers, language: string): string {
  if (!isLanguage(language)) return '';
  const own = publicAnswers[language]?.trim() ?? '';
  const other = instead[language];
  return own !== '' || other === undefined ? own : (publicAnswers[other]?.trim() ?? '');
}

/** Whether a unit that has a docket is one of these, or stands under one. */
export const isWithin = ({
  tree,
  owner,
  units,
}: {
  tree: UnitTree;
  owner: string | null;
  units: readonly string[];
}): boolean => owner !== null && units.some((unit) => tree.isUnder(owner, unit));
