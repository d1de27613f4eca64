import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../server/platform/root.ts';

const base = join(projectRoot, '.cache', 'bench');

export const benchFolder = (...parts: readonly string[]): string => join(base, ...parts);

/** An empty folder of this name; what stood there is gone. */
export function emptyFolder(name: string): string {
  const folder = benchFolder(name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
