import type { SpelledWord } from './letter-channel.rules.ts';
import type { Candidate, Retriever, SameText } from './retrieve.types.ts';
import { createTextRetriever } from './text-retrieve.rules.ts';
import { createWordRetriever } from './word-retrieve.rules.ts';

/** What a retriever may learn from before it is asked. */
export interface RetrievalLessons {
  /** Words with their spellings. */
  readonly spelled?: readonly SpelledWord[];
  /** Texts that say the same; `query` in the language of the queries. */
  readonly known?: readonly SameText[];
}

const WORD_SHARE = 0.9;

/** Lists of single words are searched by spelling, lists of texts by words and their meaning. */
export function createRetriever({
  candidates,
  lessons = {},
}: {
  candidates: readonly Candidate[];
  lessons?: RetrievalLessons;
}): Retriever {
  const words = candidates.filter(({ text }) => !/\s/.test(text.trim())).length;
  return words >= candidates.length * WORD_SHARE
    ? createWordRetriever({ candidates, spelled: lessons.spelled ?? [] })
    : createTextRetriever({ candidates, known: lessons.known ?? [] });
}
