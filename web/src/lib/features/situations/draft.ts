import type { NewSituation, SituationKind } from '$lib/api/situations.ts';
import { fromField, toField } from '$lib/i18n/kolkata.ts';

const DAY = 24 * 60 * 60_000;

export interface AnswerDraft {
  /** Of the row, not of the answer. */
  key: number;
  name: string;
  words: string;
  texts: { hi: string; en: string; mr: string };
}

export interface SituationDraft {
  kind: SituationKind;
  name: string;
  units: { id: string; label: string }[];
  orderNumber: string;
  orderDate: string;
  fromAt: string;
  untilAt: string;
  silence: string;
  flood: string;
  answers: AnswerDraft[];
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
  ...{ silence: '60', flood: '', answers: [] },
});

const numberOr = (text: string): number | null => (text.trim() === '' ? null : Number(text));

export const bodyOf = (draft: SituationDraft): NewSituation => ({
  ...{ kind: draft.kind, name: draft.name.trim(), units: draft.units.map(({ id }) => id) },
  orderNumber: draft.orderNumber.trim(),
  orderDate: fromField(draft.orderDate) ?? 0,
  fromAt: fromField(draft.fromAt) ?? 0,
  untilAt: fromField(draft.untilAt) ?? 0,
  silenceMinutes: numberOr(draft.silence),
  floodLimit: numberOr(draft.flood),
  answers: draft.answers.map(({ name, words, texts }) => ({
    ...{ name: name.trim(), texts },
    words: words
      .split(/[,;،\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  })),
});
