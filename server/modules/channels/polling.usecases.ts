import type { Log } from '../../platform/log/port.ts';
import type { Tx } from '../../schema.ts';
import {
  findAccount,
  insertEnvelopes,
  listAccountRows,
  moveCursor,
  notePolling,
  readCursor,
  readCursors,
  spentOn,
  unknownVersions,
  type AccountRow,
} from './channels.repository.ts';
import { channelSettingsSchema } from './channels.schemas.ts';
import type { ChannelDeps } from './channels.types.ts';
import { meter, openAccount } from './channels.usecases.ts';
import {
  ChannelError,
  type ChannelDriver,
  type ChannelFailure,
  type ChannelIds,
  type DriverAccount,
  type FetchedPage,
  type ParsedEnvelope,
} from './driver.types.ts';
import {
  billingDay,
  dueAt,
  isOverBudget,
  pauseAfter,
  planStreams,
  readRoundToken,
  startOfRound,
  startsAnew,
  waitBetweenRounds,
  type CursorState,
  type CursorStream,
  type Round,
  type StreamPlan,
} from './polling.rules.ts';
import { afterPage, type Step } from './round.rules.ts';

export interface PollDeps extends ChannelDeps {
  readonly log: Log;
  /** Called after an envelope was stored: the intake has something to read. */
  readonly onStored?: () => void;
}

export interface PollResult {
  readonly pages: number;
  readonly envelopes: number;
  /** Code of the last failure, by stream. */
  readonly failures: Readonly<Record<string, string>>;
  /** When the account wants to be polled again. */
  readonly nextAt: number;
}

type PollingDriver = ChannelDriver & Required<Pick<ChannelDriver, 'fetchPage' | 'ids'>>;
const canPoll = (driver: ChannelDriver | undefined): driver is PollingDriver =>
  driver?.fetchPage !== undefined && driver.ids !== undefined;

const PAGES_AT_ONCE = 20;
const USUAL_WAIT_MS = 30_000;
const LOOK_BACK_HOURS = 24;
const HOUR = 3_600_000;

interface Job {
  readonly deps: PollDeps;
  readonly row: AccountRow;
  readonly account: DriverAccount;
  readonly driver: PollingDriver;
}

const codeOf = (failure: ChannelFailure): string =>
  'code' in failure ? `${failure.kind}:${failure.code}` : failure.kind;

const eventOf = (row: AccountRow, type: string, data: Record<string, unknown>) => ({
  stream: `account:${row.id}`,
  type,
  actor: 'system',
  data: { account: row.id, ...data },
});

/** The round under way, or a new one from the cursor. */
function roundOf({ job, stream, cursor }: { job: Job; stream: CursorStream; cursor: CursorState | null }): Round {
  const under = readRoundToken(cursor?.nextToken ?? null);
  if (under) return under;
  const settings = channelSettingsSchema.catch({}).parse(job.row.settings);
  const lookBackMs = (settings.lookBackHours ?? LOOK_BACK_HOURS) * HOUR;
  const start = startOfRound({ cursor, stream, ids: job.driver.ids, now: job.deps.clock.now(), lookBackMs });
  return { start, read: 0, oldestId: null, token: null };
}

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

const envelopeOf = ({ job, stream, body }: { job: Job; stream: CursorStream; body: string }) => ({
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
async function openBackfill(tx: Tx, { job, gapFrom, now }: { job: Job; gapFrom: string; now: number }): Promise<void> {
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

async function closeGap(tx: Tx, { job, read, now }: { job: Job; read: number; now: number }): Promise<void> {
  const address = { account: job.row.id, stream: 'mentions' } as const;
  const from = await readCursor(tx, address);
  if (from?.gapAt) await moveCursor(tx, { ...address, from, to: { ...from, gapAt: null, updatedAt: from.updatedAt } });
  await job.deps.events.append(tx, [eventOf(job.row, 'account.gap_closed', { read, at: now })]);
}

interface StoreInput {
  readonly job: Job;
  readonly stream: CursorStream;
  readonly cursor: CursorState | null;
  readonly round: Round;
  readonly page: FetchedPage;
  readonly parsed: ParsedEnvelope;
  readonly step: Step;
}

/** One transaction a page: the envelope, where the stream stands, what it cost. Null when another poller was faster. */
function storePage({ job, stream, cursor, round, page, parsed, step }: StoreInput): Promise<{ kept: boolean } | null> {
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
async function pause({
  job,
  stream,
  cursor,
  failure,
  body,
}: {
  job: Job;
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
      await notePolling(tx, { id: row.id, set: { lastError: `${stream} ${codeOf(failure)}` } });
    },
    { lane: 'batch' },
  );
  deps.log.warn('a channel could not be read', {
    account: row.id,
    stream,
    failure: codeOf(failure),
    pausedMs: pausedUntil - now,
  });
}

const UNSOUND: ChannelFailure = { kind: 'retry', ambiguous: false };

/** Reads and stores one page. `again`: the round has more. */
async function pollPage({
  job,
  stream,
}: {
  job: Job;
  stream: CursorStream;
}): Promise<{ again: boolean; kept: boolean; failure: string | null }> {
  const { deps, driver, account } = job;
  const cursor = await readCursor(deps.db.read, { account: account.id, stream });
  const round = roundOf({ job, stream, cursor });
  const stop = async (failure: ChannelFailure, body?: string) => {
    await pause({ job, stream, cursor, failure, ...(body === undefined ? {} : { body }) });
    return { again: false, kept: body !== undefined, failure: codeOf(failure) };
  };
  try {
    const source = stream === 'backfill' ? 'search' : stream;
    const page = await driver.fetchPage({ account, stream: source, ...round.start, nextToken: round.token });
    if (!page.sound || (page.nextToken !== null && page.nextToken === round.token))
      return await stop(UNSOUND, page.body);
    const parsed = driver.parse(page.body);
    const step = afterPage({ stream, cursor, round, page, ids: driver.ids, now: deps.clock.now() });
    const stored = await storePage({ job, stream, cursor, round, page, parsed, step });
    if (stored?.kept) deps.onStored?.();
    return { again: stored !== null && !step.finished, kept: stored?.kept === true, failure: null };
  } catch (error) {
    if (error instanceof ChannelError) return stop(error.failure);
    throw error;
  }
}

async function pollStream({
  job,
  stream,
  signal,
}: {
  job: Job;
  stream: CursorStream;
  signal: AbortSignal | undefined;
}): Promise<{ pages: number; envelopes: number; failure: string | null }> {
  let envelopes = 0;
  for (let pages = 1; ; pages += 1) {
    const { again, kept, failure } = await pollPage({ job, stream });
    if (kept) envelopes += 1;
    if (!again || pages >= PAGES_AT_ONCE || signal?.aborted) return { pages, envelopes, failure };
  }
}

/** What the account wants read, and when each of it is due. */
async function planOf(job: Job): Promise<readonly (StreamPlan & { readonly at: number })[]> {
  const { deps, row } = job;
  const now = deps.clock.now();
  const { budgetMicro } = row;
  const spentMicro = await spentOn(deps.db.read, { account: row.id, day: billingDay(now) });
  const cursors = await readCursors(deps.db.read, row.id);
  const settings = channelSettingsSchema.catch({}).parse(row.settings);
  const plans = planStreams({
    mentionsEveryMs: waitBetweenRounds({
      everyMs: settings.pollEveryMs ?? USUAL_WAIT_MS,
      budgetMicro,
      spentMicro,
      now,
    }),
    hashtags: (settings.hashtags ?? []).length > 0,
    directMessages: settings.directMessages !== false,
    overBudget: isOverBudget({ budgetMicro, spentMicro }),
    hasGap: (cursors.get('backfill')?.gapAt ?? null) !== null,
  });
  return plans.map((plan) => ({
    ...plan,
    at: dueAt({ cursor: cursors.get(plan.stream) ?? null, plan, since: row.createdAt }),
  }));
}

/** The account with its own number at the service, asked for once: by it our own posts are known. */
async function identified(job: Omit<Job, 'account'> & { account: DriverAccount }): Promise<DriverAccount> {
  const { deps, row, account, driver } = job;
  if (account.externalId !== null || !driver.identify) return account;
  const { externalId } = await driver.identify(account);
  await deps.db.write((tx) => notePolling(tx, { id: row.id, set: { externalId } }), { lane: 'batch' });
  return { ...account, externalId };
}

async function prepare(deps: PollDeps, row: AccountRow | null): Promise<Job | null> {
  const driver = row ? deps.drivers[row.kind] : undefined;
  const account = row && row.status === 'active' ? openAccount({ deps, row }) : null;
  if (!row || !account || !canPoll(driver)) return null;
  return { deps, row, driver, account: await identified({ deps, row, driver, account }) };
}

const RETRY_PREPARATION_MS = 60_000;

async function prepareOrPause(deps: PollDeps, row: AccountRow | null): Promise<Job | null> {
  try {
    return await prepare(deps, row);
  } catch (error) {
    if (!(error instanceof ChannelError) || !row) throw error;
    await deps.db.write(
      (tx) => notePolling(tx, { id: row.id, set: { lastError: `identify ${codeOf(error.failure)}` } }),
      { lane: 'batch' },
    );
    return null;
  }
}

/**
 * Reads what is due of one account: mentions, its own posts, direct messages, search, and the search that closes a gap.
 * Each page is stored in one transaction with the place to go on from, so that a stop at any moment loses nothing and
 * a repeated page adds nothing. Failures of the channel pause the stream; they are not thrown.
 */
export async function pollAccount(
  deps: PollDeps,
  accountId: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<PollResult> {
  const job = await prepareOrPause(deps, await findAccount(deps.db.read, accountId));
  const failures: Record<string, string> = {};
  let [pages, envelopes] = [0, 0];
  if (!job) return { pages, envelopes, failures, nextAt: deps.clock.now() + RETRY_PREPARATION_MS };
  for (const { stream, at } of await planOf(job)) {
    if (at > deps.clock.now() || options.signal?.aborted) continue;
    const result = await pollStream({ job, stream, signal: options.signal });
    pages += result.pages;
    envelopes += result.envelopes;
    if (result.failure !== null) failures[stream] = result.failure;
  }
  const nextAt = Math.min(...(await planOf(job)).map((plan) => plan.at));
  return { pages, envelopes, failures, nextAt };
}

/** Ids of the accounts that can be polled now. */
export async function listPollable(deps: Pick<PollDeps, 'db' | 'drivers'>): Promise<readonly string[]> {
  const rows = await listAccountRows(deps.db.read);
  return rows
    .filter((row) => row.status === 'active' && row.credentials !== null && canPoll(deps.drivers[row.kind]))
    .map((row) => row.id);
}
