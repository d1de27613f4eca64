import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../server/platform/db/engines/sqlite.ts';
import { migrateSqlite } from '../server/platform/db/migrate.ts';
import { canonical } from '../server/platform/events/chain.rules.ts';
import { createRecordSource } from '../server/platform/events/record-source.ts';
import { readLines, sealFile } from '../server/platform/events/seal-file.ts';
import { loadSealKeys } from '../server/platform/events/seal-keys.ts';
import type { SealLine } from '../server/platform/events/seal.rules.ts';
import { verifyChain } from '../server/platform/events/verify.ts';
import { projectRoot } from '../server/platform/root.ts';
import { parseDocket } from '../server/modules/tickets/docket.rules.ts';
import { benchIntake } from './intake/intake.ts';
import { bench } from './main.ts';
import { benchMatch } from './match.ts';
import { parseOptions } from './options.ts';
import { seedFile, type Seeded } from './seed/seed.ts';

const TICKETS = 2000;

describe('a seeded file', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pukaar-bench-'));
  let seeded: Seeded;
  let connection: Sqlite.Database;
  const numberOf = (statement: string): number =>
    connection.prepare<[], { n: number }>(`SELECT (${statement}) AS n`).get()?.n ?? -1;

  beforeAll(async () => {
    seeded = await seedFile({ dataDir, tickets: TICKETS });
    connection = openSqlite(join(dataDir, 'pukaar.db'), true);
  });
  afterAll(() => {
    connection.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('holds what a large desk holds, and is whole', () => {
    expect(numberOf('SELECT count(*) FROM ticket')).toBe(TICKETS);
    expect(seeded.messages / TICKETS).toBeCloseTo(1.6, 1);
    expect(seeded.events / TICKETS).toBeCloseTo(5, 1);
    expect(numberOf('SELECT count(*) FROM unit')).toBe(1600);
    expect(seeded.officers.length).toBe(20);
    expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
    const migrated = openSqlite(':memory:');
    migrateSqlite(migrated, join(projectRoot, 'migrations/sqlite'), 0);
    const schema = "SELECT type, name, sql FROM sqlite_master WHERE name <> 'migration' ORDER BY type, name";
    expect(connection.prepare(schema).all()).toEqual(migrated.prepare(schema).all());
    migrated.close();
  });

  it('has a record that the verifier believes', async () => {
    const keys = loadSealKeys(dataDir);
    const source = createRecordSource(
      'sqlite',
      async <Row>(text: string, values: readonly unknown[]) => connection.prepare(text).all(...values) as Row[],
    );
    const verdict = await verifyChain({ source, lines: readLines(sealFile(dataDir)) as AsyncIterable<SealLine>, keys });
    expect(verdict).toMatchObject({ ok: true, unsealed: 0, findings: [] });
    expect(verdict.events).toBe(numberOf('SELECT count(*) FROM events'));
    for (const { data } of connection.prepare<[], { data: string }>('SELECT data FROM events').all())
      expect(canonical(JSON.parse(data))).toBe(data);
  });

  it('agrees with itself: versions, numbers, who may see, search', () => {
    expect(
      numberOf(
        `SELECT count(*) FROM ticket t WHERE t.version <> (SELECT count(*) FROM events WHERE stream = 'ticket:' || t.id)`,
      ),
    ).toBe(0);
    expect(
      numberOf(
        'SELECT count(*) FROM ticket t WHERE NOT EXISTS (SELECT 1 FROM ticket_access a WHERE a.num = t.num AND a.state = t.state AND a.unit = coalesce(t.owner, t.desk))',
      ),
    ).toBe(0);
    expect(
      numberOf('SELECT count(*) FROM ticket t JOIN ticket_access a ON a.num = t.num AND a.unit = t.accused_unit'),
    ).toBe(0);
    expect(numberOf('SELECT count(*) FROM ticket_search')).toBe(TICKETS);
    expect(numberOf('SELECT sum(last) FROM docket_counter')).toBe(
      numberOf('SELECT count(*) FROM ticket WHERE docket IS NOT NULL'),
    );
    for (const { docket } of connection
      .prepare<[], { docket: string }>('SELECT docket FROM ticket WHERE docket IS NOT NULL')
      .all())
      expect(parseDocket(docket)).toBe(docket);
  });
});

it('takes messages in and holds that against the bare inserts of the same rows', async () => {
  const options = parseOptions(['intake', '--tickets', '500']);
  if (!options) throw new Error('the options were refused');
  const report = await benchIntake(options);
  const figure = (name: string): number => report.figures.find((one) => one.name === name)?.value ?? -1;
  expect(report.n).toBe(500);
  expect(figure('rows of message')).toBe(500);
  expect(figure('rows of ticket')).toBeGreaterThan(300);
  expect(figure('rows of ticket_search')).toBe(figure('rows of ticket'));
  expect(report.comparison[0]?.value).toBeGreaterThan(0);
  // The thread of the stages learns its model first.
}, 120_000);

it('matches by the index what a scan over everything matches', async () => {
  const options = parseOptions(['match', '--messages', '3000']);
  if (!options) throw new Error('the options were refused');
  const { figures, comparison } = await benchMatch(options);
  const figure = (name: string): number => figures.find((one) => one.name === name)?.value ?? -1;
  expect(figure('joins and suggestions found of those a full scan makes')).toBeGreaterThan(0.95);
  expect(figure('joins and suggestions of the scan')).toBeGreaterThan(0);
  expect(figure('one message, p99')).toBeGreaterThan(0);
  expect(comparison.every(({ value }) => value > 0)).toBe(true);
}, 60_000);

it.each(['spike'])('says that %s comes later', async (name) => {
  expect(await bench([name])).toBe(2);
});
