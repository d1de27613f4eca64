import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../root.ts';
import { defineTables, type Db } from '../../schema.ts';
import { createPostgresDatabase } from './engines/postgres.ts';
import { createSqliteDatabase, openSqlite } from './engines/sqlite.ts';
import { pgKit, sqliteKit } from './kit.ts';
import { createPlanCheck } from './plans.testing.ts';
import { migratePostgres, migrateSqlite } from './migrate.ts';
import type { Engine } from './port.ts';

const SERVER = process.env.PUKAAR_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/postgres';

function fingerprint(engine: Engine): string {
  const folder = join(projectRoot, 'migrations', engine);
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort())
    if (file.endsWith('.sql')) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

/** The migrated, empty database file that every test's own file is a copy of. */
function sqliteTemplate(): string {
  const folder = join(tmpdir(), 'pukaar-test');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `template-${fingerprint('sqlite')}.db`);
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

async function postgresTemplate(admin: pg.Client): Promise<string> {
  const name = `pukaar_template_${fingerprint('postgres')}`;
  await admin.query('SELECT pg_advisory_lock(7311002)');
  try {
    const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1 AND datallowconn = false', [name]);
    if (found.rowCount) return name;
    await admin.query(`DROP DATABASE IF EXISTS ${name}`);
    await admin.query(`CREATE DATABASE ${name}`);
    const pool = new pg.Pool({ connectionString: withDatabase(name), max: 1 });
    await migratePostgres(pool, join(projectRoot, 'migrations/postgres'), 0);
    await pool.end();
    await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
    return name;
  } finally {
    await admin.query('SELECT pg_advisory_unlock(7311002)');
  }
}

function withDatabase(name: string): string {
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return url.toString();
}

/** A new, migrated PostgreSQL database of its own; its address and the way to drop it. */
export async function createPostgresTestDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const admin = new pg.Client({ connectionString: SERVER });
  await admin.connect();
  try {
    const template = await postgresTemplate(admin);
    const name = `pukaar_test_${randomBytes(6).toString('hex')}`;
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    return { url: withDatabase(name), drop: () => dropDatabase(name) };
  } finally {
    await admin.end();
  }
}

async function dropDatabase(name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: SERVER });
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.end();
}

async function postgresTestDatabase(): Promise<Db> {
  const { url, drop } = await createPostgresTestDatabase();
  const database = createPostgresDatabase({ url, tables: defineTables(pgKit), poolSize: 6 });
  return {
    ...database,
    close: async () => {
      await database.close();
      await drop();
    },
  };
}

/** A database of one test's own: migrated, empty, gone after `close`. */
export function createTestDatabase(engine: Engine): Promise<Db> {
  return engine === 'sqlite' ? sqliteTestDatabase() : postgresTestDatabase();
}

async function canReachPostgres(): Promise<boolean> {
  const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** The engines that tests run on here: `describe.each(testEngines)`. */
export const testEngines: readonly Engine[] = (await canReachPostgres()) ? ['sqlite', 'postgres'] : ['sqlite'];
if (testEngines.length === 1) process.stdout.write('PostgreSQL is not reached: tests run on SQLite alone\n');
