import { existsSync } from 'node:fs';
import { LaunchError } from './launch-error.mjs';
import { fromRoot } from './paths.mjs';
import { runQuietly } from './process.mjs';

export const hasWeb = () => existsSync(fromRoot('web', 'vite.config.ts'));

/** A bundler's error without the list of every file it had read. */
const shorten = (output) => output.replace(/^ *watchFiles: \[\n[\s\S]*?\n *\],?\n/gm, '');

export async function buildWeb() {
  const result = await runQuietly({
    command: process.execPath,
    args: [fromRoot('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'],
    cwd: fromRoot('web'),
  });
  if (result.code !== 0) throw new LaunchError(shorten(result.output));
}
