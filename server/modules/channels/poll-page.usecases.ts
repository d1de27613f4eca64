import { readCursor } from './channels.repository.ts';
import { channelSettingsSchema } from './channels.schemas.ts';
import { ChannelError, type ChannelFailure } from './driver.types.ts';
import { pauseStream, storePage } from './poll-store.usecases.ts';
import { readRoundToken, startOfRound, type CursorState, type CursorStream, type Round } from './polling.rules.ts';
import { failureCode, type PollJob } from './polling.types.ts';
import { afterPage } from './round.rules.ts';

const LOOK_BACK_HOURS = 24;
const HOUR = 3_600_000;

/** The round under way, or a new one from the cursor. */
function roundOf({ job, stream, cursor }: { job: PollJob; stream: CursorStream; cursor: CursorState | null }): Round {
  const under = readRoundToken(cursor?.nextToken ?? null);
  if (under) return under;
  const settings = channelSettingsSchema.catch({}).parse(job.row.settings);
  const lookBackMs = (settings.lookBackHours ?? LOOK_BACK_HOURS) * HOUR;
  const start = startOfRound({ cursor, stream, ids: job.driver.ids, now: job.deps.clock.now(), lookBackMs });
  return { start, read: 0, oldestId: null, token: null };
}

const UNSOUND: ChannelFailure = { kind: 'retry', ambiguous: false };

/** Reads and stores one page. `again`: the round has more. */
export async function pollPage({
  job,
  stream,
}: {
  job: PollJob;
  stream: CursorStream;
}): Promise<{ again: boolean; kept: boolean; failure: string | null }> {
  const { deps, driver, account } = job;
  const cursor = await readCursor(deps.db.read, { account: account.id, stream });
  const round = roundOf({ job, stream, cursor });
  const stop = async (failure: ChannelFailure, body?: string) => {
    await pauseStream({ job, stream, cursor, failure, ...(body === undefined ? {} : { body }) });
    return { again: false, kept: body !== undefined, failure: failureCode(failure) };
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
