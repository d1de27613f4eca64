import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { buildAll, buildServerOnly } from './build.mjs';
import { LaunchError } from './launch-error.mjs';
import { fromRoot } from './paths.mjs';

/**
 * Goes on as the built program, in this very process: signals, exit code and memory are then its own.
 * The exit code stays with the program, which may run for years.
 */
async function become({ file, args }) {
  const built = fromRoot('dist', file);
  if (!existsSync(built)) throw new LaunchError(`dist/${file} was not built: its source is missing.`);
  process.argv = [process.argv[0], built, ...args];
  await import(pathToFileURL(built).href);
}

export async function start() {
  await buildAll();
  await become({ file: 'main.js', args: [] });
}

export async function build() {
  await buildAll();
  return 0;
}

export async function runCommand({ name, args }) {
  await buildServerOnly();
  await become({ file: 'command.js', args: [name, ...args] });
}
