import type { SituationChange, SituationDetail } from '$lib/api/situations.ts';
import { RULE_FIGURES } from '$lib/api/spread-rule.ts';
import type { I18n } from '$lib/i18n/context.ts';
import type { MessageKey } from '$lib/i18n/translate.ts';
import { COMMA, NONE } from '$lib/ui/signs.ts';

type Terms = SituationChange['before'];

export interface TermLine {
  readonly label: MessageKey;
  readonly value: string;
}

/** What can be changed of a situation, as it stands. */
export const termsOf = ({ situation, answers }: SituationDetail): Terms => ({ ...situation, answers });

function linesOf(terms: Terms, { t, f, name }: Pick<I18n, 't' | 'f' | 'name'>): TermLine[] {
  const { spread, answers } = terms;
  const answer = ({ name: title, words, texts, until }: Terms['answers'][number]) =>
    `${title} (${words.join(COMMA)}; ${f.moment(until)}): ${[texts.hi, texts.en, texts.mr].filter(Boolean).join(' / ')}`;
  return [
    { label: 'situation.name', value: terms.name },
    { label: 'situation.untilAt', value: f.moment(terms.untilAt) },
    { label: 'situation.units', value: terms.units.map((unit) => name(unit.name)).join(COMMA) },
    { label: 'situation.silence', value: terms.silenceMinutes === null ? NONE : f.number(terms.silenceMinutes) },
    { label: 'situation.flood', value: terms.floodLimit === null ? NONE : f.number(terms.floodLimit) },
    {
      label: 'situation.spread',
      value:
        spread === null
          ? NONE
          : RULE_FIGURES.map((figure) => `${t(`rule.${figure}`)}: ${f.number(spread[figure])}`).join(COMMA),
    },
    { label: 'situation.answers', value: answers.length === 0 ? NONE : answers.map(answer).join(' · ') },
  ];
}

/** Lines of what was, or is, where another state says something else. */
export function linesUnlike(terms: Terms, { other, ...words }: { other: Terms } & Pick<I18n, 't' | 'f' | 'name'>) {
  const others = linesOf(other, words);
  return linesOf(terms, words).filter(({ value }, at) => value !== others[at]?.value);
}
