import {
  findAccount,
  listAccountRows,
  notePolling,
  readCursors,
  spentOn,
  type AccountRow,
} from './channels.repository.ts';
import { channelSettingsSchema } from './channels.schemas.ts';
import { openAccount } from './channels.usecases.ts';
import { ChannelError, type DriverAccount } from './driver.types.ts';
import { pollPage } from './poll-page.usecases.ts';
import {
  billingDay,
  dueAt,
  isOverBudget,
  planStreams,
  waitBetweenRounds,
  type CursorStream,
  type StreamPlan,
} from './polling.rules.ts';
import { canPoll, failureCode, type PollDeps, type PollJob } from './polling.types.ts';

const PAGES_AT_ONCE = 20;
const USUAL_WAIT_MS = 30_000;

export interface PollResult {
  readonly pages: number;
  readonly envelopes: number;
  /** Code of the last failure, by stream. */
  readonly failures: Readonly<Record<string, string>>;
  /** When the account wants to be polled again. */
  readonly nextAt: number;
}

async function pollStream({
  job,
  stream,
  signal,
}: {
  job: PollJob;
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
async function planOf(job: PollJob): Promise<readonly (StreamPlan & { readonly at: number })[]> {
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
async function identified(job: Omit<PollJob, 'account'> & { account: DriverAccount }): Promise<DriverAccount> {
  const { deps, row, account, driver } = job;
  if (account.externalId !== null || !driver.identify) return account;
  const { externalId } = await driver.identify(account);
  await deps.db.write((tx) => notePolling(tx, { id: row.id, set: { externalId } }), { lane: 'batch' });
  return { ...account, externalId };
}

async function prepare(deps: PollDeps, row: AccountRow | null): Promise<PollJob | null> {
  const driver = row ? deps.drivers[row.kind] : undefined;
  const account = row && row.status === 'active' ? openAccount({ deps, row }) : null;
  if (!row || !account || !canPoll(driver)) return null;
  return { deps, row, driver, account: await identified({ deps, row, driver, account }) };
}

const RETRY_PREPARATION_MS = 60_000;

async function prepareOrPause(deps: PollDeps, row: AccountRow | null): Promise<PollJob | null> {
  try {
    return await prepare(deps, row);
  } catch (error) {
    if (!(error instanceof ChannelError) || !row) throw error;
    await deps.db.write(
      (tx) => notePolling(tx, { id: row.id, set: { lastError: `identify ${failureCode(error.failure)}` } }),
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
