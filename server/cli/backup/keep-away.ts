import path from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { Blobs } from '../../platform/blobs/port.ts';
import type { Execute } from './fence.ts';
import type { Where } from './snapshot.ts';

export interface Keeper {
  /** Whether a file is quarantined or removed at this moment, whatever an earlier copy of the database says. */
  isKeptAway(hash: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Asks the database that others write to. */
export async function openKeeper({ dataDir, databaseUrl }: Where): Promise<Keeper> {
  if (databaseUrl) {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const text = `SELECT 1 FROM quarantine WHERE sha256 = $1 AND state <> 'returned'`;
    return {
      isKeptAway: async (hash) => (await client.query(text, [hash])).rows.length > 0,
      close: () => client.end(),
    };
  }
  const source = new Sqlite(path.join(dataDir, 'pukaar.db'), { readonly: true, fileMustExist: true, timeout: 10_000 });
  const statement = source.prepare(`SELECT 1 FROM quarantine WHERE sha256 = ? AND state <> 'returned'`);
  return {
    isKeptAway: async (hash) => statement.get(hash) !== undefined,
    close: async () => void source.close(),
  };
}

/** What lies in the quarantine store, with its size. */
export async function filesOf(quarantine: Blobs): Promise<ReadonlyMap<string, number>> {
  const files = new Map<string, number>();
  for await (const { hash } of quarantine.list()) files.set(hash, (await quarantine.get(hash))?.byteLength ?? 0);
  return files;
}

/**
 * Tells a restored database of files that were quarantined, or removed for good, after its backup. They are due at once:
 * the first settling hides them wherever they are shown, with their words. What was removed stays so; what the backup knows
 * as given back is held until a custodian looks again.
 */
export async function holdAgain(
  execute: Execute,
  { files, removed, now }: { files: ReadonlyMap<string, number>; removed: ReadonlySet<string>; now: number },
): Promise<void> {
  const sizes = new Map([...[...removed].map((hash) => [hash, 0] as const), ...files]);
  for (const [hash, size] of sizes)
    await execute(
      `INSERT INTO quarantine (sha256, state, mime, size, at, due_at, version)
      VALUES (?, ?, coalesce((SELECT mime FROM blob WHERE hash = ?), 'application/octet-stream'),
        coalesce((SELECT size FROM blob WHERE hash = ?), ?), ?, ?, 1)
      ON CONFLICT (sha256) DO UPDATE SET
        state = CASE WHEN quarantine.state = 'removed' THEN 'removed' ELSE excluded.state END,
        due_at = excluded.due_at, version = quarantine.version + 1`,
      [hash, removed.has(hash) ? 'removed' : 'held', hash, hash, size, now, now],
    );
}
