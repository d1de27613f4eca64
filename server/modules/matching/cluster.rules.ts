import { isStopFold } from '../language/copy.rules.ts';
import { likenessOf, NEAR_COPY_SCORE, pairScore } from './pair.rules.ts';
import type { NormalisedText } from '../language/language.types.ts';

/** A message as far as matching looks at it. */
export interface Comparable {
  readonly id: string;
  readonly text: NormalisedText;
  readonly district: string | null;
  readonly station: string | null;
}

const MOST_BEARERS = 60;
const MOST_CANDIDATES = 80;
const FEWEST_KEYS = 2;
const FEWEST_WORDS = 3;

/** Neighbouring content words: what near copies share and other texts seldom do. */
function keysOf(text: NormalisedText): string[] {
  const words = text.fold.split(' ').filter((word) => word !== '' && !isStopFold(word));
  return words.slice(1).map((word, at) => `${words[at] ?? ''} ${word}`);
}

const contradict = (a: Comparable, b: Comparable): boolean =>
  (a.station !== null && b.station !== null && a.station !== b.station) ||
  (a.district !== null && b.district !== null && a.district !== b.district);

const CONTAINED_COPY = 0.9;
const CONTAINED_WORDS = 7;
const CONTAINED_LETTERS = 0.6;

function areCopies(a: Comparable, b: Comparable): boolean {
  if (contradict(a, b)) return false;
  if (pairScore({ a: a.text, b: b.text }) >= NEAR_COPY_SCORE) return true;
  const shorter = Math.min(a.text.tokens.length, b.text.tokens.length);
  const like = likenessOf({ a: a.text, b: b.text });
  return (
    shorter >= CONTAINED_WORDS &&
    like.contained >= CONTAINED_COPY &&
    like.letters >= CONTAINED_LETTERS &&
    !like.hasOtherNumbers
  );
}

/** Groups messages in order of arrival by near copies; the value is the id of the first member, null for those alone. */
export function cluster(messages: readonly Comparable[]): Map<string, string | null> {
  const bearers = new Map<string, number[]>();
  const leader = messages.map((_, at) => at);
  const leaderOf = (at: number): number => {
    let current = at;
    while (leader[current] !== current) current = leader[current] ?? current;
    return current;
  };
  messages.forEach((message, at) => {
    const keys = keysOf(message.text);
    const counts = new Map<number, number>();
    for (const key of keys) for (const other of bearers.get(key) ?? []) counts.set(other, (counts.get(other) ?? 0) + 1);
    const needed = Math.min(FEWEST_KEYS, keys.length);
    const candidates = [...counts]
      .filter(([, count]) => count >= needed)
      .sort((a, b) => b[1] - a[1])
      .slice(0, MOST_CANDIDATES);
    for (const [other] of candidates) {
      const earlier = messages[other];
      if (earlier === undefined || message.text.tokens.length < FEWEST_WORDS) continue;
      if (areCopies(earlier, message))
        leader[Math.max(leaderOf(at), leaderOf(other))] = Math.min(leaderOf(at), leaderOf(other));
    }
    for (const key of new Set(keys)) {
      const list = bearers.get(key);
      if (list === undefined) bearers.set(key, [at]);
      else {
        list.push(at);
        if (list.length > MOST_BEARERS) list.shift();
      }
    }
  });
  const sizes = new Map<number, number>();
  messages.forEach((_, at) => sizes.set(leaderOf(at), (sizes.get(leaderOf(at)) ?? 0) + 1));
  return new Map(
    messages.map((message, at) => [
      message.id,
      (sizes.get(leaderOf(at)) ?? 1) > 1 ? (messages[leaderOf(at)]?.id ?? null) : null,
    ]),
  );
}
