import { existsSync } from 'node:fs';
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

const WEB = {
  name: 'web',
  // The web takes types and schemas from the server, so a change there is a change here.
  sources: ['web', 'server', ...PACKAGES],
  skip: /\.test\.ts$|\.md$|^web\/(build|\.svelte-kit|e2e|docs|node_modules)$|^web\/src\/lib\/paraglide$|^server\/(cli|data)$|^server\/(?!.*(schemas|types|client)\.ts$).*\.ts$/,
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

async function bringUpToDate(parts) {
  if (!parts.some(isStale)) return;
  const { withBuildLock } = await import('./build-lock.mjs');
  await withBuildLock(async () => {
    const stale = parts.filter(isStale);
    if (stale.length === 0) return;
    process.stderr.write('Building Pukaar…\n');
    for (const part of stale) await make(part);
  });
}

/** Builds what is missing or older than its sources. Throws with the compiler's own words. */
export const buildAll = () => bringUpToDate([SERVER, WEB]);
export const buildServerOnly = () => bringUpToDate([SERVER]);
