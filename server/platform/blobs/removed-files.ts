import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Hashes of files that were removed for good. */
export interface RemovedFiles {
  /** Answers once it is on the disk; may be told twice. */
  note(sha256: string): Promise<void>;
}

/** Name of the list under DATA_DIR: a line a file. It lies outside the database, so that an older copy of that does not undo it. */
export const REMOVED_FILES = 'removed-files';

const fileOf = (dataDir: string): string => path.join(dataDir, REMOVED_FILES);
const HASH = /^[0-9a-f]{64}$/;

export const createRemovedFiles = ({ dataDir }: { readonly dataDir: string }): RemovedFiles => ({
  note: async (sha256) => {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const handle = await open(fileOf(dataDir), 'a', 0o600);
    try {
      // The break comes first: behind a line that a crash cut short, this one stands by itself.
      await handle.appendFile(`\n${sha256}`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
});

/** What the list holds; null when there is none. */
export async function readRemovedFiles(dataDir: string): Promise<ReadonlySet<string> | null> {
  try {
    const lines = (await readFile(fileOf(dataDir), 'utf8')).split('\n');
    return new Set(lines.filter((line) => HASH.test(line)));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
