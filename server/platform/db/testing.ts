import { randomBytes } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../root.ts';
import { defineTables, type Db } from '../../schema.ts';
import { createPostgresDatabase } from './engines/postgres.ts';
import { createSqliteDatabase, openSqlite } from './engines/sqlite.ts';
import { pgKit, sqliteKit } from './kit.ts';
import { createPlanCheck } from './plans.testing.ts';
import { migrateSqlite } from './migrate.ts';
import type { Engine } from './port.ts';
import { borrowPostgresDatabase, migrationsOf } from './postgres.testing.ts';

export { createPostgresTestDatabase, testEngines } from './postgres.testing.ts';

/** The migrated, empty database file that every test's own file is a copy of. */
function sqliteTemplate(): string {
  const folder = join(tmpdir(), 'pukaar-test');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `template-${migrationsOf('sqlite')}.db`);
  if (existsSync(file)) return file;
  const draft = `${file}.${randomBytes(4).toString('hex')}`;
  const connection = openSqlite(draft);
  migrateSqlite(connection, join(projectRoot, 'migrations/sqlite'), 0);
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
  renameSync(draft, file);
  return file;
}

async function sqliteTestDatabase(): Promise<Db> {
  const folder = mkdtempSync(join(tmpdir(), 'pukaar-db-'));
  const file = join(folder, 'pukaar.db');
  copyFileSync(sqliteTemplate(), file);
  const plans = createPlanCheck(file);
  const database = createSqliteDatabase({ file, tables: defineTables(sqliteKit), onStatement: plans.add });
  return {
    ...database,
    close: async () => {
      await database.close();
      const dear = plans.dear();
      rmSync(folder, { recursive: true, force: true });
      if (dear.length > 0) throw new Error(`statements that would walk a large table:\n${dear.join('\n')}`);
    },
  };
}

async function postgresTestDatabase(): Promise<Db> {
  const { url, giveBack } = await borrowPostgresDatabase();
  const database = createPostgresDatabase({ url, tables: defineTables(pgKit), poolSize: 6 });
  return {
    ...database,
    close: async () => {
      await database.close();
      await giveBack();
    },
  };
}

/** A database of one test's own: migrated, empty, gone after `close`. */
export function createTestDatabase(engine: Engine): Promise<Db> {
  return engine === 'sqlite' ? sqliteTestDatabase() : postgresTestDatabase();
}
