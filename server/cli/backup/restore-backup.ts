import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { Blobs } from '../../platform/blobs/port.ts';
import { readRemovedFiles, REMOVED_FILES } from '../../platform/blobs/removed-files.ts';
import { takeWriterLock } from '../../platform/db/writer-lock.ts';
import { raiseFence, type Execute, type Fence } from './fence.ts';
import { filesOf, holdAgain } from './keep-away.ts';
import { blobEntry, DATABASE, SEALS, type Manifest } from './manifest.ts';
import { runTool } from './process.ts';
import { checkBackup, readBytes, type CheckedBackup } from './read-backup.ts';
import type { Where } from './snapshot.ts';
import { readEntry } from './tar.ts';

export interface RestoreInput extends Where {
  readonly in: string;
  readonly blobs: Blobs;
  /** Where quarantined files lie: what lies there comes back nowhere else. */
  readonly quarantine: Blobs;
  readonly fence: Fence;
  /** Put aside what is there. */
  readonly force: boolean;
}

/** What may lie in a clean DATA_DIR: the keys are brought by hand, and so are quarantined files and the list of removed ones, which no backup holds. */
const ALLOWED = new Set(['keys', 'quarantine', 'writer.lock', 'lost+found', REMOVED_FILES, SEALS]);

async function refuseUnlessClean({ dataDir, databaseUrl, force }: RestoreInput): Promise<void> {
  if (force) return;
  const there = (await readdir(dataDir)).filter((name) => !ALLOWED.has(name) || (name === SEALS && !databaseUrl));
  if (there.length > 0)
    throw new Error(
      `${dataDir} is not empty (${there.slice(0, 3).join(', ')}). Give another DATA_DIR, or --force to put aside what is there.`,
    );
}

async function extract(file: string, checked: CheckedBackup, target: string): Promise<void> {
  const entry = checked.entries.get(DATABASE[checked.manifest.engine]);
  if (!entry) throw new Error('the backup has no database');
  const handle = await open(target, 'w', 0o600);
  for await (const chunk of readEntry(file, entry)) await handle.writeFile(chunk);
  await handle.sync();
  await handle.close();
}

/** What a restored database must know before it is started. */
type Prepare = (execute: Execute) => Promise<void>;

async function prepareFile(file: string, prepare: Prepare): Promise<void> {
  const connection = new Sqlite(file);
  const broken = connection.pragma('quick_check', { simple: true });
  if (broken !== 'ok') throw new Error('the database in the backup is damaged');
  connection.exec('BEGIN');
  await prepare(async (text, values) => void connection.prepare(text).run(...values));
  connection.exec('COMMIT');
  connection.close();
}

interface Restoring {
  readonly input: RestoreInput;
  readonly checked: CheckedBackup;
  readonly prepare: Prepare;
}

/** The fence stands before the file has its name: no start can come between. */
async function restoreEmbedded({ input, checked, prepare }: Restoring): Promise<void> {
  const target = path.join(input.dataDir, 'pukaar.db');
  const draft = `${target}.restored`;
  const lock = takeWriterLock(input.dataDir);
  try {
    await extract(input.in, checked, draft);
    await prepareFile(draft, prepare);
    for (const end of ['', '-wal', '-shm'])
      if (existsSync(`${target}${end}`))
        await rename(`${target}${end}`, `${target}.before-restore-${input.fence.now}${end}`);
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
    lock.release();
  }
}

async function restoreServer(url: string, { input, checked, prepare }: Restoring): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const dump = path.join(input.dataDir, 'restore.dump');
  try {
    const { rows } = await client.query(`SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1`);
    if (rows.length > 0 && !input.force)
      throw new Error('The database is not empty. Give an empty one, or --force to replace what is there.');
    await extract(input.in, checked, dump);
    const replace = rows.length > 0 ? ['--clean', '--if-exists'] : [];
    await runTool('pg_restore', ['--single-transaction', '--no-owner', '--no-privileges', ...replace, dump], url);
    await client.query('BEGIN');
    await prepare(async (text, values) => {
      let count = 0;
      await client.query(
        text.replaceAll('?', () => `$${++count}`),
        [...values],
      );
    });
    await client.query('COMMIT');
  } finally {
    await rm(dump, { force: true });
    await client.end();
  }
}

export interface Restored {
  readonly manifest: Manifest;
  /** Whether there was a list of what was removed for good; without one such files come back. */
  readonly knowsRemoved: boolean;
}

/** Restores a backup, fenced. Checks it whole before anything is touched. */
export async function restoreBackup(input: RestoreInput): Promise<Restored> {
  const checked = await checkBackup(input.in);
  const { manifest, entries } = checked;
  const engine = input.databaseUrl ? 'postgres' : 'sqlite';
  if (manifest.engine !== engine)
    throw new Error(
      `The backup is of ${manifest.engine}: ${manifest.engine === 'postgres' ? 'set' : 'unset'} DATABASE_URL to restore it.`,
    );
  await mkdir(input.dataDir, { recursive: true, mode: 0o700 });
  await refuseUnlessClean(input);
  const away = await filesOf(input.quarantine);
  const removed = await readRemovedFiles(input.dataDir);
  const hidden = new Set([...away.keys(), ...(removed ?? [])].map(blobEntry));
  for (const [name, entry] of entries)
    if (name.startsWith('blobs/') && !hidden.has(name)) await input.blobs.put(await readBytes(input.in, entry));
  const prepare: Prepare = async (execute) => {
    await raiseFence(execute, input.fence);
    await holdAgain(execute, { files: away, removed: removed ?? new Set(), now: input.fence.now });
  };
  if (input.databaseUrl) await restoreServer(input.databaseUrl, { input, checked, prepare });
  else await restoreEmbedded({ input, checked, prepare });
  const seals = path.join(input.dataDir, SEALS);
  if (existsSync(seals)) await rename(seals, `${seals}.before-restore-${input.fence.now}`);
  await writeFile(seals, await readBytes(input.in, entries.get(SEALS)), { mode: 0o600 });
  return { manifest, knowsRemoved: removed !== null };
}
