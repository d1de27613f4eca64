import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from './launch-error.mjs';
import { fromRoot } from './paths.mjs';

const NAMED = {
  main: 'server/main.ts',
  simulator: 'workers/simulator/main.ts',
  command: 'server/cli/command.ts',
  'keep-starter': 'server/cli/keep-starter.ts',
};

function threads() {
  if (!existsSync(fromRoot('workers'))) return [];
  return readdirSync(fromRoot('workers'), { recursive: true })
    .filter((file) => file.endsWith('.thread.ts'))
    .map((file) => path.join('workers', file));
}

/** Name of the built file → its source. Threads lie flat beside the chunks that start them by relative address. */
export function serverEntries() {
  const entries = {};
  for (const [name, file] of Object.entries(NAMED)) if (existsSync(fromRoot(file))) entries[name] = fromRoot(file);
  for (const file of threads()) {
    const name = path.basename(file, '.ts');
    if (name in entries) throw new LaunchError(`Two threads are called ${name}: ${file} needs another name`);
    entries[name] = fromRoot(file);
  }
  return entries;
}

/** How the server is bundled, for builds and for `dev` alike: our own code in flat files, packages left outside. */
export const bundleOptions = ({ outdir }) => ({
  absWorkingDir: fromRoot(),
  entryPoints: serverEntries(),
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  entryNames: '[name]',
  chunkNames: '[name]-[hash]',
  logLevel: 'silent',
});
