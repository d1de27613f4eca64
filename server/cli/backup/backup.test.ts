import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settleQuarantine } from '../../modules/evidence/quarantine.usecases.ts';
import { createFileBlobs } from '../../platform/blobs/engines/files.ts';
import { createRemovedFiles, REMOVED_FILES } from '../../platform/blobs/removed-files.ts';
import { systemClock } from '../../platform/clock/clock.ts';
import { createPostgresDatabase } from '../../platform/db/engines/postgres.ts';
import { createSqliteDatabase, openSqlite } from '../../platform/db/engines/sqlite.ts';
import { pgKit, sqliteKit } from '../../platform/db/kit.ts';
import { migrateSqlite } from '../../platform/db/migrate.ts';
import { createPostgresTestDatabase, testEngines } from '../../platform/db/testing.ts';
import { createEventLog } from '../../platform/events/event-log.ts';
import { createEventRelay } from '../../platform/events/relay.ts';
import { loadSealKeys } from '../../platform/events/seal-keys.ts';
import { createSealer } from '../../platform/events/sealer.ts';
import { createIds } from '../../platform/ids/ids.ts';
import { silentLog } from '../../platform/log/port.ts';
import { projectRoot } from '../../platform/root.ts';
import { defineTables, type Db } from '../../schema.ts';
import { verifyRecord } from '../audit-verify.ts';
import { checkBackup } from './read-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const fence = { now: 1_700_000_000_000, jump: 1000, today: '231115' };

interface Place {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  open(): Db;
}

describe.each(testEngines)('backup and restore on %s', (engine) => {
  let folder: string;
  let ends: (() => Promise<unknown>)[];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pukaar-backup-'));
    ends = [() => rm(folder, { recursive: true })];
  });
  afterEach(async () => {
    for (const end of ends.reverse()) await end();
  });
  const later = <T extends { close(): Promise<unknown> }>(one: T): T => {
    ends.push(() => one.close());
    return one;
  };
  const quarantineOf = ({ dataDir }: Place) => createFileBlobs({ folder: path.join(dataDir, 'quarantine') });
  const blobsOf = ({ dataDir }: Place) => createFileBlobs({ folder: path.join(dataDir, 'blobs') });

  async function place(name: string, how: 'migrated' | 'empty'): Promise<Place> {
    const dataDir = path.join(folder, name);
    if (engine === 'sqlite') {
      const file = path.join(dataDir, 'pukaar.db');
      await mkdir(dataDir);
      if (how === 'migrated') {
        const connection = openSqlite(file);
        migrateSqlite(connection, path.join(projectRoot, 'migrations/sqlite'), 0);
        connection.close();
      }
      return {
        dataDir,
        databaseUrl: null,
        open: () => later(createSqliteDatabase({ file, tables: defineTables(sqliteKit) })),
      };
    }
    const { url, drop } = await createPostgresTestDatabase();
    ends.push(drop);
    await mkdir(dataDir);
    if (how === 'empty') {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      await client.end();
    }
    return {
      dataDir,
      databaseUrl: url,
      open: () => later(createPostgresDatabase({ url, tables: defineTables(pgKit), poolSize: 3 })),
    };
  }

  /** A desk with events, seals, a blob in use and one that nothing names, a counter, work and a lease. */
  async function life(from: Place) {
    const db = from.open();
    const blobs = blobsOf(from);
    const used = await blobs.put(Buffer.from('a photo'));
    const unused = await blobs.put(Buffer.from('nobody names it'));
    await record(from, db, 'ticket:before');
    await db.write(async (tx) => {
      const t = tx.tables;
      await tx.insertRows(t.blob, [{ hash: used.hash, size: used.size, mime: 'image/jpeg', createdAt: 1 }]);
      await tx.insertRows(t.docketCounter, [{ code: 'LKO', day: '231115', last: 42 }]);
      const send = { account: 'acc', ticket: 'tkt_1', purpose: 'reply', kind: 'reply', text: 'a', attempts: 0 };
      await tx.insertRows(
        t.outbox,
        ['waiting', 'held', 'sent'].map((state) => ({
          ...send,
          id: state,
          dedupeKey: state,
          state,
          notBefore: 5,
          createdAt: 5,
        })),
      );
      await tx.insertRows(t.lease, [{ name: 'matching', holder: 'a', fence: 7, until: 9e12 }]);
      const job = { queue: 'q', data: { n: 1 }, dedupeKey: null, orderKey: null, priority: 100, runAt: 1, attempts: 0 };
      await tx.insertRows(t.job, [
        {
          ...job,
          id: 'job_1',
          state: 'running',
          maxAttempts: 8,
          stalls: 0,
          lease: 'x',
          leaseUntil: 9e12,
          lastError: null,
          createdAt: 1,
        },
      ]);
    });
    return { db, blobs, used, unused };
  }

  async function record({ dataDir }: Place, db: Db, stream: string) {
    const events = createEventLog({ db, clock: systemClock });
    await db.write((tx) => events.append(tx, [{ stream, type: 'ticket.received', actor: 'system', data: {} }]));
    await createEventRelay({ db, log: silentLog }).runOnce();
    await createSealer({ db, clock: systemClock, dataDir, keys: loadSealKeys(dataDir) }).sealOnce();
  }

  const save = (from: Place, blobs = blobsOf(from)) => {
    const out = path.join(folder, 'backup.tar');
    return writeBackup({ ...from, blobs, clock: systemClock, out }).then((manifest) => ({
      out,
      manifest,
    }));
  };
  const bring = (to: Place, file: string, force = false) =>
    restoreBackup({ ...to, in: file, blobs: blobsOf(to), quarantine: quarantineOf(to), fence, force });

  it('brings everything back, fenced, and leaves the keys apart', async () => {
    const from = await place('from', 'migrated');
    const { db, used, unused } = await life(from);
    const { out, manifest } = await save(from);
    await record(from, db, 'ticket:after');
    expect(manifest).toMatchObject({ engine, position: 1, missingBlobs: [] });
    expect(manifest.entries.map(({ name }) => name)).toEqual([
      engine === 'sqlite' ? 'pukaar.db' : 'pukaar.dump',
      'seals.jsonl',
      `blobs/${used.hash}`,
    ]);
    expect((await readdir(folder)).filter((name) => name.startsWith('backup'))).toEqual(['backup.tar']);

    const to = await place('to', 'empty');
    await bring(to, out);
    const restored = to.open();
    const t = restored.tables;
    const settings = await restored.read.select().from(t.setting);
    expect(settings).toContainEqual({ name: 'fence', value: { since: fence.now, reason: 'restore' } });
    expect(settings).toContainEqual({ name: 'docketJump', value: { jump: 1000, until: '231115' } });
    expect(await restored.read.select().from(t.docketCounter)).toEqual([{ code: 'LKO', day: '231115', last: 1042 }]);
    expect(await restored.read.select().from(t.job)).toMatchObject([{ state: 'waiting', lease: null, data: { n: 1 } }]);
    expect(await restored.read.select().from(t.lease)).toMatchObject([{ fence: 7, until: 0 }]);
    const sends = await restored.read.select().from(t.outbox);
    expect(sends.map(({ id, state, firstTriedAt }) => [id, state, firstTriedAt]).sort()).toEqual([
      ['held', 'held', 5],
      ['sent', 'sent', null],
      ['waiting', 'settling', 5],
    ]);
    expect((await restored.read.select().from(t.events)).map(({ stream }) => stream)).toEqual(['ticket:before']);
    expect(String(await blobsOf(to).get(used.hash))).toBe('a photo');
    expect(await blobsOf(to).has(unused.hash)).toBe(false);

    await cp(path.join(from.dataDir, 'keys'), path.join(to.dataDir, 'keys'), { recursive: true });
    expect(await verifyRecord(to)).toMatchObject({ ok: true, events: 1, seals: 1 });
    await record(to, restored, 'ticket:new');
    expect(await verifyRecord(to)).toMatchObject({ ok: true, events: 2, seals: 2 });
  });

  it('leaves quarantined files out: what is restored knows of them, and has them not', async () => {
    const from = await place('from', 'migrated');
    const { db, blobs, used } = await life(from);
    const bad = await blobs.put(Buffer.from('nobody may see it'));
    const kept = await blobs.put(Buffer.from('kept by an order'));
    const back = await blobs.put(Buffer.from('taken for what it was not'));
    const medium = { externalId: 'm1', kind: 'photo', url: null, mime: 'image/jpeg', size: 1, alt: null, attempts: 1 };
    await db.write(async (tx) => {
      const t = tx.tables;
      await tx.insertRows(t.blob, [{ hash: bad.hash, size: bad.size, mime: 'image/jpeg', createdAt: 1 }]);
      await tx.insertRows(t.media, [
        { ...medium, message: 'msg_1', state: 'quarantined', blob: null, sha256: bad.hash },
        { ...medium, message: 'msg_2', state: 'stored', blob: back.hash, sha256: back.hash },
      ]);
      const attachment = { id: 'att_1', ticket: 'tkt_1', report: null, name: 'a', mime: 'image/jpeg', size: 1 };
      await tx.insertRows(t.attachment, [{ ...attachment, blob: bad.hash, officer: 'off_1', at: 1 }]);
      const file = { mime: 'image/jpeg', size: 1, officer: 'off_1', at: 1, version: 1 };
      await tx.insertRows(t.quarantine, [
        { ...file, sha256: bad.hash, state: 'held' },
        { ...file, sha256: back.hash, state: 'returned' },
      ]);
      const evidence = { ...medium, ticket: 'tkt_1', sensitivity: null };
      await tx.insertRows(t.evidenceMedia, [{ ...evidence, message: 'msg_3', sha256: kept.hash }]);
    });
    const { out, manifest } = await save(from);
    const names = manifest.entries.map(({ name }) => name).filter((name) => name.startsWith('blobs/'));
    expect(names.sort()).toEqual([back, kept, used].map(({ hash }) => `blobs/${hash}`).sort());
    expect(JSON.stringify(manifest)).not.toContain(bad.hash);
    expect((await readFile(out)).includes('nobody may see it')).toBe(false);

    const to = await place('to', 'empty');
    await bring(to, out);
    const restored = to.open();
    const { media } = restored.tables;
    const [row] = await restored.read.select().from(media).where(eq(media.message, 'msg_1'));
    expect(row).toMatchObject({ state: 'quarantined', blob: null, sha256: bad.hash });
    expect(await blobsOf(to).has(bad.hash)).toBe(false);
    expect(String(await blobsOf(to).get(kept.hash))).toBe('kept by an order');
  });

  it('brings nothing back that was quarantined since, nor saves what is quarantined meanwhile', async () => {
    const from = await place('from', 'migrated');
    const { db, blobs, used } = await life(from);
    const [one, two] = [
      await blobs.put(Buffer.from('shown then')),
      await blobs.put(Buffer.from('put away in between')),
    ];
    const [first, late] = [one, two].sort((a, b) => (a.hash < b.hash ? -1 : 1)) as [typeof one, typeof two];
    await db.write(async (tx) => {
      const t = tx.tables;
      await tx.insertRows(
        t.blob,
        [one, two].map(({ hash, size }) => ({ hash, size, mime: 'image/png', createdAt: 1 })),
      );
      const medium = { externalId: 'm1', kind: 'photo', url: null, size: 1, alt: 'x', attempts: 1 };
      const shown = { ...medium, message: 'msg_1', mime: 'image/png', state: 'stored' };
      await tx.insertRows(t.media, [{ ...shown, blob: first.hash, sha256: first.hash }]);
    });
    const held = { state: 'held', mime: 'image/png', size: 1, officer: 'off_1', at: 1, version: 1 };
    const get = async (hash: string) => {
      if (hash === first.hash)
        await db.write((tx) => tx.insertRows(tx.tables.quarantine, [{ ...held, sha256: late.hash }]));
      return blobs.get(hash);
    };
    const { out, manifest } = await save(from, { ...blobs, get });
    const names = manifest.entries.map(({ name }) => name).filter((name) => name.startsWith('blobs/'));
    expect(names.sort()).toEqual([first, used].map(({ hash }) => `blobs/${hash}`).sort());
    expect(JSON.stringify(manifest)).not.toContain(late.hash);

    const to = await place('to', 'empty');
    const quarantine = quarantineOf(to);
    await quarantine.put((await blobs.get(first.hash)) ?? new Uint8Array());
    await bring(to, out);
    expect([await blobsOf(to).has(first.hash), await blobsOf(to).has(used.hash)]).toEqual([false, true]);
    const restored = to.open();
    const t = restored.tables;
    expect(await restored.read.select().from(t.quarantine)).toMatchObject([
      { sha256: first.hash, state: 'held', mime: 'image/png', size: first.size, dueAt: fence.now, officer: null },
    ]);
    const events = createEventLog({ db: restored, clock: systemClock });
    const ids = createIds();
    const removed = createRemovedFiles(to);
    await settleQuarantine({ db: restored, clock: systemClock, ids, events, blobs: blobsOf(to), quarantine, removed });
    expect(await restored.read.select().from(t.media)).toMatchObject([
      { state: 'quarantined', blob: null, alt: null, sha256: first.hash },
    ]);
    expect((await restored.read.select().from(t.blob)).map(({ hash }) => hash).sort()).toEqual(
      [late, used].map(({ hash }) => hash).sort(),
    );
  });

  it('brings nothing back that was removed for good since, by the list that lies apart', async () => {
    const from = await place('from', 'migrated');
    const { db, blobs, used } = await life(from);
    const bad = await blobs.put(Buffer.from('removed a day later'));
    await db.write(async (tx) => {
      const t = tx.tables;
      await tx.insertRows(t.blob, [{ hash: bad.hash, size: bad.size, mime: 'image/png', createdAt: 1 }]);
      const medium = { externalId: 'm1', kind: 'photo', url: null, size: 1, alt: 'x', attempts: 1 };
      const shown = { ...medium, message: 'msg_1', mime: 'image/png', state: 'stored' };
      await tx.insertRows(t.media, [{ ...shown, blob: bad.hash, sha256: bad.hash }]);
    });
    const { out } = await save(from);
    const evidenceOf = (one: Place, opened: Db) => ({
      ...{
        db: opened,
        clock: systemClock,
        ids: createIds(),
        events: createEventLog({ db: opened, clock: systemClock }),
      },
      ...{ blobs: blobsOf(one), quarantine: quarantineOf(one), removed: createRemovedFiles(one) },
    });
    // A day later a custodian hands it over and has it removed.
    const row = { state: 'removed', mime: 'image/png', size: bad.size, officer: 'off_1', at: 1, dueAt: 1, version: 1 };
    await db.write((tx) => tx.insertRows(tx.tables.quarantine, [{ ...row, sha256: bad.hash }]));
    await settleQuarantine(evidenceOf(from, db));
    expect(await blobs.has(bad.hash)).toBe(false);

    // Without the list nobody can know.
    const blind = await place('blind', 'empty');
    expect(await bring(blind, out)).toMatchObject({ knowsRemoved: false });
    const to = await place('to', 'empty');
    await copyFile(path.join(from.dataDir, REMOVED_FILES), path.join(to.dataDir, REMOVED_FILES));
    expect(await bring(to, out)).toMatchObject({ knowsRemoved: true });
    expect([await blobsOf(to).has(bad.hash), await blobsOf(to).has(used.hash)]).toEqual([false, true]);
    const restored = to.open();
    const t = restored.tables;
    await settleQuarantine(evidenceOf(to, restored));
    expect(await restored.read.select().from(t.quarantine)).toMatchObject([{ sha256: bad.hash, state: 'removed' }]);
    expect(await restored.read.select().from(t.media)).toMatchObject([{ state: 'quarantined', blob: null, alt: null }]);
  }, 60_000);

  it('refuses a place that is in use, unless told to put aside what is there', async () => {
    const from = await place('from', 'migrated');
    const { db } = await life(from);
    const { out } = await save(from);
    await record(from, db, 'ticket:after');
    await db.close();
    ends.splice(ends.length - 1);
    await expect(bring(from, out)).rejects.toThrow('not empty');
    await bring(from, out, true);
    const again = from.open();
    expect(await again.read.$count(again.tables.events)).toBe(1);
    expect(await verifyRecord(from)).toMatchObject({ ok: true });
  });

  it('refuses a damaged backup before it touches anything', async () => {
    const from = await place('from', 'migrated');
    await life(from);
    const { out } = await save(from);
    const bytes = await readFile(out);
    const damaged = path.join(folder, 'damaged.tar');
    const to = await place('to', 'empty');
    for (const [change, message] of [
      [(copy: Buffer) => copy.writeUInt8(copy.readUInt8(2000) ^ 1, 2000), 'is not what was saved'],
      [(copy: Buffer) => copy.subarray(0, copy.length - 1024 - 600), 'cut short'],
      [(copy: Buffer) => copy.fill(1, 0, 512), 'damaged or not a backup'],
    ] as const) {
      const copy = Buffer.from(bytes);
      const changed = change(copy);
      await writeFile(damaged, changed instanceof Buffer ? changed : copy);
      await expect(bring(to, damaged)).rejects.toThrow(message);
    }
    expect(await readdir(to.dataDir)).toEqual([]);
    await copyFile(out, damaged);
    expect((await checkBackup(damaged)).manifest.engine).toBe(engine);
  });
});
