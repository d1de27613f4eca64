import type { SafeContact, SafeContactRule } from '$lib/api/types.ts';
import { clockOf, minuteOf } from './minutes.ts';

/** A rule as it is written in a form. */
export interface SafeDraft {
  how: 'any' | 'hours' | 'never';
  from: string;
  until: string;
  words: string;
}

/** The day on which an office calls, for whoever names hours for the first time. */
const USUAL = { from: '10:00', until: '17:00' };

export function draftOf(contact: SafeContact | null): SafeDraft {
  if (contact === null || contact.isHidden) return { how: 'any', ...USUAL, words: '' };
  const { mayCall, hours, words } = contact;
  const how = !mayCall ? 'never' : hours === null ? 'any' : 'hours';
  return { how, ...(hours === null ? USUAL : { from: clockOf(hours.from), until: clockOf(hours.until) }), words };
}

export const ruleOf = ({ how, from, until, words }: SafeDraft): SafeContactRule => ({
  mayCall: how !== 'never',
  hours: how === 'hours' ? { from: minuteOf(from), until: minuteOf(until) } : null,
  words: words.trim(),
});

/** Whether anything was said. */
export const says = ({ how, words }: SafeDraft): boolean => how !== 'any' || words.trim() !== '';
