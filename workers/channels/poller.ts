import type { PollDeps } from '../../server/modules/channels/polling.types.ts';
import { listPollable, pollAccount } from '../../server/modules/channels/polling.usecases.ts';
import { messageOf } from '../../server/platform/log/describe-error.ts';

const ACCOUNTS_AT_ONCE = 4;
const LOOK_EVERY_MS = 1_000;

export interface Poller {
  /** Stops after the pages under way are stored. */
  stop(): Promise<void>;
}

/** Polls every active account when it is due, a few at a time, until stopped. One process of the desk runs it. */
export function startPoller(deps: PollDeps, { lookEveryMs = LOOK_EVERY_MS }: { lookEveryMs?: number } = {}): Poller {
  const stopping = new AbortController();
  const nextAt = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  const poll = async (id: string): Promise<void> => {
    try {
      const result = await pollAccount(deps, id, { signal: stopping.signal });
      nextAt.set(id, result.nextAt);
    } catch (error) {
      nextAt.set(id, deps.clock.now() + 60_000);
      deps.log.error('polling failed', { account: id, message: messageOf(error) });
    } finally {
      running.delete(id);
    }
  };

  const look = async (): Promise<void> => {
    const now = deps.clock.now();
    for (const id of await listPollable(deps)) {
      if (stopping.signal.aborted || running.size >= ACCOUNTS_AT_ONCE) return;
      if (!running.has(id) && (nextAt.get(id) ?? 0) <= now) running.set(id, poll(id));
    }
  };

  const tick = async (): Promise<void> => {
    await look().catch((error: unknown) =>
      deps.log.error('accounts could not be listed', { message: messageOf(error) }),
    );
    if (!stopping.signal.aborted) timer = setTimeout(() => void tick(), lookEveryMs);
  };
  void tick();
  return {
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
