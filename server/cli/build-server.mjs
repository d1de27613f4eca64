import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bundleOptions } from './entries.mjs';
import { LaunchError } from './launch-error.mjs';
import { fromRoot } from './paths.mjs';
import { runHere } from './process.mjs';

/** Puts the new folder in the old one's place; whoever starts meanwhile finds one of the two, never a mixture. */
function swap({ fresh, place }) {
  const old = `${fresh}-old`;
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(place, old);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
}

async function bundle(outdir) {
  const esbuild = await import('esbuild');
  try {
    return await esbuild.build({ ...bundleOptions({ outdir }), write: false });
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    const messages = await esbuild.formatMessages(error.errors, {
      kind: 'error',
      color: process.stderr.isTTY === true,
    });
    throw new LaunchError(messages.join(''));
  } finally {
    await esbuild.stop();
  }
}

/** Has the new code fit the model that it comes with, so that no start waits for it. */
async function keepStarter(folder) {
  const args = [path.join(folder, 'keep-starter.js'), path.join(folder, 'starter.model')];
  if (!existsSync(args[0])) return;
  const code = await runHere({ command: process.execPath, args });
  if (code !== 0) throw new LaunchError('The model that Pukaar comes with could not be fitted');
}

export async function buildServer() {
  const place = fromRoot('dist');
  const fresh = fromRoot('.cache', `dist-${process.pid}`);
  const { outputFiles } = await bundle(place);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  for (const file of outputFiles) writeFileSync(path.join(fresh, path.relative(place, file.path)), file.contents);
  await keepStarter(fresh);
  swap({ fresh, place });
}
