import path from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { runTool } from './process.ts';

export interface Where {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
}

export interface Snapshot {
  readonly engine: 'sqlite' | 'postgres';
  /** The database as one file. */
  readonly file: string;
  readonly blobs: readonly string[];
  readonly position: number;
  readonly lastSeal: number;
}

type Ask = <Row>(text: string) => Promise<Row[]>;

async function describe(ask: Ask): Promise<Pick<Snapshot, 'blobs' | 'position' | 'lastSeal'>> {
  const blobs = await ask<{ hash: string }>(
    `SELECT hash FROM (SELECT hash FROM blob UNION SELECT blob AS hash FROM media WHERE blob IS NOT NULL UNION SELECT blob AS hash FROM attachment UNION SELECT sha256 AS hash FROM evidence_media WHERE sha256 IS NOT NULL) AS named
    WHERE hash NOT IN (SELECT sha256 FROM quarantine WHERE state <> 'returned') ORDER BY hash`,
  );
  const [last] = await ask<{ position: string | number; number: number }>(
    'SELECT (SELECT coalesce(max(position), 0) FROM events) AS position, (SELECT coalesce(max(number), 0) FROM seal) AS number',
  );
  return { blobs: blobs.map(({ hash }) => hash), position: Number(last?.position ?? 0), lastSeal: last?.number ?? 0 };
}

async function fromEmbedded(dataDir: string, file: string): Promise<Snapshot> {
  const source = new Sqlite(path.join(dataDir, 'pukaar.db'), { readonly: true, fileMustExist: true, timeout: 10_000 });
  source.prepare('VACUUM INTO ?').run(file);
  source.close();
  const copy = new Sqlite(file, { readonly: true });
  try {
    return {
      engine: 'sqlite',
      file,
      ...(await describe(async <Row>(text: string) => copy.prepare<[], Row>(text).all())),
    };
  } finally {
    copy.close();
  }
}

/** The dump and what is read beside it see the same moment. */
async function fromServer(url: string, file: string): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const exported = await client.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
    const described = await describe(async <Row>(text: string) => (await client.query(text)).rows as Row[]);
    const options = ['--format=custom', '--no-owner', '--no-privileges', `--snapshot=${exported.rows[0]?.id ?? ''}`];
    await runTool('pg_dump', [...options, `--file=${file}`], url);
    return { engine: 'postgres', file, ...described };
  } finally {
    await client.end();
  }
}

/** Copies the database into a file as it stands at one moment, while others go on writing. */
export const takeSnapshot = ({ dataDir, databaseUrl }: Where, file: string): Promise<Snapshot> =>
  databaseUrl ? fromServer(databaseUrl, file) : fromEmbedded(dataDir, file);
