import { existsSync, readdirSync, rmSync } from 'node:fs';
import { buildServer } from './build-server.mjs';
import { buildWeb, hasWeb } from './build-web.mjs';
import { fromRoot } from './paths.mjs';
import { clearStamp, fingerprint, readStamp, writeStamp } from './stamp.mjs';

const PACKAGES = ['package.json', 'package-lock.json', 'tsconfig.json'];

const SERVER = {
  name: 'server',
  sources: ['server', 'workers', 'bench', ...PACKAGES],
  skip: /\.test\.ts$|\.md$/,
  exists: () => true,
  made: () => existsSync(fromRoot('dist')),
  make: buildServer,
};

// The web takes clients and schemas, and what these stand on, from the server: a change there is a change here.
const WEB_SKIPS = new RegExp(
  [
    String.raw`\.test\.ts$`,
    String.raw`\.md$`,
    String.raw`^web/(build|\.svelte-kit|e2e|docs|node_modules|src/lib/paraglide)$`,
    String.raw`^server/(cli|data|platform)$`,
    String.raw`^server/(?!http/client)(?!.*\.(schemas|types|rules|errors|config)\.ts$).*\.ts$`,
  ].join('|'),
);

const WEB = {
  name: 'web',
  sources: ['web', 'server', ...PACKAGES],
  skip: WEB_SKIPS,
  exists: hasWeb,
  made: () => existsSync(fromRoot('web', 'build', 'handler.js')),
  make: buildWeb,
};

const now = (part) => fingerprint({ sources: part.sources, skip: part.skip });
const isStale = (part) => part.exists() && (!part.made() || readStamp(part.name) !== now(part));

async function make(part) {
  // Taken before building: a source that changes meanwhile makes the next start build again.
  const stamp = now(part);
  clearStamp(part.name);
  await part.make();
  writeStamp(part.name, stamp);
}

/** What builds that were killed have left. */
function sweep() {
  for (const name of readdirSync(fromRoot('.cache'))) {
    if (name.startsWith('dist-')) rmSync(fromRoot('.cache', name), { recursive: true, force: true });
  }
}

async function bringUpToDate(parts) {
  if (!parts.some(isStale)) return;
  const { withBuildLock } = await import('./build-lock.mjs');
  await withBuildLock(async () => {
    const stale = parts.filter(isStale);
    if (stale.length === 0) return;
    process.stderr.write('Building Pukaar…\n');
    sweep();
    for (const part of stale) await make(part);
  });
}

/** Builds what is missing or older than its sources. Throws with the compiler's own words. */
export const buildAll = () => bringUpToDate([SERVER, WEB]);
export const buildServerOnly = () => bringUpToDate([SERVER]);
