import { normalise } from '../language/normalise.rules.ts';
import { createEventJudge, type EventJudge } from './event-model.rules.ts';
import { eventTermsOf, type EventTerms } from './event-terms.rules.ts';
import { freshWords } from './fresh-words.rules.ts';
import { createMatchIndex, type MatchIndex } from './match-index.rules.ts';
import { findMatches } from './match.rules.ts';
import type {
  ExplainedPair,
  FoundMessage,
  MatchEngine,
  MatchReasons,
  SignedMessage,
  TaggedText,
} from './matching.types.ts';
import { explainPair } from './pair-score.rules.ts';
import { decodeSignature } from './signature.rules.ts';

const MOST_FOUND = 5;

const termsOf = ({ text, tagged }: TaggedText): EventTerms =>
  eventTermsOf(
    normalise(text),
    tagged.map((handle) => handle.toLowerCase()),
  );

function explain({ newer, older, differences }: ExplainedPair): MatchReasons {
  const [mine, theirs] = [termsOf(newer), termsOf(older)];
  const { shared } = explainPair({ newer: mine, older: theirs, differences: new Set(differences) });
  return { shared, differences, fresh: freshWords({ newer: mine, older: theirs }) };
}

/** An engine in the calling thread. The judge is made at the first question, which takes a second. */
export function createMatchEngine(): MatchEngine {
  let judge: EventJudge | null = null;
  const indexes = new Map<string, MatchIndex>();

  function indexOf(realm: string): MatchIndex {
    const known = indexes.get(realm);
    if (known) return known;
    const made = createMatchIndex();
    indexes.set(realm, made);
    return made;
  }

  function findOne({ id, realm, bytes }: SignedMessage): FoundMessage[] {
    judge ??= createEventJudge();
    const index = indexOf(realm);
    const signature = decodeSignature(bytes);
    if (signature === null) return [];
    index.expire(signature.minute);
    const found = findMatches({ signature, index, judge }).flatMap(({ id: other, verdict, event }): FoundMessage[] => {
      const { decision, kind, score } = verdict;
      if (other === id || decision === 'apart') return [];
      return [{ id: other, score, decision, kind: kind ?? 'event', differences: [...event.differences] }];
    });
    index.add(id, bytes);
    return found.slice(0, MOST_FOUND);
  }

  return {
    add: async (messages) => {
      for (const { id, realm, bytes } of messages) indexOf(realm).add(id, bytes);
    },
    find: async (messages) => messages.map(findOne),
    explain: async (pairs) => pairs.map(explain),
    clear: async () => indexes.clear(),
    close: async () => indexes.clear(),
  };
}
