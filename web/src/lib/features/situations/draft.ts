import type {
  NewSituation,
  SituationDetail,
  SituationEdit,
  SituationKind,
  SituationTerms,
} from '$lib/api/situations.ts';
import type { SpreadRule } from '$lib/api/spread-rule.ts';
import { fromField, toField } from '$lib/i18n/kolkata.ts';
import { COMMA } from '$lib/ui/signs.ts';

const DAY = 24 * 60 * 60_000;

export interface AnswerDraft {
  /** Of the row, not of the answer. */
  key: number;
  /** Of one that was declared already, and how long it holds where that is not as long as the situation. */
  id?: string;
  until?: number;
  name: string;
  words: string;
  texts: { hi: string; en: string; mr: string };
}

/** What can be changed later. */
export interface TermsDraft {
  name: string;
  units: { id: string; label: string }[];
  untilAt: string;
  silence: string;
  flood: string;
  /** Null: what spreads fast is what it is everywhere. */
  spread: SpreadRule | null;
  answers: AnswerDraft[];
}

export interface SituationDraft extends TermsDraft {
  kind: SituationKind;
  orderNumber: string;
  orderDate: string;
  fromAt: string;
}

/** From now for a day, for the officer's own unit, with the silence of an hour told. */
export const emptyDraft = ({
  now,
  unit,
}: {
  now: number;
  unit: { id: string; label: string } | null;
}): SituationDraft => ({
  ...{ kind: 'festival', name: '', units: unit === null ? [] : [unit], orderNumber: '' },
  ...{ orderDate: toField(now).slice(0, 10), fromAt: toField(now), untilAt: toField(now + DAY) },
  ...{ silence: '60', flood: '', spread: null, answers: [] },
});

/** What stands, to be changed. */
export const draftOf = ({ situation, answers }: SituationDetail, label: (unit: string) => string): TermsDraft => ({
  ...{ name: situation.name, untilAt: toField(situation.untilAt) },
  units: situation.units.map(({ id }) => ({ id, label: label(id) })),
  ...{ silence: `${situation.silenceMinutes ?? ''}`, flood: `${situation.floodLimit ?? ''}` },
  spread: situation.spread && { ...situation.spread },
  answers: answers.map(({ id, name, words, texts, until }, key) => ({
    ...{ key: -key - 1, id, name, words: words.join(COMMA), texts: { ...texts } },
    ...(until === situation.untilAt ? {} : { until }),
  })),
});

const numberOr = (text: string): number | null => (text.trim() === '' ? null : Number(text));

const termsOf = (draft: TermsDraft): SituationTerms => ({
  ...{ name: draft.name.trim(), units: draft.units.map(({ id }) => id), untilAt: fromField(draft.untilAt) ?? 0 },
  ...{ silenceMinutes: numberOr(draft.silence), floodLimit: numberOr(draft.flood), spread: draft.spread },
  answers: draft.answers.map(({ key: _key, name, words, ...answer }) => ({
    ...{ ...answer, name: name.trim() },
    words: words
      .split(/[,;،\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  })),
});

export const bodyOf = (draft: SituationDraft): NewSituation => ({
  ...termsOf(draft),
  ...{ kind: draft.kind, orderNumber: draft.orderNumber.trim() },
  orderDate: fromField(draft.orderDate) ?? 0,
  fromAt: fromField(draft.fromAt) ?? 0,
});

/** The end stays to the millisecond where its field was not touched: the field knows minutes. */
export const editOf = (
  draft: TermsDraft,
  { detail, ...why }: { detail: SituationDetail; reason: string; orderNumber: string },
): SituationEdit => {
  const { untilAt, version } = detail.situation;
  const terms = termsOf(draft);
  return {
    ...{ ...terms, untilAt: draft.untilAt === toField(untilAt) ? untilAt : terms.untilAt, version },
    ...{ reason: why.reason.trim(), orderNumber: why.orderNumber.trim() || null },
  };
};
