import type { Config } from '../../server/config/config.ts';
import { createDeps, openLog } from '../../server/deps.ts';
import { ensureReplayAccount, replayLines, summarise } from '../../server/modules/inbound/replay.usecases.ts';
import type { ReplaySummary } from '../../server/modules/inbound/replay.repository.ts';
import { readOrMakeKey } from '../../server/platform/keys.ts';
import { createIntake } from '../intake/intake.ts';
import { createThreadStageRunner } from '../stages/stage-runner.ts';

interface Taken {
  readonly envelope: string;
  readonly messages: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** Where replayed lines go: a running server, or the database alone. */
export interface ReplayTarget {
  take(lines: string): Promise<Taken>;
  idle(): Promise<void>;
  summary(envelopes: readonly string[]): Promise<ReplaySummary>;
  close(): Promise<void>;
}

async function isServing(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(1000) });
    return response.ok;
  } catch {
    return false;
  }
}

function serverTarget({ origin, key, account }: { origin: string; key: string; account: string }): ReplayTarget {
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${origin}/api/internal${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-pukaar-key': key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(
        `The server at ${origin} refused the messages (${response.status}): it may belong to another DATA_DIR.`,
      );
    return response.json();
  };
  return {
    take: async (lines) => (await ask('/replay', { account, lines })) as Taken,
    idle: async () => {
      while (!((await ask('/idle')) as { idle: boolean }).idle) await new Promise((resume) => setTimeout(resume, 200));
    },
    summary: async (envelopes) => (await ask('/replay/summary', { envelopes })) as ReplaySummary,
    close: () => Promise.resolve(),
  };
}

async function ownTarget({ config, account: handle }: { config: Config; account: string }): Promise<ReplayTarget> {
  const log = openLog({ ...config, logLevel: 'error' });
  const deps = await createDeps({ config, log, stages: createThreadStageRunner() });
  const account = await ensureReplayAccount(deps, handle);
  const intake = createIntake({ deps });
  return {
    take: async (lines) => {
      const taken = await replayLines(deps, { account, lines });
      intake.wake();
      return taken;
    },
    idle: async () => {
      intake.wake();
      await intake.idle();
    },
    summary: (envelopes) => summarise(deps.db.read, envelopes),
    close: async () => {
      await intake.stop();
      await deps.close();
    },
  };
}

/** Through the running server if one answers on the port, else on the database alone. */
export async function openReplayTarget({
  config,
  account,
}: {
  config: Config;
  account: string;
}): Promise<ReplayTarget> {
  const origin = `http://127.0.0.1:${config.port}`;
  if (await isServing(origin)) return serverTarget({ origin, key: readOrMakeKey(config.dataDir, 'internal'), account });
  return ownTarget({ config, account });
}
