import { midnightBefore } from '../../platform/clock/kolkata.ts';
import type { Tables } from '../../schema.ts';

export type SafeContact = Tables['safeContact']['$inferSelect'];

/** What an officer says of how a person may be telephoned. */
export interface SafeContactInput {
  readonly mayCall: boolean;
  readonly hours: { readonly from: number; readonly until: number } | null;
  readonly words: string;
}

/** As it stands beside a call button; its words are kept from whoever may not read those of the docket. */
export type ShownContact =
  { readonly isHidden: true } | ({ readonly isHidden: false; readonly isNow: boolean } & SafeContactInput);

const MINUTE = 60_000;

/** Whether it says anything; a rule without a word is none. */
export const saysNothing = ({ mayCall, hours, words }: SafeContactInput): boolean =>
  mayCall && hours === null && words === '';

/** What the record of events says of a rule: its kind, never a word of it. */
export const kindOf = (input: SafeContactInput): 'none' | 'never' | 'hours' | 'careful' =>
  saysNothing(input) ? 'none' : input.mayCall ? (input.hours === null ? 'careful' : 'hours') : 'never';

type Rule = Pick<SafeContact, 'mayCall' | 'fromMinute' | 'untilMinute' | 'words'>;

/** Whether the person may be called at a moment. */
export function mayCallAt({ mayCall, fromMinute: from, untilMinute: until }: Rule, at: number): boolean {
  if (!mayCall || from === null || until === null) return mayCall;
  const minute = Math.floor((at - midnightBefore(at)) / MINUTE);
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

/** A rule as somebody sees it; null where there is none. */
export function shown(rule: Rule | null, { isHidden, at }: { isHidden: boolean; at: number }): ShownContact | null {
  if (rule === null) return null;
  // That there is one is told: who knows the number must not call without it.
  if (isHidden) return { isHidden: true };
  const { mayCall, fromMinute, untilMinute, words } = rule;
  const hours = fromMinute === null || untilMinute === null ? null : { from: fromMinute, until: untilMinute };
  return { isHidden: false, isNow: mayCallAt(rule, at), mayCall, hours, words };
}
