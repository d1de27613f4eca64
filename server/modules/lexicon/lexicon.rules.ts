import { isStopFold } from '../language/copy.rules.ts';
import { foldText } from '../language/fold.rules.ts';
import type { EnteredFor } from '../inbound/stages.types.ts';

/** So many folded letters a word has at least: a shorter one stands in too many others. */
const SHORTEST_FOLD = 3;
const MOST_WORDS_OF_A_PHRASE = 6;

/** Why a word cannot be entered, whatever it speaks for; null when it can. */
export function wordFault(fold: string): string | null {
  const words = fold === '' ? [] : fold.split(' ');
  if (words.join('').length < SHORTEST_FOLD) return 'lexicon.too_short';
  if (words.length > MOST_WORDS_OF_A_PHRASE) return 'lexicon.too_long';
  return words.every(isStopFold) ? 'lexicon.too_common' : null;
}

/** With fewer messages at hand nothing can be said of how common a word is. */
const ENOUGH_TO_JUDGE = 50;
/** A word that stands in more of them says nothing, or sounds alarms all day. */
const MOST_OF: Readonly<Record<EnteredFor, number>> = { category: 0.25, danger: 0.05, reason: 0.1, act: 0.25 };

/** Whether a word stands in too many messages for what it is to speak for. */
export const isTooCommon = ({ says, looked, found }: { says: EnteredFor; looked: number; found: number }): boolean =>
  looked >= ENOUGH_TO_JUDGE && found > looked * MOST_OF[says];

/** The entered text as it is compared. */
export const foldOf = (text: string): string => foldText(text);

/** Below this many a count is not told to somebody who may not read the messages: it could be about one person. */
const FEW = 5;

/** A count for somebody who may not read what was counted; null stands for a few. */
export const blurred = (n: number): number | null => (n > 0 && n < FEW ? null : n);
