import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { parseConfig } from '../config/config.ts';
import { createRecordSource } from '../platform/events/record-source.ts';
import { readLines, sealFile } from '../platform/events/seal-file.ts';
import { loadSealKeys } from '../platform/events/seal-keys.ts';
import { verifyChain } from '../platform/events/verify.ts';
import type { Finding, RecordSource, Verdict } from '../platform/events/verify.types.ts';

interface Where {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
}

/** What was erased by the retention setting or on request: of its content no hash can be checked any more. */
interface Erased {
  readonly removals: number;
  readonly last: number | null;
}

type Ask = <Row>(text: string, values: readonly unknown[]) => Promise<Row[]>;

interface OpenRecord {
  readonly source: RecordSource;
  readonly ask: Ask;
  close(): Promise<void>;
}

function openEmbedded(dataDir: string): OpenRecord {
  const file = path.join(dataDir, 'pukaar.db');
  if (!existsSync(file)) throw new Error(`There is no database at ${file}.`);
  const connection = new Sqlite(file, { readonly: true, timeout: 10_000 });
  connection.pragma('mmap_size = 268435456');
  connection.exec('BEGIN');
  const ask: Ask = async <Row>(text: string, values: readonly unknown[]) =>
    connection.prepare<unknown[], Row>(text).all(...values);
  return { source: createRecordSource('sqlite', ask), ask, close: async () => void connection.close() };
}

async function openServer(url: string): Promise<OpenRecord> {
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const numbered = (text: string) => {
    let count = 0;
    return text.replaceAll('?', () => `$${++count}`);
  };
  const ask: Ask = async <Row>(text: string, values: readonly unknown[]) => {
    const { rows } = await client.query(numbered(text), [...values]);
    return rows as Row[];
  };
  return { source: createRecordSource('postgres', ask), ask, close: () => client.end() };
}

async function erasedIn(ask: Ask): Promise<Erased> {
  const [row] = await ask<{ n: number; last: number | null }>(
    'SELECT count(*) AS n, max(at) AS last FROM events WHERE type = ?',
    ['retention.erased'],
  );
  const last = row?.last ?? null;
  return { removals: Number(row?.n ?? 0), last: last === null ? null : Number(last) };
}

/** Checks the chain of events of a database, without writing to it. */
export async function verifyRecord({ dataDir, databaseUrl }: Where): Promise<Verdict & { readonly erased: Erased }> {
  // Its length comes first: seals made while the database is read are not looked for in the older snapshot.
  const file = sealFile(dataDir);
  const length = existsSync(file) ? statSync(file).size : 0;
  const { source, ask, close } = databaseUrl ? await openServer(databaseUrl) : openEmbedded(dataDir);
  try {
    const verdict = await verifyChain({ source, lines: readLines(file, length), keys: loadSealKeys(dataDir) });
    return { ...verdict, erased: await erasedIn(ask) };
  } finally {
    await close();
  }
}

function sentence({ kind, stream, seq, position, because }: Finding): string {
  const row = stream === null ? `position ${position ?? '?'}` : `${stream} ${seq ?? '?'}`;
  return `${kind}: ${row}${stream !== null && position !== null ? ` (position ${position})` : ''}: ${because}\n`;
}

/** `npm run audit:verify [--json]`: 0 when the chain of events holds, 1 when it is broken, naming each row. */
export async function auditVerify(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } });
  const verdict = await verifyRecord(parseConfig(process.env));
  if (values.json) process.stdout.write(`${JSON.stringify(verdict)}\n`);
  else {
    for (const finding of verdict.findings) process.stdout.write(sentence(finding));
    const { events, seals, unsealed, more } = verdict;
    const what = `${events} events, ${seals} seals, ${unsealed} events not sealed yet`;
    process.stdout.write(
      verdict.ok ? `The chain holds: ${what}.\n` : `The chain is broken (${more} more findings): ${what}.\n`,
    );
    const { removals, last } = verdict.erased;
    if (last !== null)
      process.stdout.write(
        `Erased by policy or on request: ${removals} removals, the last ${new Date(last).toISOString()}.\n`,
      );
  }
  return verdict.ok ? 0 : 1;
}
