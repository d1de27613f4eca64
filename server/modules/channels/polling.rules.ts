import type { ChannelFailure, ChannelIds, ChannelStream } from './driver.types.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Posts are indexed late: the first round of each minute reads this far behind the cursor again. */
export const OVERLAP_MS = 15 * MINUTE;
/** No more than the newest 800 mentions can be read; a round that comes close may have missed some. */
export const HORIZON_ALARM = 790;
/** Search reaches back seven days; a little less, since the clocks differ. */
export const SEARCH_REACH_MS = 7 * DAY - 5 * MINUTE;

/** What a cursor needs to be read on. `backfill` closes a gap by search. */
export type CursorStream = ChannelStream | 'backfill';

export interface CursorState {
  readonly sinceId: string | null;
  readonly roundNewest: string | null;
  /** The page that comes next in the round under way, as {@link roundToken} writes it. */
  readonly nextToken: string | null;
  readonly pausedUntil: number | null;
  readonly gapAt: number | null;
  readonly updatedAt: number;
}

/** Where a round begins to read: fixed for all its pages, also when it goes on after a crash. */
export interface RoundStart {
  readonly sinceId: string | null;
  readonly startTime: number | null;
}

/** A round under way: its question, what it has read so far, and the page that comes next (null: the first). */
export interface Round {
  readonly start: RoundStart;
  readonly read: number;
  readonly oldestId: string | null;
  readonly token: string | null;
}

/** A round as the cursor keeps it: a page's token is only good with the question it came from. */
export const roundToken = ({ start, read, oldestId, token }: Round): string =>
  JSON.stringify([start.sinceId, start.startTime, read, oldestId, token]);

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** What {@link roundToken} wrote; null when no round is under way. */
export function readRoundToken(text: string | null): Round | null {
  if (text === null) return null;
  const [sinceId, startTime, read, oldestId, token]: unknown[] = JSON.parse(text);
  const start = { sinceId: textOrNull(sinceId), startTime: numberOrNull(startTime) };
  return { start, read: numberOrNull(read) ?? 0, oldestId: textOrNull(oldestId), token: textOrNull(token) };
}

/**
 * Where a new round begins. From the cursor; fifteen minutes behind it in the first round of mentions of a minute, and in every search.
 * Search cannot reach back more than seven days, and takes a time then. Without a cursor: `lookBackMs` before now.
 */
export function startOfRound({
  cursor,
  stream,
  ids,
  now,
  lookBackMs,
}: {
  cursor: CursorState | null;
  stream: CursorStream;
  ids: ChannelIds;
  now: number;
  lookBackMs: number;
}): RoundStart {
  const sinceId = cursor?.sinceId ?? null;
  if (cursor === null || sinceId === null)
    return { sinceId: null, startTime: stream === 'dms' ? null : now - lookBackMs };
  const since = ids.timeOf(sinceId);
  if (since === null || stream === 'dms') return { sinceId, startTime: null };
  const newMinute = Math.floor(now / MINUTE) !== Math.floor(cursor.updatedAt / MINUTE);
  const overlaps = stream === 'search' || (stream === 'mentions' && newMinute);
  const from = overlaps ? since - OVERLAP_MS : since;
  const searches = stream === 'search' || stream === 'backfill';
  if (searches && from < now - SEARCH_REACH_MS) return { sinceId: null, startTime: now - SEARCH_REACH_MS };
  return { sinceId: overlaps ? ids.firstAt(from) : sinceId, startTime: null };
}

/**
 * Where the gap ends that a finished round of mentions left: the id up to which all was read before.
 * Null when the round came to what was known, or to the end of what there was.
 */
export function gapBehind({
  round,
  sinceId,
  ids,
}: {
  round: Round;
  sinceId: string | null;
  ids: ChannelIds;
}): string | null {
  const { read, oldestId, start } = round;
  const known = sinceId ?? (start.startTime === null ? null : ids.firstAt(start.startTime));
  if (known === null || oldestId === null || read < HORIZON_ALARM) return null;
  return ids.compare(oldestId, known) > 0 ? known : null;
}

/** Micro-dollars for one of a kind, by the price list of February 2026 as amended in April. */
const PRICES: Readonly<Record<string, number>> = {
  mention: 1_000,
  own: 1_000,
  post: 5_000,
  dm: 10_000,
  sent: 15_000,
  'sent-link': 200_000,
  'dm-sent': 15_000,
};

export const costOf = (kind: string, number: number): number => (PRICES[kind] ?? 0) * number;

/** The day that the service bills: UTC, yyyy-mm-dd. */
export const billingDay = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Slower, but never so slow that more than the horizon could gather unread in an ordinary quarter of an hour. */
const SLOWEST_MS = 15 * MINUTE;

/**
 * How long to wait between two rounds. Without a budget, or while spending keeps to the day's pace, `everyMs`;
 * beyond it the wait grows with the overspending, up to a quarter of an hour. It never stops: nothing may be lost for money.
 */
export function waitBetweenRounds({
  everyMs,
  budgetMicro,
  spentMicro,
  now,
}: {
  everyMs: number;
  budgetMicro: number | null;
  spentMicro: number;
  now: number;
}): number {
  if (budgetMicro === null || budgetMicro <= 0) return everyMs;
  if (spentMicro >= budgetMicro) return Math.max(everyMs, SLOWEST_MS);
  const pace = Math.max((now % DAY) / DAY, 1 / 24);
  const over = spentMicro / (budgetMicro * pace);
  return over <= 1 ? everyMs : Math.min(Math.max(everyMs, SLOWEST_MS), Math.round(everyMs * over * over));
}

/** What the streams other than mentions cost is saved first. */
export const isOverBudget = ({
  budgetMicro,
  spentMicro,
}: {
  budgetMicro: number | null;
  spentMicro: number;
}): boolean => budgetMicro !== null && budgetMicro > 0 && spentMicro >= budgetMicro;

const LEAST_PAUSE: Readonly<Record<ChannelFailure['kind'], number>> = {
  rate: MINUTE,
  retry: 5_000,
  auth: 5 * MINUTE,
  forbidden: 5 * MINUTE,
  gone: 5 * MINUTE,
  bad: MINUTE,
};
const LONGEST_PAUSE = 15 * MINUTE;

/**
 * Until when to leave a stream alone after a failure: when the service says so, then; else twice the last pause,
 * between a least one by the kind of failure and a quarter of an hour.
 */
export function pauseAfter({
  failure,
  cursor,
  now,
}: {
  failure: ChannelFailure;
  cursor: CursorState | null;
  now: number;
}): number {
  if (failure.kind === 'rate' && failure.retryAt !== null) return Math.max(failure.retryAt, now + 1_000);
  const last = cursor?.pausedUntil ? cursor.pausedUntil - cursor.updatedAt : 0;
  return now + Math.min(LONGEST_PAUSE, Math.max(LEAST_PAUSE[failure.kind], last * 2));
}

/** Failures after which a round's next page is not asked for again: the round starts anew, which loses nothing. */
export const startsAnew = ({ failure, pause }: { failure: ChannelFailure; pause: number }): boolean =>
  failure.kind !== 'rate' && (failure.kind === 'bad' || pause >= MINUTE);

export interface StreamPlan {
  readonly stream: CursorStream;
  readonly everyMs: number;
  /** Begins only after the first wait: what it would find at once is being read already. */
  readonly waitsFirst?: boolean;
}

/** Streams of an account and how often each is read. Over budget, only what would be lost otherwise. */
export function planStreams({
  mentionsEveryMs,
  hashtags,
  directMessages,
  overBudget,
  hasGap,
}: {
  mentionsEveryMs: number;
  hashtags: boolean;
  directMessages: boolean;
  overBudget: boolean;
  hasGap: boolean;
}): readonly StreamPlan[] {
  const always: StreamPlan[] = [{ stream: 'mentions', everyMs: mentionsEveryMs }];
  if (hasGap) always.push({ stream: 'backfill', everyMs: 5_000 });
  // 15 calls in 15 minutes, with a little air.
  if (directMessages) always.push({ stream: 'dms', everyMs: 75_000 });
  if (overBudget) return always;
  const search: StreamPlan = hashtags
    ? { stream: 'search', everyMs: 2 * MINUTE }
    : { stream: 'search', everyMs: 60 * MINUTE, waitsFirst: true };
  return [...always, { stream: 'timeline', everyMs: 2 * MINUTE }, search];
}

/** When a stream is to be read next; a round under way goes on at once. `since`: when the account was made. */
export function dueAt({
  cursor,
  plan,
  since,
}: {
  cursor: CursorState | null;
  plan: StreamPlan;
  since: number;
}): number {
  if (cursor === null) return plan.waitsFirst ? since + plan.everyMs : 0;
  if (cursor.pausedUntil !== null) return cursor.pausedUntil;
  return cursor.nextToken === null ? cursor.updatedAt + plan.everyMs : cursor.updatedAt;
}
