import type { AnswerForm, Vocabulary } from '$lib/api/types.ts';
import { nameIn } from '$lib/i18n/names.ts';
import type { Names } from '$lib/i18n/names.ts';

type Outcomes = Vocabulary['outcomes'];

/** Which form of an answer a citizen of this language reads. */
const formOf = (language: string): AnswerForm =>
  language === 'en' || language === 'mr' || language === 'hinglish' ? language : 'hi';

/** `2026-11-26` as a citizen in India reads it. */
const dayWords = (day: string): string => day.split('-').toReversed().join('/');

export interface Asked {
  outcomes: Outcomes;
  outcome: string;
  language: string;
  /** How the citizen came: who took the telephone has no message to reply to. */
  channel: string;
  /** The unit that has the docket. */
  unit: Names | string | null;
  /** What the outcome needs, as filled in so far. */
  details: Readonly<Record<string, string>>;
}

/**
 * What the citizen may be told of an outcome: an officer reads and approves it. A place that nothing is known for yet
 * stays open, and nothing goes out with one.
 */
export function answerFor({ outcomes, outcome, language, channel, unit, details }: Asked): string {
  const form = formOf(language);
  const found = outcomes.find(({ key }) => key === outcome);
  const text = (channel === 'desk' ? found?.spoken[form] : found?.answers[form]) ?? '';
  const places: Record<string, string> = {
    unit: nameIn({ name: unit, locale: form === 'hinglish' ? 'en' : form }),
    office: details.office?.trim() ?? '',
    date: dayWords(details.date ?? ''),
  };
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => places[name] || whole);
}

/** An answer that nobody has put words of his own into: another outcome may replace it. */
export const isTemplate = ({ text, ...asked }: { text: string } & Omit<Asked, 'outcome'>): boolean =>
  text === '' || asked.outcomes.some(({ key }) => answerFor({ ...asked, outcome: key }) === text);
