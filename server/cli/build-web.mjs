import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { fromRoot } from './paths.mjs';
import { runQuietly } from './process.mjs';

/** Builds that stay: a server that runs goes on with the pages it was started with, until it is started anew. */
const KEPT = 3;

export const hasWeb = () => existsSync(fromRoot('web', 'vite.config.ts'));

/** A bundler's error without the list of every file it had read. */
const shorten = (output) => output.replace(/^ *watchFiles: \[\n[\s\S]*?\n *\],?\n/gm, '');

/** Where the pages are started from is a link: what is loaded through it looks for its own files beside the real one. */
function point({ folder, name }) {
  const link = path.join(folder, `${name}.link`);
  symlinkSync(path.join(name, 'handler.js'), link);
  renameSync(link, path.join(folder, 'handler.js'));
}

function sweep(folder) {
  const builds = readdirSync(folder).filter((name) => /^pages-\d+$/.test(name));
  const kept = new Set(['handler.js', ...builds.sort().slice(-KEPT)]);
  for (const name of readdirSync(folder))
    if (!kept.has(name)) rmSync(path.join(folder, name), { recursive: true, force: true });
}

export async function buildWeb() {
  const folder = fromRoot('web', 'build');
  const name = `pages-${Date.now()}`;
  mkdirSync(folder, { recursive: true });
  const result = await runQuietly({
    command: process.execPath,
    args: [fromRoot('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    cwd: fromRoot('web'),
    env: { ...process.env, PUKAAR_PAGES: path.join('build', name) },
  });
  if (result.code !== 0) {
    rmSync(path.join(folder, name), { recursive: true, force: true });
    throw new LaunchError(shorten(result.output));
  }
  point({ folder, name });
  sweep(folder);
}
