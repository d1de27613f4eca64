import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { projectRoot } from '../root.ts';
import { migratePostgres } from './migrate.ts';
import type { Engine } from './port.ts';

const SERVER = process.env.PUKAAR_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const TEMPLATE_LOCK = 7_311_002;
const LENT = 7_311_008;
/** From this size on a table that was emptied is also made small again, or every scan would walk what was deleted. */
const WIDE = 1_000_000;

/** What the migrations of an engine are, in a few letters. */
export function migrationsOf(engine: Engine): string {
  const folder = join(projectRoot, 'migrations', engine);
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).sort())
    if (file.endsWith('.sql')) hash.update(readFileSync(join(folder, file)));
  return hash.digest('hex').slice(0, 16);
}

function withDatabase(name: string): string {
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  return url.toString();
}

async function during<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function template(admin: pg.Client): Promise<string> {
  const name = `pukaar_template_${migrationsOf('postgres')}`;
  await admin.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
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
    await admin.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

async function createFromTemplate(admin: pg.Client, name: string): Promise<void> {
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${await template(admin)}`);
  // No test pulls the plug of the server: a commit need not wait for the disk.
  await admin.query(`ALTER DATABASE ${name} SET synchronous_commit = off`);
}

/** A new, migrated PostgreSQL database of its own, for tests that do more to it than write rows; its address and the way to drop it. */
export async function createPostgresTestDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `pukaar_test_${randomBytes(6).toString('hex')}`;
  await during(SERVER, (admin) => createFromTemplate(admin, name));
  const drop = () =>
    during(SERVER, async (admin) => {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    });
  return { url: withDatabase(name), drop };
}

/** Deletes every row but the ledger of migrations, whatever refers to what. */
const EMPTY = `DO $$ DECLARE name text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'migration' LOOP
    EXECUTE format('DELETE FROM %I', name);
  END LOOP;
END $$`;

const emptied = (url: string): Promise<void> =>
  during(url, async (client) => {
    await client.query(EMPTY);
    const { rows } = await client.query<{ name: string }>(
      `SELECT quote_ident(relname) AS name FROM pg_class
       WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > $1`,
      [WIDE],
    );
    if (rows.length > 0) await client.query(`VACUUM ${rows.map(({ name }) => name).join(', ')}`);
  });

let lender: Promise<pg.Client> | undefined;

/** The connection whose locks say which databases this process has borrowed: they end with the process, however it ends. */
function findLender(): Promise<pg.Client> {
  lender ??= (async () => {
    const client = new pg.Client({ connectionString: SERVER });
    await client.connect();
    return client;
  })();
  return lender;
}

const borrowedHere = new Set<number>();

/** The first number that nobody has. A lock is given again to the connection that holds it, so what is lent here is passed over. */
async function borrowNumber(admin: pg.Client): Promise<number> {
  for (let number = 0; ; number += 1) {
    if (borrowedHere.has(number)) continue;
    borrowedHere.add(number);
    const { rows } = await admin.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine', [
      ...[LENT, `${migrationsOf('postgres')} ${number}`],
    ]);
    if (rows[0]?.mine) return number;
    borrowedHere.delete(number);
  }
}

async function giveNumberBack(admin: pg.Client, number: number): Promise<void> {
  await admin.query('SELECT pg_advisory_unlock($1, hashtext($2))', [LENT, `${migrationsOf('postgres')} ${number}`]);
  borrowedHere.delete(number);
}

/**
 * A migrated, empty PostgreSQL database that tests lend each other, for making one anew takes a second; the way to
 * give it back. It is emptied when it is lent, so that a test that was killed leaves nothing to the next one.
 */
export async function borrowPostgresDatabase(): Promise<{ url: string; giveBack: () => Promise<void> }> {
  const admin = await findLender();
  const number = await borrowNumber(admin);
  const name = `pukaar_test_${migrationsOf('postgres')}_${number}`;
  const found = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (found.rowCount) await emptied(withDatabase(name));
  else await createFromTemplate(admin, name);
  return { url: withDatabase(name), giveBack: () => giveNumberBack(admin, number) };
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
