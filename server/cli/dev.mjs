import { spawn } from 'node:child_process';
import { hasWeb } from './build-web.mjs';
import { bundleOptions } from './entries.mjs';
import { fromRoot, root } from './paths.mjs';

const OUT = fromRoot('.cache', 'dev');

function startServer({ port }) {
  return spawn(process.execPath, ['--enable-source-maps', `${OUT}/main.js`], {
    cwd: root,
    env: { ...process.env, PORT: String(port), DEV: '1' },
    stdio: 'inherit',
  });
}

const ended = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', resolve);
  });

/** Starts the server after each good build, the former one having stopped: two at once would both want to write. */
function restarter({ port }) {
  let child;
  let turn = Promise.resolve();
  const stop = async () => {
    if (child === undefined) return;
    child.kill('SIGTERM');
    await ended(child);
  };
  return {
    restart() {
      turn = turn.then(stop).then(() => {
        child = startServer({ port });
      });
    },
    stop: () => turn.then(stop),
  };
}

async function watchServer({ port }) {
  const esbuild = await import('esbuild');
  const server = restarter({ port });
  const context = await esbuild.context({
    ...bundleOptions({ outdir: OUT }),
    logLevel: 'warning',
    plugins: [
      {
        name: 'restart',
        setup(build) {
          build.onEnd((result) => {
            if (result.errors.length === 0) server.restart();
          });
        },
      },
    ],
  });
  await context.watch();
  return async () => {
    await context.dispose();
    await server.stop();
  };
}

function watchWeb({ port, serverPort }) {
  const child = spawn(process.execPath, [fromRoot('server', 'cli', 'dev-web.mjs')], {
    cwd: fromRoot('web'),
    env: { ...process.env, WEB_PORT: String(port), SERVER_ORIGIN: `http://localhost:${serverPort}`, DEV: '1' },
    stdio: 'inherit',
  });
  return async () => {
    child.kill('SIGTERM');
    await ended(child);
  };
}

const interrupted = () =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });

/** Server on PORT, pages with hot reload on the port after it; both follow their sources until interrupted. */
export async function dev() {
  const port = Number(process.env.PORT ?? 3000);
  const stops = [await watchServer({ port })];
  process.stdout.write(`Server  http://localhost:${port}\n`);
  if (hasWeb()) {
    stops.push(watchWeb({ port: port + 1, serverPort: port }));
    process.stdout.write(`Pages   http://localhost:${port + 1}\n`);
  }
  await interrupted();
  await Promise.all(stops.map((stop) => stop()));
  return 0;
}
