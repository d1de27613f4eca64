import { createHash, randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, opendir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Blobs } from '../port.ts';

const HASH = /^[0-9a-f]{64}$/;

export interface FileBlobsOptions {
  /** `DATA_DIR/blobs`. */
  readonly folder: string;
  /** Check the bytes against their name at every reading; default false. */
  readonly verify?: boolean;
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function sync(target: string, flags: string, bytes?: Uint8Array): Promise<void> {
  const handle = await open(target, flags);
  try {
    if (bytes) await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Blobs as files: sharded by two levels of their hash, whole or not there at all. */
export function createFileBlobs({ folder, verify = false }: FileBlobsOptions): Blobs {
  const place = (hash: string) => {
    if (!HASH.test(hash)) throw new Error('not the hash of a blob');
    return path.join(folder, hash.slice(0, 2), hash.slice(2, 4), hash);
  };

  async function store(hash: string, bytes: Uint8Array): Promise<void> {
    const target = place(hash);
    const draft = path.join(folder, 'drafts', randomUUID());
    await mkdir(path.dirname(target), { recursive: true });
    await mkdir(path.dirname(draft), { recursive: true });
    try {
      await sync(draft, 'wx', bytes);
      await rename(draft, target);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await sync(path.dirname(target), 'r');
  }

  return {
    put: async (bytes) => {
      const hash = createHash('sha256').update(bytes).digest('hex');
      const now = new Date();
      // Stored again counts as stored now: the sweep must not take it from under who refers to it next.
      const found = await orNull(utimes(place(hash), now, now).then(() => true));
      if (!found) await store(hash, bytes);
      return { hash, size: bytes.byteLength };
    },
    get: async (hash) => {
      const bytes = await orNull(readFile(place(hash)));
      if (bytes && verify && createHash('sha256').update(bytes).digest('hex') !== hash)
        throw new Error('a stored blob is damaged');
      return bytes;
    },
    has: async (hash) => (await orNull(stat(place(hash)))) !== null,
    remove: async (hash) => rm(place(hash), { force: true }),
    list: async function* () {
      const entries = await orNull(opendir(folder, { recursive: true }));
      if (!entries) return;
      for await (const entry of entries) {
        if (!entry.isFile() || !HASH.test(entry.name)) continue;
        const found = await orNull(stat(place(entry.name)));
        if (found) yield { hash: entry.name, storedAt: Math.floor(found.mtimeMs) };
      }
    },
    check: async () => {
      try {
        await mkdir(folder, { recursive: true });
        await access(folder, constants.W_OK);
        return true;
      } catch {
        return false;
      }
    },
  };
}
