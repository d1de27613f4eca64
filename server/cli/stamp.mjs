import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fromRoot, root } from './paths.mjs';

function* walk(folder, skip) {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) {
    yield folder;
    return;
  }
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (skip.test(path.relative(root, file))) continue;
    if (entry.isDirectory()) yield* walk(file, skip);
    else yield file;
  }
}

/** What the sources look like now: path, size and time of each, so that a removed or an older file counts too. */
export function fingerprint({ sources, skip }) {
  const lines = [];
  for (const source of sources) {
    for (const file of walk(fromRoot(source), skip)) {
      const { size, mtimeMs } = statSync(file);
      lines.push(`${path.relative(root, file)}:${size}:${mtimeMs}`);
    }
  }
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex');
}

const stampOf = (name) => fromRoot('.cache', `${name}.stamp`);

/** The fingerprint of the last finished build, or null: a build that was interrupted has none. */
export const readStamp = (name) => (existsSync(stampOf(name)) ? readFileSync(stampOf(name), 'utf8') : null);

export function writeStamp(name, value) {
  mkdirSync(fromRoot('.cache'), { recursive: true });
  writeFileSync(stampOf(name), value);
}

export const clearStamp = (name) => rmSync(stampOf(name), { force: true });
