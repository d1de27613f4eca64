import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../server/platform/db/engines/sqlite.ts';
import { moveLog } from './move-log.ts';

describe('moving the log into the file', () => {
  let folder: string;
  let writer: Sqlite.Database;
  let mover: Sqlite.Database;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pukaar-log-'));
    const file = join(folder, 'pukaar.db');
    writer = openSqlite(file);
    writer.exec('CREATE TABLE sheet (text TEXT)');
    mover = new Sqlite(file, { timeout: 0 });
  });
  afterEach(() => {
    mover.close();
    writer.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const write = (sheets: number): void =>
    void writer
      .prepare(
        `INSERT INTO sheet WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < ?)
        SELECT zeroblob(4000) FROM one`,
      )
      .run(sheets);
  const pagesInLog = (): number => {
    const [state] = writer.pragma('wal_checkpoint(PASSIVE)') as readonly { readonly log: number }[];
    return state?.log ?? -1;
  };

  it('begins a long log anew, and lets a short one stand', () => {
    write(100);
    moveLog(mover, { long: 1000 });
    write(100);
    moveLog(mover, { long: 50 });
    write(10);
    expect(pagesInLog()).toBeLessThan(50);
  });

  it('gives up at once where somebody reads old pages, and keeps no writer out', () => {
    const reader = new Sqlite(join(folder, 'pukaar.db'), { readonly: true });
    write(10);
    const pages = reader.prepare('SELECT text FROM sheet').iterate();
    pages.next();
    write(200);
    const startedAt = performance.now();
    moveLog(mover, { long: 50 });
    write(10);
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(pagesInLog()).toBeGreaterThan(200);
    pages.return?.();
    reader.close();
    moveLog(mover, { long: 50 });
    write(10);
    expect(pagesInLog()).toBeLessThan(50);
  });
});
