import type { EventTerms } from './event-terms.rules.ts';
import type { SaidWord } from './matching.types.ts';
import { kindOf, type TermKind } from './term-codes.rules.ts';

/** Kinds of words that an officer acts upon: a number to trace, a person, a place. */
const TELLING: readonly TermKind[] = ['phone', 'plate', 'file', 'amount', 'age', 'sector', 'person', 'spot', 'name'];
const MOST_SHOWN = 6;

/** What the newer of two messages says that the older does not, the most telling first. */
export function freshWords({ newer, older }: { newer: EventTerms; older: EventTerms }): SaidWord[] {
  return [...newer]
    .filter(([code]) => !older.has(code))
    .map(([code, spelling]) => ({ kind: kindOf(code), spelling }))
    .filter(({ kind }) => TELLING.includes(kind))
    .sort((a, b) => TELLING.indexOf(a.kind) - TELLING.indexOf(b.kind))
    .slice(0, MOST_SHOWN);
}
