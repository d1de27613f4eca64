import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config/config.ts';
import { createXDriver } from './modules/channels/drivers/x/driver.ts';
import { jsonlDriver } from './modules/channels/drivers/jsonl/driver.ts';
import { csvDriver } from './modules/channels/drivers/paste/csv.ts';
import { pasteDriver } from './modules/channels/drivers/paste/driver.ts';
import type { ChannelDriver } from './modules/channels/driver.types.ts';
import type { StageRunner } from './modules/inbound/stages.types.ts';
import { wordsInService } from './modules/lexicon/try-word.usecases.ts';
import { createAuth } from './modules/officers/auth.ts';
import { DEVICE_COOKIE, findOpenDevice, OPEN_COOKIE } from './modules/charge/device-session.usecases.ts';
import { watchSignIn } from './modules/charge/sign-in.usecases.ts';
import { createSessions } from './modules/officers/sessions.usecases.ts';
import { createGatewayDriver } from './modules/notify/drivers/gateway.ts';
import { createMailDriver } from './modules/notify/drivers/mail.ts';
import { createPushDriver, pushPublicKey } from './modules/notify/drivers/push.ts';
import { withNotifications } from './modules/notify/note.usecases.ts';
import type { NotifyPorts } from './modules/notify/notify.types.ts';
import { hashPicture } from './modules/matching/drivers/sharp-prints.ts';
import { createPagePrinter } from './modules/morning/drivers/pdf-page.ts';
import type { PagePrinter } from './modules/morning/morning.types.ts';
import { lookAtPhoto } from './modules/pictures/drivers/sharp-photo.ts';
import { createTesseractReader } from './modules/pictures/drivers/tesseract.ts';
import { createReaderLog } from './modules/readers/reader-log.usecases.ts';
import { createUnitDirectory } from './modules/units/directory.usecases.ts';
import { openBlobs, openQuarantine } from './platform/blobs/open-blobs.ts';
import { createRemovedFiles } from './platform/blobs/removed-files.ts';
import { systemClock } from './platform/clock/clock.ts';
import { createPostgresDatabase } from './platform/db/engines/postgres.ts';
import { createSqliteDatabase, openSqlite } from './platform/db/engines/sqlite.ts';
import { pgKit, sqliteKit } from './platform/db/kit.ts';
import { migratePostgres, migrateSqlite } from './platform/db/migrate.ts';
import { takeWriterLock } from './platform/db/writer-lock.ts';
import { createEventLog } from './platform/events/event-log.ts';
import { createEventRelay } from './platform/events/relay.ts';
import { createIds } from './platform/ids/ids.ts';
import { createLeases } from './platform/lease/leases.ts';
import { readOrMakeKey } from './platform/keys.ts';
import { createLocalLive } from './platform/live/engines/local.ts';
import { createPostgresLive } from './platform/live/engines/postgres.ts';
import { createLog } from './platform/log/engines/pino.ts';
import type { Log } from './platform/log/port.ts';
import { createMetrics } from './platform/metrics/metrics.ts';
import { createBullQueue } from './platform/queue/engines/bull.ts';
import { createSqlQueue } from './platform/queue/engines/sql.ts';
import { projectRoot } from './platform/root.ts';
import { createSearch } from './platform/search/search.ts';
import { createSecrets } from './platform/secrets.ts';
import { prepareDesk } from './prepare.ts';
import { defineTables, type Db } from './schema.ts';

const migrations = (engine: string): string => join(projectRoot, 'migrations', engine);

/** The embedded database. */
export const databaseFile = (config: Pick<Config, 'dataDir'>): string => join(config.dataDir, 'pukaar.db');

interface OpenDatabase {
  readonly db: Db;
  readonly release: () => void;
  /** Runs the work while no other process that starts does the same. */
  readonly alone: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** Key of PostgreSQL's lock that processes take to prepare a desk one after the other. */
const PREPARING = 7311009;

function openEmbedded(config: Config, log: Log): OpenDatabase {
  mkdirSync(config.dataDir, { recursive: true });
  const lock = takeWriterLock(config.dataDir);
  const file = databaseFile(config);
  const connection = openSqlite(file);
  migrateSqlite(connection, migrations('sqlite'), systemClock.now());
  // We are the only process: whoever held a lease is gone.
  connection.exec('DELETE FROM lease');
  connection.close();
  const warn = (sentence: string, fields: Record<string, unknown>): void => log.warn(sentence, fields);
  const db = createSqliteDatabase({ file, tables: defineTables(sqliteKit), warn, commitDelay: config.commitDelay });
  return { db, release: () => lock.release(), alone: (work) => work() };
}

async function openServer(url: string, log: Log): Promise<OpenDatabase> {
  const warn = (sentence: string, fields: Record<string, unknown>): void => log.warn(sentence, fields);
  const db = createPostgresDatabase({ url, tables: defineTables(pgKit), warn });
  await migratePostgres(db.pool, migrations('postgres'), systemClock.now());
  return {
    db,
    release: () => undefined,
    alone: async (work) => {
      const client = await db.pool.connect();
      try {
        await client.query('SELECT pg_advisory_lock($1)', [PREPARING]);
        return await work();
      } finally {
        await client.query('SELECT pg_advisory_unlock($1)', [PREPARING]);
        client.release();
      }
    },
  };
}

/** The log of a process; commands that print an answer of their own log warnings only. */
export const openLog = (config: Pick<Config, 'logLevel' | 'role'>): Log =>
  createLog({ level: config.logLevel, fields: { role: config.role } });

/** Opens and migrates the database that the configuration names. */
export function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  return config.databaseUrl ? openServer(config.databaseUrl, log) : Promise.resolve(openEmbedded(config, log));
}

export interface DepsInput {
  readonly config: Config;
  readonly log: Log;
  readonly stages: StageRunner;
  /** Prints pages; without one they are printed where they are asked for. */
  readonly printer?: PagePrinter;
  /** Where X is reached in a demo; called once it is known that this is one. */
  readonly demoOrigin?: () => Promise<string>;
}

/** How positions are told: the ways out of this machine, and the keys that stay on it. */
function openNotify({ smtpUrl, publicUrl, dataDir }: Config): NotifyPorts {
  const host = publicUrl === null ? 'localhost.localdomain' : new URL(publicUrl).hostname;
  const privateKey = readOrMakeKey(dataDir, 'push');
  const subject = publicUrl?.startsWith('https:') ? publicUrl : `mailto:pukaar@${host}`;
  return {
    mail: smtpUrl === null ? null : createMailDriver({ smtpUrl, host }),
    push: createPushDriver({ clock: systemClock, privateKey, subject }),
    gateway: createGatewayDriver({ clock: systemClock }),
    pushKey: pushPublicKey(privateKey),
    linkKey: readOrMakeKey(dataDir, 'links'),
  };
}

/** Everything the roles stand on, made once. `close` gives it back in the right order. */
export async function createDeps({ config, log, stages, printer = createPagePrinter(), demoOrigin }: DepsInput) {
  const clock = systemClock;
  const ids = createIds();
  const { db, release, alone } = await openDatabase(config, log);
  const events = withNotifications(createEventLog({ db, clock }), { ids, clock });
  const secrets = createSecrets(readOrMakeKey(config.dataDir, 'secrets'));
  const prepared = await alone(() =>
    prepareDesk({ db, clock, ids, events, secrets }, { demo: config.demo ?? config.publicUrl === null }),
  );
  const directory = await createUnitDirectory({ db, clock });
  const origin = prepared.demo && demoOrigin ? await demoOrigin() : config.xApiOrigin;
  const drivers: Readonly<Record<string, ChannelDriver>> = {
    x: createXDriver({ origin }),
    jsonl: jsonlDriver,
    csv: csvDriver,
    paste: pasteDriver,
  };
  const secret = readOrMakeKey(config.dataDir, 'sessions');
  const auth = createAuth({ db, clock, ids, log, config: { publicUrl: config.publicUrl, port: config.port, secret } });
  const find = (token: string) => findOpenDevice({ db, clock }, token);
  const watch = (signIn: Parameters<typeof watchSignIn>[1]) => watchSignIn({ db, clock, ids }, signIn);
  const sessions = createSessions({
    db,
    clock,
    auth,
    device: { cookie: OPEN_COOKIE, find, browser: DEVICE_COOKIE, watch },
  });
  const queueOptions = { db, clock, ids, log };
  const queue = config.redisUrl
    ? createBullQueue({ ...queueOptions, redisUrl: config.redisUrl })
    : createSqlQueue(queueOptions);
  const live =
    db.engine === 'sqlite' ? createLocalLive({ db }) : createPostgresLive({ db, url: config.databaseUrl ?? '', log });
  // Where the relay is not needed (on the embedded database) it does nothing.
  const relay = createEventRelay({ db, log, onNumbered: () => live.announce() });
  relay.start();
  await stages.setUnits(directory.gazetteer());
  await stages.setWords(await wordsInService({ db }));
  const readers = createReaderLog({ db, clock, log });
  const pictures = createTesseractReader({ folder: join(config.dataDir, 'reading') });
  return {
    config: { ...config, demo: prepared.demo, secret },
    prepared,
    log,
    db,
    clock,
    ids,
    events,
    search: createSearch(db.engine),
    blobs: openBlobs(config),
    quarantine: openQuarantine(config),
    removed: createRemovedFiles(config),
    queue,
    leases: createLeases({ db, clock, ids, log }),
    live,
    metrics: createMetrics(),
    secrets,
    directory,
    tree: directory,
    offices: directory,
    auth,
    sessions,
    notify: openNotify(config),
    stages,
    printer,
    pictures,
    readers,
    printPicture: hashPicture,
    lookAtPhoto,
    drivers,
    channel: (kind: string) => drivers[kind]?.descriptor,
    driver: (name: string) => drivers[name],
    close: async () => {
      await queue.stop(5000);
      await readers.stop();
      await relay.stop();
      await live.close();
      await stages.close();
      await pictures.close();
      await db.close();
      release();
    },
  };
}

export type Deps = Awaited<ReturnType<typeof createDeps>>;
