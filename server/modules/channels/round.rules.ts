import type { CursorState, CursorStream, Round } from './polling.rules.ts';
import { gapBehind, roundToken } from './polling.rules.ts';
import type { ChannelIds, FetchedPage } from './driver.types.ts';

const newer = ({ a, b, ids }: { a: string | null; b: string | null; ids: ChannelIds }): string | null =>
  a === null ? b : b === null || ids.compare(a, b) >= 0 ? a : b;

export interface Step {
  readonly to: CursorState;
  /** The round is wholly read. */
  readonly finished: boolean;
  /** Id up to which all was read before, when this round left a gap. */
  readonly gapFrom: string | null;
}

export interface StepInput {
  readonly stream: CursorStream;
  readonly cursor: CursorState | null;
  readonly round: Round;
  readonly page: FetchedPage;
  readonly ids: ChannelIds;
  readonly now: number;
}

const empty: CursorState = {
  sinceId: null,
  roundNewest: null,
  nextToken: null,
  pausedUntil: null,
  gapAt: null,
  updatedAt: 0,
};

/**
 * Where a stream stands after one more page. The cursor itself moves only when the round is wholly read:
 * pages come newest first, and what lies between them and the cursor is not ours yet.
 */
export function afterPage({ stream, cursor, round, page, ids, now }: StepInput): Step {
  const before = cursor ?? empty;
  const oldestId =
    page.oldestId === null || (round.oldestId !== null && ids.compare(round.oldestId, page.oldestId) < 0)
      ? round.oldestId
      : page.oldestId;
  const soFar: Round = { start: round.start, read: round.read + page.count, oldestId, token: page.nextToken };
  const roundNewest = newer({ a: before.roundNewest, b: page.newestId, ids });
  const common = { pausedUntil: null, updatedAt: now };
  if (page.nextToken !== null)
    return { to: { ...before, ...common, roundNewest, nextToken: roundToken(soFar) }, finished: false, gapFrom: null };
  const gapFrom = stream === 'mentions' ? gapBehind({ round: soFar, sinceId: before.sinceId, ids }) : null;
  const sinceId = newer({ a: before.sinceId, b: roundNewest, ids });
  const gapAt = stream === 'backfill' ? null : gapFrom === null ? before.gapAt : now;
  return { to: { ...before, ...common, sinceId, roundNewest: null, nextToken: null, gapAt }, finished: true, gapFrom };
}
