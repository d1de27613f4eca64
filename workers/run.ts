import type { Deps } from '../server/deps.ts';
import { connectAccount } from '../server/modules/channels/channels.usecases.ts';
import { sweepDeleted } from '../server/modules/channels/deletion.usecases.ts';
import { fetchWaitingMedia } from '../server/modules/channels/media.usecases.ts';
import { listPollable } from '../server/modules/channels/polling.usecases.ts';
import { hasBacklog } from '../server/modules/inbound/backlog.usecases.ts';
import { hasDueSends } from '../server/modules/replies/relay.usecases.ts';
import { dropOldKeys } from '../server/platform/idempotency/idempotency.repository.ts';
import { startPoller } from './channels/poller.ts';
import { runClocks } from './clocks/clocks.ts';
import { createIntake } from './intake/intake.ts';
import { relayOutbox } from './outbox/outbox.ts';
import { startRepeating } from './repeat.ts';

export interface Workers {
  /** Something was stored for intake in this process. */
  wakeIntake(): void;
  stop(): Promise<void>;
}

const DAY = 24 * 60 * 60_000;

async function sweepAll(deps: Deps): Promise<void> {
  for (const accountId of await listPollable(deps)) await sweepDeleted(deps, { accountId });
}

/** Starts everything that works in the background in this process. */
export function startWorkers(deps: Deps): Workers {
  const { metrics, queue, clock } = deps;
  const intake = createIntake({
    deps,
    onSettled: (fates) => {
      metrics.countMessages('x', fates.length);
      metrics.countTickets(fates.filter((fate) => fate === 'opened').length);
      if (fates.includes('opened')) relay();
    },
  });
  const outbox = { ...deps, connect: (account: string) => connectAccount(deps, account) };
  const relay = (): void => void queue.add('outbox', {}, { dedupeKey: 'outbox' }).catch(() => undefined);
  queue.process('intake', { concurrency: 1 }, async () => {
    intake.wake();
    await intake.idle();
  });
  queue.process('outbox', { concurrency: 1 }, async () => {
    while ((await relayOutbox(outbox)) > 0);
  });
  queue.process('media', { concurrency: 1 }, async () => {
    await fetchWaitingMedia(deps, { limit: 20 });
  });
  const poller = startPoller({ ...deps, onStored: () => intake.wake() });
  const repeating = startRepeating(deps.log, [
    { name: 'intake', everyMs: 2000, run: async () => ((await hasBacklog(deps.db.read)) ? intake.wake() : undefined) },
    { name: 'outbox', everyMs: 1000, run: async () => ((await hasDueSends(deps)) ? relay() : undefined) },
    { name: 'media', everyMs: 3000, run: async () => void (await queue.add('media', {}, { dedupeKey: 'media' })) },
    { name: 'clocks', everyMs: 15_000, run: async () => void (await runClocks(deps)) },
    {
      name: 'units',
      everyMs: 5000,
      run: async () =>
        (await deps.directory.refresh()) ? deps.stages.setUnits(deps.directory.gazetteer()) : undefined,
    },
    { name: 'gone', everyMs: DAY, run: async () => sweepAll(deps) },
    {
      name: 'keys',
      everyMs: 3_600_000,
      run: async () => deps.db.write(async (tx) => dropOldKeys(tx, clock.now()), { lane: 'batch' }),
    },
  ]);
  return {
    wakeIntake: () => intake.wake(),
    stop: async () => {
      repeating.stop();
      await poller.stop();
      await intake.stop();
    },
  };
}
