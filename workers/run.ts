import type { Deps } from '../server/deps.ts';
import { connectForSending } from '../server/modules/channels/channels.usecases.ts';
import { sweepDeleted } from '../server/modules/channels/deletion.usecases.ts';
import { fetchWaitingMedia } from '../server/modules/channels/media.usecases.ts';
import { listPollable } from '../server/modules/channels/polling.usecases.ts';
import { settleQuarantine } from '../server/modules/evidence/quarantine.usecases.ts';
import { dropUnusedFiles } from '../server/modules/evidence/unused.usecases.ts';
import { hasBacklog } from '../server/modules/inbound/backlog.usecases.ts';
import { followModel } from '../server/modules/learning/follow-model.usecases.ts';
import { refitModel } from '../server/modules/learning/models.usecases.ts';
import { followWords } from '../server/modules/lexicon/follow-words.usecases.ts';
import { carryOnErasures } from '../server/modules/retention/order.usecases.ts';
import { sweepRetention } from '../server/modules/retention/sweep.usecases.ts';
import { readWaitingPictures } from '../server/modules/pictures/pictures.usecases.ts';
import { followMovedUnits } from '../server/modules/tickets/access-rewrite.usecases.ts';
import { forgetExpired } from '../server/modules/officers/throttle.usecases.ts';
import { hasDueSends } from '../server/modules/replies/relay.usecases.ts';
import { dropOldKeys } from '../server/platform/idempotency/idempotency.repository.ts';
import { foldEvents } from '../server/modules/reports/fold.usecases.ts';
import { loadSealKeys } from '../server/platform/events/seal-keys.ts';
import { createSealer } from '../server/platform/events/sealer.ts';
import type { Tx } from '../server/schema.ts';
import type { Lease } from '../server/platform/lease/port.ts';
import { createScheduler } from '../server/platform/schedule/scheduler.ts';
import { isFenced } from '../server/platform/settings/settings.repository.ts';
import { startPoller } from './channels/poller.ts';
import { sendMornings } from '../server/modules/morning/mail.usecases.ts';
import { noteNearDeadlines } from '../server/modules/notify/near.usecases.ts';
import { dropEndedDevices } from '../server/modules/notify/devices.usecases.ts';
import { unfoldInTime } from '../server/modules/tickets/flood.usecases.ts';
import { climbAlarms } from '../server/modules/tickets/alarm.usecases.ts';
import { watchSituations } from '../server/modules/situations/silence.usecases.ts';
import { hashSentAnswers } from '../server/modules/replies/verify.usecases.ts';
import { endLocks } from '../server/modules/spread/lock.usecases.ts';
import { lookAtReach } from '../server/modules/spread/velocity.usecases.ts';
import { runClocks, runFeedback, runSilence } from './clocks/clocks.ts';
import { createIntake, type Intake } from './intake/intake.ts';
import { relayOutbox } from './outbox/outbox.ts';
import { createThreadMatchEngine } from './matching/match-thread.ts';
import { createMatcher, type Matcher } from './matching/matcher.ts';
import { createModelFitter } from './learning/model-fitter.ts';
import { runNotifier } from './notify/notifier.ts';
import { startRepeating } from './repeat.ts';

export interface Workers {
  /** Something was stored for intake in this process. */
  wakeIntake(): void;
  stop(): Promise<void>;
}

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

async function sweepAll(deps: Deps): Promise<void> {
  for (const accountId of await listPollable(deps)) await sweepDeleted(deps, { accountId });
}

/** Lets the stages follow the organisation, also when the use case that changed it has refreshed the directory already. */
function followUnits(deps: Deps): () => Promise<void> {
  let known = deps.directory.version();
  return async () => {
    await deps.directory.refresh();
    const version = deps.directory.version();
    if (version === known) return;
    await deps.stages.setUnits(deps.directory.gazetteer());
    known = version;
  };
}

/** What one process at a time does: polling, and settling messages in order of arrival. */
function holdTheDesk(deps: Deps, { intake, matcher, state }: Desk): () => Promise<void> {
  return deps.leases.hold('desk', async (lease) => {
    state.lease = lease;
    intake.wake();
    matcher.forget();
    matcher.wake();
    const poller = startPoller({ ...deps, onStored: () => intake.wake() });
    await new Promise<void>((resolve) => lease.signal.addEventListener('abort', () => resolve(), { once: true }));
    state.lease = null;
    await poller.stop();
  });
}

/** What every process keeps up with, pages and workers alike: the organisation, the weights in service, and the words that people entered. */
export const startFollowing = (deps: Deps): { stop(): void } =>
  startRepeating(deps.log, [
    { name: 'units', everyMs: 5000, run: followUnits(deps) },
    { name: 'language-model', everyMs: 5000, run: followModel(deps) },
    { name: 'entered-words', everyMs: 3000, run: followWords(deps) },
  ]);

interface DeskState {
  lease: Lease | null;
}

interface Desk {
  readonly intake: Pick<Intake, 'wake'>;
  readonly matcher: Pick<Matcher, 'wake' | 'forget'>;
  readonly state: DeskState;
}

/** Starts everything that works in the background in this process. */
export function startWorkers(deps: Deps): Workers {
  const { metrics, queue, clock, log } = deps;
  const state: DeskState = { lease: null };
  const relay = (): void => void queue.add('outbox', {}, { dedupeKey: 'outbox' }).catch(() => undefined);
  const mayRun = (): boolean => state.lease !== null;
  const confirm = (tx: Tx): Promise<void> =>
    state.lease ? deps.leases.confirm(tx, state.lease) : Promise.reject(new Error('another process took over intake'));
  const matcher = createMatcher({ deps: { ...deps, engine: createThreadMatchEngine() }, mayRun, confirm });
  const intake = createIntake({
    deps,
    mayRun,
    confirm,
    onSettled: (fates) => {
      metrics.countMessages('x', fates.length);
      metrics.countTickets(fates.filter((fate) => fate === 'opened').length);
      if (fates.includes('opened')) relay();
      matcher.wake();
    },
  });
  const outbox = { ...deps, connect: (account: string) => connectForSending(deps, account) };
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
  queue.process('learning', { concurrency: 1, leaseMs: 600_000 }, async () => {
    await refitModel({ ...deps, fitter: createModelFitter() });
  });
  queue.process('pictures', { concurrency: 1 }, async () => {
    while ((await readWaitingPictures(deps, { limit: 5 })) > 0) intake.wake();
  });
  const scheduler = createScheduler({ db: deps.db, clock, log });
  const sealer = createSealer({
    db: deps.db,
    clock,
    keys: loadSealKeys(deps.config.dataDir),
    dataDir: deps.config.dataDir,
  });
  scheduler.every('seals', 10_000, async () => void (await sealer.sealOnce()));
  scheduler.every('clocks', 15_000, async () => void ((await isFenced(deps.db.read)) || (await runClocks(deps))));
  scheduler.every('alarms', 5000, async () => void ((await isFenced(deps.db.read)) || (await climbAlarms(deps))));
  scheduler.every('quarantine', 5000, async () => void (await settleQuarantine(deps)));
  scheduler.every('unused-files', HOUR, async () => void (await dropUnusedFiles(deps)));
  scheduler.every(
    'situations',
    60_000,
    async () => void ((await isFenced(deps.db.read)) || (await watchSituations(deps))),
  );
  scheduler.every('answer-hashes', DAY, async () => void (await hashSentAnswers(deps)));
  scheduler.every('reach', 30_000, async () => void (await lookAtReach(deps)));
  scheduler.every('voice-locks', 30_000, async () => void (await endLocks(deps)));
  scheduler.every('floods', 60_000, async () => void (await unfoldInTime(deps)));
  scheduler.every('moved-units', 10_000, async () => void (await followMovedUnits(deps)));
  scheduler.every(
    'deadlines-near',
    60_000,
    async () => void ((await isFenced(deps.db.read)) || (await noteNearDeadlines(deps))),
  );
  scheduler.every(
    'silent-citizens',
    HOUR,
    async () => void ((await isFenced(deps.db.read)) || (await runSilence(deps))),
  );
  scheduler.every(
    'feedback-calls',
    HOUR,
    async () => void ((await isFenced(deps.db.read)) || (await runFeedback(deps))),
  );
  scheduler.every(
    'mornings',
    60_000,
    async (signal) => void ((await isFenced(deps.db.read)) || (await sendMornings(deps, signal))),
  );
  scheduler.every('signed-out-devices', HOUR, () => dropEndedDevices(deps));
  scheduler.every('sessions', DAY, () => forgetExpired(deps));
  scheduler.every('gone-posts', DAY, () => sweepAll(deps));
  scheduler.every('retention', HOUR, async () => void ((await isFenced(deps.db.read)) || (await sweepRetention(deps))));
  scheduler.every(
    'erasures',
    60_000,
    async (signal) => void ((await isFenced(deps.db.read)) || (await carryOnErasures(deps, signal))),
  );
  scheduler.every('idempotency-keys', HOUR, () =>
    deps.db.write(async (tx) => dropOldKeys(tx, clock.now()), { lane: 'batch' }),
  );
  const repeating = startRepeating(log, [
    { name: 'intake', everyMs: 2000, run: async () => ((await hasBacklog(deps.db.read)) ? intake.wake() : undefined) },
    { name: 'roll-ups', everyMs: 1000, run: () => foldEvents(deps) },
    { name: 'matching', everyMs: 15_000, run: async () => matcher.wake() },
    { name: 'notifications', everyMs: 1000, run: () => runNotifier(deps) },
    { name: 'outbox', everyMs: 1000, run: async () => ((await hasDueSends(deps)) ? relay() : undefined) },
    {
      name: 'pictures',
      everyMs: 3000,
      run: async () => void (await queue.add('pictures', {}, { dedupeKey: 'pictures' })),
    },
    { name: 'media', everyMs: 3000, run: async () => void (await queue.add('media', {}, { dedupeKey: 'media' })) },
  ]);
  const letGo = holdTheDesk(deps, { intake, matcher, state });
  return {
    wakeIntake: () =>
      state.lease ? intake.wake() : void queue.add('intake', {}, { dedupeKey: 'intake' }).catch(() => undefined),
    stop: async () => {
      repeating.stop();
      await scheduler.stop();
      await letGo();
      await intake.stop();
      await matcher.stop();
    },
  };
}
