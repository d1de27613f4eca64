import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureAccounts } from '../../server/modules/channels/first-accounts.usecases.ts';
import { loadReference } from '../../server/modules/units/reference.usecases.ts';
import { createFirstAdministrator } from '../../server/modules/officers/accounts.usecases.ts';
import { systemClock } from '../../server/platform/clock/clock.ts';
import { createSqliteDatabase, openSqlite } from '../../server/platform/db/engines/sqlite.ts';
import { sqliteKit } from '../../server/platform/db/kit.ts';
import { migrateSqlite } from '../../server/platform/db/migrate.ts';
import { createEventLog } from '../../server/platform/events/event-log.ts';
import { createIds } from '../../server/platform/ids/ids.ts';
import { readOrMakeKey } from '../../server/platform/keys.ts';
import { projectRoot } from '../../server/platform/root.ts';
import { createSecrets } from '../../server/platform/secrets.ts';
import { decideSetting } from '../../server/platform/settings/settings.repository.ts';
import { defineTables } from '../../server/schema.ts';
import { benchFolder } from '../folder.ts';
import { readMachine } from '../machine.ts';
import type { BenchOptions } from '../options.ts';
import type { BenchReport } from '../report.ts';
import { writeDerived } from './derived.ts';
import { dropIndexes } from './indexes.ts';
import { addOfficers, chooseOfficers, type SeedOfficer } from './officers.ts';
import { writeTickets } from './rows.ts';
import { endRecord, processorSeconds, startRecord, takePart, type SeedInput } from './record.ts';
import { makeTickets } from './stream.ts';
import { openForSeeding } from './connection.ts';
import { addUnits, treeOf, type SeedUnits } from './units.ts';

const SEED = 20_260_101;
export const USUAL_TICKETS = 1_000_000;

/** A file that stands ready, and what is in it. */
export interface Seeded {
  readonly dataDir: string;
  readonly tickets: number;
  readonly messages: number;
  readonly events: number;
  readonly units: number;
  readonly officers: readonly SeedOfficer[];
  /** Seconds of processor time: of the process that wrote the tickets, and of the one that wrote the record. */
  readonly processor: { readonly tickets: number; readonly record: number };
  /** Seconds that each part of the making took. */
  readonly parts: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly fingerprint: string;
}

/** Of everything that decides what the file looks like: another one means that it is made anew. */
function fingerprint(): string {
  const folder = join(projectRoot, 'migrations/sqlite');
  const hash = createHash('sha256').update('3');
  for (const name of readdirSync(folder).sort())
    if (name.endsWith('.sql')) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

/** The desk that the tickets come to: units, offices, officers, the account. As the product prepares it, by its own code. */
async function prepareDesk(dataDir: string): Promise<{ units: SeedUnits; officers: readonly SeedOfficer[] }> {
  const clock = systemClock;
  const ids = createIds();
  const db = createSqliteDatabase({ file: join(dataDir, 'pukaar.db'), tables: defineTables(sqliteKit) });
  const events = createEventLog({ db, clock });
  const at = clock.now();
  const deps = { db, clock, ids, events, secrets: createSecrets(readOrMakeKey(dataDir, 'secrets')) };
  await db.write(async (tx) => decideSetting(tx, { name: 'demo', value: false }));
  await loadReference(deps, { demo: false });
  await ensureAccounts(deps, { demo: false });
  await createFirstAdministrator(deps);
  const units = await addUnits(db, at);
  const officers = chooseOfficers(treeOf(units));
  await addOfficers(db, { officers, at });
  const empty = { externalId: null, credentials: null, budgetMicro: null, lastPolledAt: null, lastError: null };
  await db.write(async (tx) =>
    tx.insertRows(tx.tables.channelAccount, [
      {
        id: 'acc_seed',
        kind: 'x',
        handle: '@seed',
        unit: 'u_up',
        settings: {},
        status: 'paused',
        openingPolicy: 'off',
        createdAt: at,
        version: 1,
        ...empty,
      },
    ]),
  );
  await db.close();
  return { units, officers };
}

/** Makes a file with so many tickets in this folder, empty before. */
export async function seedFile({ dataDir, tickets }: { dataDir: string; tickets: number }): Promise<Seeded> {
  const startedAt = performance.now();
  const usedBefore = processorSeconds();
  const parts: Record<string, number> = {};
  const timed = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work();
    parts[name] = Math.round(performance.now() - from) / 1000;
    return result;
  };
  const file = join(dataDir, 'pukaar.db');
  const empty = openSqlite(file);
  migrateSqlite(empty, join(projectRoot, 'migrations/sqlite'), systemClock.now());
  empty.close();
  const { units, officers } = await timed('desk', () => prepareDesk(dataDir));
  const input: SeedInput = { units, count: tickets, seed: SEED, now: systemClock.now() };
  const tree = treeOf(units);
  const record = startRecord({ dataDir, input });
  const connection = openForSeeding(file);
  const rebuild = dropIndexes(connection);
  const within =
    <T>(work: () => T) =>
    () =>
      connection.transaction(work)();
  const rows = await timed(
    'tickets and messages',
    within(() => writeTickets(connection, makeTickets({ ...input, tree }))),
  );
  await timed(
    'access, clocks and what follows',
    within(() => writeDerived(connection, { tree, now: input.now })),
  );
  await timed('indexes', within(rebuild));
  await timed('waiting for events', () => record.events);
  await timed('events', () => takePart(connection, dataDir, 'events'));
  const recorded = await timed('waiting for search', () => record.all);
  await timed('search', () => takePart(connection, dataDir, 'search'));
  await timed('closing', () => {
    endRecord(connection, dataDir);
    connection.pragma('journal_mode = WAL');
    connection.close();
  });
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    dataDir,
    ...rows,
    events: recorded.events,
    units: units.nodes.length,
    officers,
    processor: { tickets: processorSeconds() - usedBefore, record: recorded.processorSeconds },
    parts,
    seconds,
    fingerprint: fingerprint(),
  };
}

const markOf = (dataDir: string): string => join(dataDir, 'seeded.json');

function readMark(dataDir: string): Seeded | null {
  if (!existsSync(markOf(dataDir))) return null;
  const mark = JSON.parse(readFileSync(markOf(dataDir), 'utf8')) as Seeded;
  return mark.fingerprint === fingerprint() ? mark : null;
}

/** The seeded file of this size: as an earlier bench left it, else made now. */
export async function seededFile({
  tickets,
  fresh = false,
}: {
  tickets: number;
  fresh?: boolean;
}): Promise<Seeded & { readonly isNew: boolean }> {
  const dataDir = benchFolder(`seed-${tickets}`);
  const known = fresh ? null : readMark(dataDir);
  if (known) return { ...known, dataDir, isNew: false };
  process.stderr.write(`Making a file with ${tickets.toLocaleString('en-US')} tickets…\n`);
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const seeded = await seedFile({ dataDir, tickets });
  writeFileSync(markOf(dataDir), JSON.stringify(seeded));
  return { ...seeded, isNew: true };
}

/** `bench seed`: how fast a large file is made. */
export async function benchSeed(options: BenchOptions): Promise<BenchReport> {
  const machine = readMachine();
  const seeded = await seededFile({ tickets: options.tickets ?? USUAL_TICKETS, fresh: true });
  return {
    bench: 'seed',
    n: seeded.tickets,
    figures: [
      { name: 'tickets', value: seeded.tickets / seeded.seconds, unit: '/s', goal: { atLeast: 10_000 } },
      { name: 'time', value: seeded.seconds, unit: 's' },
      { name: 'processor time, tickets and what follows', value: seeded.processor.tickets, unit: 's' },
      { name: 'processor time, events and search', value: seeded.processor.record, unit: 's' },
      { name: 'messages a ticket', value: seeded.messages / seeded.tickets, unit: '' },
      { name: 'events a ticket', value: seeded.events / seeded.tickets, unit: '' },
      { name: 'units', value: seeded.units, unit: '' },
      { name: 'file', value: statSync(join(seeded.dataDir, 'pukaar.db')).size / 1_048_576, unit: 'MB' },
      ...Object.entries(seeded.parts).map(([name, value]) => ({ name: `  ${name}`, value, unit: 's' })),
    ],
    comparison: [],
    machine,
  };
}
