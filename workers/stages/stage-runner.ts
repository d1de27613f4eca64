import type { StageInput, StageResult, StageRunner, TriedMessage } from '../../server/modules/inbound/stages.types.ts';
import { createStageThread, threadEntry, type ThreadEntry } from './stage-thread.ts';

export interface ThreadStageRunnerOptions {
  /** One thread reads some thousand messages a second; each holds about 100 MB. */
  readonly threads?: number;
  readonly entry?: ThreadEntry;
}

const SMALLEST_SHARE = 32;
/** So many are tried at once: what came in meanwhile is read between two shares. */
const TRIED_AT_ONCE = 100;

function sharesOf(inputs: readonly StageInput[], threads: number): (readonly StageInput[])[] {
  const size = Math.max(SMALLEST_SHARE, Math.ceil(inputs.length / threads));
  const shares: (readonly StageInput[])[] = [];
  for (let from = 0; from < inputs.length; from += size) shares.push(inputs.slice(from, from + size));
  return shares;
}

/**
 * Runs the stages in threads of their own. A thread that dies is started again and its batches are tried once more;
 * a batch that kills it twice is rejected. Results keep the order of the inputs.
 */
export function createThreadStageRunner({
  threads = 1,
  entry = threadEntry(),
}: ThreadStageRunnerOptions = {}): StageRunner {
  const pool = Array.from({ length: Math.max(1, threads) }, () => createStageThread(entry));
  const idlest = () => pool.reduce((best, thread) => (thread.waiting() < best.waiting() ? thread : best));
  return {
    run: async (inputs): Promise<readonly StageResult[]> => {
      const parts = sharesOf(inputs, pool.length).map((share) => idlest().run(share));
      return (await Promise.all(parts)).flat();
    },
    setUnits: async (units) => {
      await Promise.all(pool.map((thread) => thread.setUnits(units)));
    },
    setModel: async (bytes) => {
      await Promise.all(pool.map((thread) => thread.setModel(bytes)));
    },
    setWords: async (words) => {
      await Promise.all(pool.map((thread) => thread.setWords(words)));
    },
    tryWords: async ({ inputs, ...trial }) => {
      const tried: TriedMessage[] = [];
      for (let from = 0; from < inputs.length; from += TRIED_AT_ONCE)
        tried.push(...(await idlest().tryWords({ ...trial, inputs: inputs.slice(from, from + TRIED_AT_ONCE) })));
      return tried;
    },
    close: async () => {
      await Promise.all(pool.map((thread) => thread.close()));
    },
  };
}
