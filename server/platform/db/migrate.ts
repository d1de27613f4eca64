import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import type pg from 'pg';

interface Migration {
  readonly name: string;
  readonly hash: string;
  readonly statements: readonly string[];
}

function load(folder: string): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return {
      name,
      hash: createHash('sha256').update(text).digest('hex'),
      statements: text.split('--> statement-breakpoint').filter((statement) => statement.trim() !== ''),
    };
  });
}

/** Which migrations are still to run. Throws when one that ran was changed since, or is unknown to this version. */
function remaining(all: readonly Migration[], done: readonly { name: string; hash: string }[]): readonly Migration[] {
  for (const [index, row] of done.entries()) {
    const known = all[index];
    if (known?.name !== row.name)
      throw new Error(`the database was made by another version: ${row.name} is unknown here`);
    if (known.hash !== row.hash) throw new Error(`the migration ${row.name} was changed after it ran`);
  }
  return all.slice(done.length);
}

const LEDGER = 'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, hash text NOT NULL, at bigint NOT NULL)';

/**
 * Brings an embedded database up to date. Foreign keys are off meanwhile (a rebuilt table would take its
 * children with it) and checked after; a database with content is copied beside itself first.
 */
export function migrateSqlite(connection: Sqlite.Database, folder: string, at: number): void {
  connection.exec(LEDGER);
  const done = connection
    .prepare<[], { name: string; hash: string }>('SELECT name, hash FROM migration ORDER BY name')
    .all();
  const todo = remaining(load(folder), done);
  if (todo.length === 0) return;
  const copy = `${connection.name}.before-${todo[0]?.name ?? ''}`;
  if (done.length > 0 && !connection.memory) {
    if (existsSync(copy)) rmSync(copy);
    connection.exec(`VACUUM INTO '${copy.replaceAll("'", "''")}'`);
  }
  connection.pragma('foreign_keys = OFF');
  try {
    connection.transaction(() => {
      for (const migration of todo) {
        for (const statement of migration.statements) connection.exec(statement);
        connection.prepare('INSERT INTO migration VALUES (?, ?, ?)').run(migration.name, migration.hash, at);
      }
      const broken = connection.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0) throw new Error(`the migration leaves ${broken.length} rows without their parent`);
    })();
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

/** Brings a PostgreSQL database up to date; processes that start together take turns. */
export async function migratePostgres(pool: pg.Pool, folder: string, at: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock(7311001)');
    await client.query(LEDGER);
    const done = await client.query<{ name: string; hash: string }>('SELECT name, hash FROM migration ORDER BY name');
    for (const migration of remaining(load(folder), done.rows)) {
      await client.query('BEGIN');
      try {
        for (const statement of migration.statements) await client.query(statement);
        await client.query('INSERT INTO migration VALUES ($1, $2, $3)', [migration.name, migration.hash, at]);
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock(7311001)');
    client.release();
  }
}
