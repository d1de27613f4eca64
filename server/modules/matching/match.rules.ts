import type { CopyLikeness } from './copies.rules.ts';
import type { EventJudge, EventScore } from './event-model.rules.ts';
import type { MatchIndex } from './match-index.rules.ts';
import { judgePair, type PairVerdict } from './pair-score.rules.ts';
import { isSamePicture } from './picture-hash.rules.ts';
import type { Signature } from './signature.rules.ts';
import { sketchLikeness } from './sketch.rules.ts';

export interface Match {
  readonly id: string;
  readonly verdict: PairVerdict;
  readonly event: EventScore;
  /** Both carry the same picture. */
  readonly isSamePicture: boolean;
}

const COPY_SKETCH = 0.72;
const PICTURE_SCORE = 0.5;

/** Whether two messages are copies, as far as their signatures tell; the texts may say more. */
export function copyBySignature(a: Signature, b: Signature): CopyLikeness {
  const isSameKey = a.copy[0] !== 0 && a.copy[0] === b.copy[0] && a.copy[1] === b.copy[1];
  const cosine = isSameKey ? 1 : sketchLikeness(a.sketch, b.sketch);
  const isCopy = isSameKey || cosine >= COPY_SKETCH;
  return { cosine, contained: cosine, isCopy, isSure: isCopy };
}

/** What one message is to another, by their signatures alone. */
export function compareSignatures({
  newer,
  older,
  judge,
  rarity,
}: {
  newer: Signature;
  older: Signature;
  judge: EventJudge;
  rarity: MatchIndex['rarity'];
}): Omit<Match, 'id'> {
  const event = judge({ a: older, b: newer, rarity });
  const minutesApart = newer.minute === 0 || older.minute === 0 ? null : Math.abs(newer.minute - older.minute);
  const verdict = judgePair({ event, copy: copyBySignature(older, newer), minutesApart });
  const isPicture = isSamePicture(newer.media, older.media);
  return {
    event,
    isSamePicture: isPicture,
    verdict:
      isPicture && verdict.decision === 'apart'
        ? { score: Math.max(verdict.score, PICTURE_SCORE), decision: 'suggest', kind: 'picture' }
        : verdict,
  };
}

/** Earlier messages that a message may be joined with or is perhaps the same as, best first; `apart` ones are left out. */
export function findMatches({
  signature,
  index,
  judge,
}: {
  signature: Signature;
  index: MatchIndex;
  judge: EventJudge;
}): Match[] {
  return index
    .candidates(signature)
    .map(({ id, signature: older }): Match => ({
      id,
      ...compareSignatures({ newer: signature, older, judge, rarity: index.rarity }),
    }))
    .filter(({ verdict }) => verdict.decision !== 'apart')
    .sort((a, b) => b.verdict.score - a.verdict.score);
}
