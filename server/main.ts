import { ConfigError, isLocalOrigin, parseConfig } from './config/config.ts';
import { createDeps, databaseFile, openLog, type Deps } from './deps.ts';
import { createApp } from './http/app.ts';
import { createLiveHub } from './http/live-hub.ts';
import { startWebServer } from './http/server.ts';
import { announce } from './announce.ts';
import { describeError } from './platform/log/describe-error.ts';
import { WriterLockError } from './platform/db/writer-lock.ts';
import { startCheckpoints } from '../workers/checkpoint/checkpoints.ts';
import { createThreadPagePrinter } from '../workers/morning/page-printer.ts';
import { readAreasInThread } from '../workers/units/area-reader.ts';
import { createThreadStageRunner } from '../workers/stages/stage-runner.ts';
import { startSimulator, type RunningSimulator } from '../workers/demo/start-simulator.ts';
import { startFollowing, startWorkers, type Workers } from '../workers/run.ts';

async function serve({ deps, workers, host }: { deps: Deps; workers: Workers | null; host: string }) {
  const hub = createLiveHub(deps);
  const app = createApp({ deps, hub, wakeIntake: () => workers?.wakeIntake() });
  const web = await startWebServer({
    fetch: (request) => app.fetch(request),
    port: deps.config.port,
    host,
    publicUrl: deps.config.publicUrl,
  });
  return {
    port: web.port,
    close: async () => {
      hub.stop();
      await web.close();
    },
  };
}

async function start(): Promise<void> {
  const config = parseConfig(process.env);
  const log = openLog(config);
  const stages = createThreadStageRunner();
  let simulator: RunningSimulator | null = null;
  // A simulator that runs already is taken where X_API_ORIGIN names it; anything outside this machine never is.
  const demoOrigin = async (): Promise<string> =>
    isLocalOrigin(config.xApiOrigin) ? config.xApiOrigin : (simulator ??= await startSimulator()).origin;
  const printer = createThreadPagePrinter();
  const deps = await createDeps({
    config,
    log,
    stages,
    printer,
    readAreas: readAreasInThread,
    ...(config.role === 'web' ? {} : { demoOrigin }),
  });
  const workers = config.role === 'web' ? null : startWorkers(deps);
  const following = startFollowing(deps);
  const checkpoints = deps.db.engine === 'sqlite' ? startCheckpoints(databaseFile(config)) : null;
  // A demo is for this machine, unless it was asked for in so many words.
  const host = deps.config.demo && config.demo !== true ? '127.0.0.1' : '0.0.0.0';
  const web = await serve({ deps, workers, host });
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 15_000).unref();
    await web.close();
    following.stop();
    await workers?.stop();
    await checkpoints?.stop();
    await deps.close();
    await simulator?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
  announce({ prepared: deps.prepared, url: config.publicUrl ?? `http://localhost:${web.port}` });
}

process.on('unhandledRejection', (error) => {
  process.stderr.write(`A failure was not handled: ${JSON.stringify(describeError(error))}\n`);
  process.exit(1);
});

try {
  await start();
} catch (error) {
  const isPlain = error instanceof ConfigError || error instanceof WriterLockError;
  process.stderr.write(
    `${isPlain ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
}
