import { copyLikeness, copySideOf, createGramRarity, type CopyLikeness, type CopySide } from './copies.rules.ts';
import { createEventJudge, createTermRarity, type EventJudge, type EventScore } from './event-model.rules.ts';
import { JOIN_SCORE, judgePair, type PairVerdict } from './pair-score.rules.ts';
import type { Signature } from './signature.rules.ts';
import { sharedHashes } from './text-profile.rules.ts';
import type { NormalisedText } from '../language/language.types.ts';

/** A message as far as matching looks at it. */
export interface Comparable {
  readonly id: string;
  readonly text: NormalisedText;
  readonly signature: Signature;
  /** Epoch milliseconds; null when unknown. */
  readonly at: number | null;
}

const MOST_BEARERS = 400;
const MOST_CANDIDATES = 60;
/** One run of letters in six is looked up: the same ones in every text, as their hash decides. */
const SAMPLED = 6;
const FEWEST_GRAMS = 0.3;
const MINUTE = 60_000;
/** Mean score to all members that a message must reach beside the best one. */
const LEAST_MEAN = 0.1;
/** Of a flood the first members speak for all. */
const MOST_ASKED = 16;

interface Member extends CopySide {
  readonly message: Comparable;
  readonly group: number;
  /** How many of its runs of letters are looked up. */
  readonly sample: number;
}

const sampleOf = (side: CopySide): Uint32Array => side.profile.grams[2].filter((gram) => gram % SAMPLED === 0);

interface Comparison {
  readonly event: EventScore;
  /** Null where few runs of letters are in common. */
  readonly copy: CopyLikeness | null;
  readonly verdict: PairVerdict;
}

/** A quick look before the weighing of all runs of letters. */
function mayCopy(a: CopySide, b: CopySide): boolean {
  if (a.text.copyKey === b.text.copyKey) return true;
  const [left, right] = [a.profile.grams[2], b.profile.grams[2]];
  return sharedHashes(left, right) >= FEWEST_GRAMS * Math.min(left.length, right.length);
}

/** Whether the members of a group agree with the best of them. One short text inside two others does not make those copies of each other. */
function belongs(comparisons: readonly Comparison[], score: number): boolean {
  if (score > 1) {
    const agreeing = comparisons.filter(({ verdict }) => verdict.decision === 'join').length;
    return comparisons.some(({ copy }) => copy?.isSure === true) || agreeing > comparisons.length / 2;
  }
  const mean = comparisons.reduce((sum, { event }) => sum + event.score, 0) / Math.max(comparisons.length, 1);
  return (
    score >= JOIN_SCORE &&
    mean >= LEAST_MEAN &&
    !comparisons.some(({ event: { differences } }) => differences.has('number'))
  );
}

type Postings = Map<number, number[]>;

function post(postings: Postings, keys: Iterable<number>, at: number): void {
  for (const key of keys) {
    const list = postings.get(key);
    if (list === undefined) postings.set(key, [at]);
    else {
      list.push(at);
      if (list.length > MOST_BEARERS) list.shift();
    }
  }
}

function count(postings: Postings, keys: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const key of keys) for (const at of postings.get(key) ?? []) counts.set(at, (counts.get(at) ?? 0) + 1);
  return counts;
}

const most = (counts: ReadonlyMap<number, number>): number[] =>
  [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_CANDIDATES)
    .map(([at]) => at);

/**
 * Groups messages in order of arrival: each joins the group of the earlier message that it is most like, if it may be joined with
 * it and no member of the group speaks against it. The value is the id of the first member, null for those alone.
 */
export function cluster(
  messages: readonly Comparable[],
  judge: EventJudge = createEventJudge(),
): Map<string, string | null> {
  const terms = createTermRarity();
  const grams = createGramRarity();
  const byTerm: Postings = new Map();
  const byGram: Postings = new Map();
  const members: Member[] = [];
  const groups: Member[][] = [];
  for (const message of messages) {
    const side = copySideOf(message.text);
    const own = sampleOf(side);
    terms.add(message.signature.terms);
    grams.add(side.profile.grams[2]);
    const compare = (other: Member): Comparison => {
      const event = judge({ a: other.message.signature, b: message.signature, rarity: terms });
      const minutesApart =
        message.at === null || other.message.at === null ? null : Math.abs(message.at - other.message.at) / MINUTE;
      const copy = mayCopy(other, side) ? copyLikeness({ a: other, b: side, rarity: grams }) : null;
      return { event, copy, verdict: judgePair({ event, copy, minutesApart }) };
    };
    const shared = count(byGram, own);
    const near = [...shared].filter(([at, common]) => {
      const size = Math.min(members[at]?.sample ?? 0, own.length);
      return common >= FEWEST_GRAMS * size;
    });
    const candidates = new Set([...most(new Map(near)), ...most(count(byTerm, message.signature.terms))]);
    const found = new Map<number, number>();
    for (const at of candidates) {
      const other = members[at];
      if (other === undefined) continue;
      const { verdict } = compare(other);
      if (verdict.decision === 'join')
        found.set(
          other.group,
          Math.max(found.get(other.group) ?? 0, verdict.kind === 'copy' ? 1 + verdict.score : verdict.score),
        );
    }
    const best = [...found]
      .sort((a, b) => b[1] - a[1])
      .find(([group, score]) => belongs((groups[group] ?? []).slice(0, MOST_ASKED).map(compare), score));
    const group = best?.[0] ?? groups.length;
    const member: Member = { ...side, message, group, sample: own.length };
    if (group === groups.length) groups.push([member]);
    else groups[group]?.push(member);
    post(byTerm, message.signature.terms, members.length);
    post(byGram, own, members.length);
    members.push(member);
  }
  return new Map(
    members.map(({ message, group }) => {
      const all = groups[group] ?? [];
      return [message.id, all.length > 1 ? (all[0]?.message.id ?? null) : null];
    }),
  );
}
