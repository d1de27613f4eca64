import type { Tx } from '../../schema.ts';
import {
  insertEnvelopes,
  moveCursor,
  notePolling,
  readCursor,
  unknownVersions,
  type AccountRow,
} from './channels.repository.ts';
import { meter } from './channels.usecases.ts';
import type { ChannelFailure, ChannelIds, FetchedPage, ParsedEnvelope } from './driver.types.ts';
import { pauseAfter, startsAnew, type CursorState, type CursorStream, type Round } from './polling.rules.ts';
import { failureCode, type PollJob } from './polling.types.ts';
import type { Step } from './round.rules.ts';

const eventOf = (row: AccountRow, type: string, data: Record<string, unknown>) => ({
  stream: `account:${row.id}`,
  type,
  actor: 'system',
  data: { account: row.id, ...data },
});

/** Items billed: those behind the cursor were paid for when they were first read. */
function billed({
  page,
  parsed,
  cursor,
  ids,
}: {
  page: FetchedPage;
  parsed: ParsedEnvelope;
  cursor: CursorState | null;
  ids: ChannelIds;
}): Readonly<Record<string, number>> {
  const sinceId = cursor?.sinceId ?? null;
  const fresh =
    sinceId === null ? parsed.items : parsed.items.filter((item) => ids.compare(item.versionId, sinceId) > 0);
  const share = parsed.items.length === 0 ? 1 : fresh.length / parsed.items.length;
  return Object.fromEntries(
    Object.entries(page.cost).map(([kind, number]) => [kind, kind === 'request' ? number : Math.round(number * share)]),
  );
}

/** A page that only repeats what is stored already is not kept a second time. */
async function worthKeeping(
  tx: Tx,
  { realm, page, parsed }: { realm: string; page: FetchedPage; parsed: ParsedEnvelope },
): Promise<boolean> {
  if (parsed.gone.length > 0 || parsed.rejections.length > 0) return true;
  if (page.count === 0) return false;
  return (await unknownVersions(tx, { realm, items: parsed.items })).length > 0;
}

/** Postgres takes no NUL in a text, and no valid answer has one. */
const storable = (body: string): string => (body.includes('\u0000') ? body.replaceAll('\u0000', '\uFFFD') : body);

const envelopeOf = ({ job, stream, body }: { job: PollJob; stream: CursorStream; body: string }) => ({
  id: job.deps.ids.make('env'),
  account: job.row.id,
  stream,
  driver: job.row.kind,
  receivedAt: job.deps.clock.now(),
  body: storable(body),
  state: 'stored',
  messages: 0,
  duplicates: 0,
  rejections: null,
});

/** Opens the search that closes a gap, or reaches further back with the one under way. */
async function openBackfill(
  tx: Tx,
  { job, gapFrom, now }: { job: PollJob; gapFrom: string; now: number },
): Promise<void> {
  const address = { account: job.row.id, stream: 'backfill' } as const;
  const from = await readCursor(tx, address);
  const underWay = from?.gapAt ? from.sinceId : null;
  const sinceId = underWay !== null && job.driver.ids.compare(underWay, gapFrom) < 0 ? underWay : gapFrom;
  await moveCursor(tx, {
    ...address,
    from,
    to: { sinceId, roundNewest: null, nextToken: null, pausedUntil: null, gapAt: now, updatedAt: now },
  });
}

async function closeGap(tx: Tx, { job, read, now }: { job: PollJob; read: number; now: number }): Promise<void> {
  const address = { account: job.row.id, stream: 'mentions' } as const;
  const from = await readCursor(tx, address);
  if (from?.gapAt) await moveCursor(tx, { ...address, from, to: { ...from, gapAt: null, updatedAt: from.updatedAt } });
  await job.deps.events.append(tx, [eventOf(job.row, 'account.gap_closed', { read, at: now })]);
}

export interface StoreInput {
  readonly job: PollJob;
  readonly stream: CursorStream;
  readonly cursor: CursorState | null;
  readonly round: Round;
  readonly page: FetchedPage;
  readonly parsed: ParsedEnvelope;
  readonly step: Step;
}

/** One transaction a page: the envelope, where the stream stands, what it cost. Null when another poller was faster. */
export function storePage({
  job,
  stream,
  cursor,
  round,
  page,
  parsed,
  step,
}: StoreInput): Promise<{ kept: boolean } | null> {
  const { deps, row } = job;
  const now = step.to.updatedAt;
  return deps.db.write(
    async (tx) => {
      const moved = await moveCursor(tx, { account: row.id, stream, from: cursor, to: step.to });
      if (!moved) return null;
      const kept = await worthKeeping(tx, { realm: row.kind, page, parsed });
      if (kept) await insertEnvelopes(tx, [envelopeOf({ job, stream, body: page.body })]);
      await meter(tx, { account: row.id, at: now, kinds: billed({ page, parsed, cursor, ids: job.driver.ids }) });
      if (step.gapFrom !== null) {
        await openBackfill(tx, { job, gapFrom: step.gapFrom, now });
        await deps.events.append(tx, [
          eventOf(row, 'account.gap_found', { since: step.gapFrom, read: round.read + page.count }),
        ]);
      }
      if (step.finished && stream === 'backfill') await closeGap(tx, { job, read: round.read + page.count, now });
      if (step.finished)
        await notePolling(tx, {
          id: row.id,
          set: { lastPolledAt: now, ...(row.lastError?.startsWith(`${stream} `) ? { lastError: null } : {}) },
        });
      return { kept };
    },
    { lane: 'batch' },
  );
}

/** Leaves a stream alone for a while. A page that keeps failing is given up for a new round: that loses nothing. */
export async function pauseStream({
  job,
  stream,
  cursor,
  failure,
  body,
}: {
  job: PollJob;
  stream: CursorStream;
  cursor: CursorState | null;
  failure: ChannelFailure;
  body?: string;
}): Promise<void> {
  const { deps, row } = job;
  const now = deps.clock.now();
  const pausedUntil = pauseAfter({ failure, cursor, now });
  const anew = startsAnew({ failure, pause: pausedUntil - now });
  const before = cursor ?? { sinceId: null, roundNewest: null, nextToken: null, gapAt: null };
  const to = { ...before, ...(anew ? { roundNewest: null, nextToken: null } : {}), pausedUntil, updatedAt: now };
  await deps.db.write(
    async (tx) => {
      const moved = await moveCursor(tx, { account: row.id, stream, from: cursor, to });
      if (!moved) return;
      if (body !== undefined) await insertEnvelopes(tx, [envelopeOf({ job, stream, body })]);
      await notePolling(tx, { id: row.id, set: { lastError: `${stream} ${failureCode(failure)}` } });
    },
    { lane: 'batch' },
  );
  deps.log.warn('a channel could not be read', {
    account: row.id,
    stream,
    failure: failureCode(failure),
    pausedMs: pausedUntil - now,
  });
}
