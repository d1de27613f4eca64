import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

function isProject(folder: string): boolean {
  const manifest = path.join(folder, 'package.json');
  if (!existsSync(manifest)) return false;
  const content: unknown = JSON.parse(readFileSync(manifest, 'utf8'));
  return typeof content === 'object' && content !== null && 'name' in content && content.name === 'pukaar';
}

/**
 * The project's folder, above `start`: the nearest one whose package.json is named pukaar.
 * Throws when there is none.
 */
export function findProjectRoot(start: string): string {
  for (let folder = path.resolve(start); ; folder = path.dirname(folder)) {
    if (isProject(folder)) return folder;
    if (path.dirname(folder) === folder) throw new Error(`No package.json named pukaar at or above ${start}`);
  }
}

/** Absolute path of the project: data files and migrations are found from here, by sources and by the build alike. */
export const projectRoot: string = findProjectRoot(path.dirname(fileURLToPath(import.meta.url)));
