import { parseEnvelope } from '../../server/modules/inbound/envelopes.usecases.ts';
import {
  setMessagesAside,
  settleOneByOne,
  settleStaged,
  stageNext,
  type Staged,
} from '../../server/modules/inbound/intake.usecases.ts';
import { readChangedAgain } from '../../server/modules/inbound/read-again.usecases.ts';
import { waitingEnvelopes } from '../../server/modules/inbound/backlog.usecases.ts';
import type { Tx } from '../../server/schema.ts';
import type { Fate, InboundDeps } from '../../server/modules/inbound/inbound.types.ts';
import { createPace } from './pace.ts';
import { messageOf } from '../../server/platform/log/describe-error.ts';

/** Messages a transaction settles at most, and how long it may hold the writer and the loop, in milliseconds. */
const BATCH = 32;
const LEAST = 6;
const AIM = 10;
/** Batches whose language work is under way while another is being written. */
const AHEAD = 3;
const GIVE_UP = 3;

export interface IntakeOptions {
  readonly deps: InboundDeps;
  /** Told what became of every message. */
  readonly onSettled?: (fates: readonly Fate[]) => void;
  /** True while this process may settle: one at a time does, in order of arrival. */
  readonly mayRun?: () => boolean;
  /** Throws, inside the transaction, when another process took over. */
  readonly confirm?: (tx: Tx) => Promise<void>;
}

export interface Intake {
  /** Work may have come. */
  wake(): void;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
  /** Lets the batch under way finish and takes no more. */
  stop(): Promise<void>;
}

/**
 * Reads stored envelopes and settles new messages, one batch after the other, while the language work of the next
 * ones goes on in its threads. What is to be done stands in the database: a killed run is taken up by the next.
 */
export function createIntake({ deps, onSettled, mayRun = () => true, confirm }: IntakeOptions): Intake {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  const failures = new Map<string, number>();
  const pace = createPace({ least: LEAST, most: BATCH, aimMs: AIM });
  // On PostgreSQL a transaction waits for the server, and holds nobody here.
  const onWorked = deps.db.engine === 'sqlite' ? pace.took : undefined;

  async function readEnvelopes(): Promise<void> {
    for (;;) {
      const ids = await waitingEnvelopes(deps.db.read, 16);
      if (ids.length === 0 || stopped) return;
      for (const id of ids) await parseEnvelope(deps, id);
    }
  }

  /** One message that fails is set aside when others of its batch do not, or when it failed three times alone. */
  async function settleBatch(staged: Staged): Promise<void> {
    try {
      const settled = await settleStaged(deps, staged, { confirm, onWorked });
      onSettled?.(settled.map((one) => one.fate));
    } catch (error) {
      if (stopped || !mayRun()) throw error;
      const failed = await settleOneByOne(deps, staged, { confirm });
      for (const id of failed) failures.set(id, (failures.get(id) ?? 0) + 1);
      const isTheirs = failed.length < staged.messages.length;
      const poison = failed.filter((id) => isTheirs || (failures.get(id) ?? 0) >= GIVE_UP);
      await setMessagesAside(deps, poison);
      for (const id of poison) failures.delete(id);
      if (poison.length < failed.length) throw error;
    }
  }

  async function settleNew(): Promise<void> {
    const ahead: Staged[] = [];
    const inHand = (): number => ahead.reduce((sum, staged) => sum + staged.messages.length, 0);
    for (;;) {
      while (ahead.length < AHEAD && !stopped && mayRun()) {
        const staged = await stageNext(deps, { limit: pace.size(), skip: inHand() });
        if (!staged) break;
        ahead.push(staged);
      }
      const next = ahead[0];
      if (!next || stopped || !mayRun()) return;
      await settleBatch(next);
      ahead.shift();
      await new Promise(setImmediate);
    }
  }

  async function readChanged(): Promise<void> {
    while (!stopped && mayRun() && (await readChangedAgain(deps, { limit: BATCH, confirm })) > 0);
  }

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        if (mayRun()) await readEnvelopes();
        if (mayRun()) await settleNew();
        if (mayRun()) await readChanged();
      } catch (error) {
        deps.log.error('intake stopped at a batch and will try again', {
          message: messageOf(error),
          stack: error instanceof Error ? error.stack : undefined,
        });
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
    async idle() {
      while (running) await running;
    },
    async stop() {
      stopped = true;
      while (running) await running;
    },
  };
}
