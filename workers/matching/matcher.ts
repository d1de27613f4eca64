import { matchNext, rebuildMatching, type MatchDeps } from '../../server/modules/matching/match.usecases.ts';
import type { Log } from '../../server/platform/log/port.ts';
import { messageOf } from '../../server/platform/log/describe-error.ts';
import type { Tx } from '../../server/schema.ts';

/** Small, since each batch is one transaction. */
const BATCH = 16;

export interface MatcherOptions {
  readonly deps: MatchDeps & { readonly log: Log };
  /** True while this process may match: the one that settles does. */
  readonly mayRun?: () => boolean;
  /** Throws, inside the transaction, when another process took over. */
  readonly confirm?: (tx: Tx) => Promise<void>;
}

export interface Matcher {
  /** Messages may have been settled. */
  wake(): void;
  /** What is in memory cannot be relied on any more: another process may have matched since. */
  forget(): void;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Matches settled messages behind intake, in the same order. What is to be done stands in the database; the index is
 * filled from it first, and again after a failure.
 */
export function createMatcher({ deps, mayRun = () => true, confirm }: MatcherOptions): Matcher {
  let running: Promise<void> | null = null;
  let [again, stopped, isFilled] = [false, false, false];
  const goesOn = (): boolean => !stopped && mayRun();

  async function match(): Promise<void> {
    if (!isFilled) {
      const many = await rebuildMatching(deps, goesOn);
      if (!goesOn()) return;
      isFilled = true;
      deps.log.info('matching is ready', { messages: many });
    }
    while (isFilled && goesOn() && (await matchNext(deps, { limit: BATCH, confirm })) !== null);
  }

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        if (mayRun()) await match();
      } catch (error) {
        isFilled = false;
        if (!stopped) deps.log.error('matching stopped and will begin anew', { message: messageOf(error) });
        return;
      }
    } while (again && !stopped);
  }

  return {
    wake() {
      again = true;
      if (running || stopped) return;
      running = run().finally(() => {
        running = null;
      });
    },
    forget() {
      isFilled = false;
    },
    async idle() {
      while (running) await running;
    },
    async stop() {
      stopped = true;
      // What is asked of the thread is given up: it stands in the database for the next run.
      await deps.engine.close();
      while (running) await running;
    },
  };
}
