import { randomInt } from 'node:crypto';
import { buildAll } from './build.mjs';
import { fromRoot } from './paths.mjs';
import { runHere } from './process.mjs';

const seed = () => process.env.PUKAAR_SEED ?? String(randomInt(1, 2 ** 31));

function fullSize() {
  const chosen = seed();
  process.stdout.write(`Full size, seed ${chosen} (repeat with PUKAAR_SEED=${chosen})\n`);
  return { PUKAAR_FULL: '1', PUKAAR_SEED: chosen };
}

export async function test({ args, full }) {
  await buildAll();
  const env = { ...process.env, ...(full ? fullSize() : {}) };
  return runHere({
    command: process.execPath,
    args: [fromRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', ...args],
    env,
  });
}
