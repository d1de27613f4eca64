import { createHash } from 'node:crypto';
import { createTestDatabase } from '../../platform/db/testing.ts';
import type { Engine } from '../../platform/db/port.ts';
import { createEventLog } from '../../platform/events/event-log.ts';
import { createIds } from '../../platform/ids/ids.ts';
import { createManualClock } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/port.ts';
import { createSearch } from '../../platform/search/search.ts';
import type { Blobs } from '../../platform/blobs/port.ts';
import { createGazetteer, type Gazetteer } from '../geography/gazetteer.rules.ts';
import { createUnitDirectory } from '../units/directory.usecases.ts';
import { loadReference } from '../units/reference.usecases.ts';
import { jsonlDriver } from '../channels/drivers/jsonl/driver.ts';
import { lookAtPhoto } from '../pictures/drivers/sharp-photo.ts';
import { xDescriptor } from '../channels/drivers/x/driver.ts';
import type { Actor, Role } from '../officers/actor.types.ts';
import { capabilitiesOf } from '../officers/officers.rules.ts';
import { storeEnvelope } from './envelopes.usecases.ts';
import { createInlineStageRunner } from './stages.ts';
import type { GazetteerUnit } from './stages.types.ts';

/** Friday 20 November 2026, noon in Kolkata. */
export const NOON = Date.UTC(2026, 10, 20, 6, 30);

function createMapBlobs(): Blobs {
  const kept = new Map<string, Uint8Array>();
  return {
    put: (bytes) => {
      const hash = createHash('sha256').update(bytes).digest('hex');
      kept.set(hash, bytes);
      return Promise.resolve({ hash, size: bytes.length });
    },
    get: (hash) => Promise.resolve(kept.get(hash) ?? null),
    has: (hash) => Promise.resolve(kept.has(hash)),
    remove: (hash) => {
      kept.delete(hash);
      return Promise.resolve();
    },
    list: async function* () {
      for (const hash of kept.keys()) yield await Promise.resolve({ hash, storedAt: 0 });
    },
    check: () => Promise.resolve(true),
  };
}

let made: { readonly of: string; readonly gazetteer: Gazetteer } | undefined;

/** The same units make the same look-up, and making it takes longer than most tests. */
function toGazetteer(units: readonly GazetteerUnit[]): Gazetteer {
  const of = JSON.stringify(units);
  if (made?.of !== of) made = { of, gazetteer: createGazetteer(units) };
  return made.gazetteer;
}

/** Everything intake and tickets need, on a database of the test's own, with the reference units and one account. */
export async function createTestDesk(
  engine: Engine,
  { policy = 'auto', kind = 'x' }: { policy?: string; kind?: string } = {},
) {
  const db = await createTestDatabase(engine);
  const clock = createManualClock(NOON);
  const ids = createIds();
  const events = createEventLog({ db, clock });
  await loadReference({ db, clock, ids, events }, { demo: false });
  const directory = await createUnitDirectory({ db, clock });
  const stages = createInlineStageRunner({ toGazetteer });
  await stages.setUnits(directory.gazetteer());
  const account = { id: 'acc_up', kind, handle: '@Uppolice', externalId: '111', unit: 'u_up', openingPolicy: policy };
  await db.write(async (tx) => {
    await tx.insertRows(tx.tables.channelAccount, [
      {
        ...account,
        credentials: null,
        settings: {},
        status: 'active',
        budgetMicro: null,
        lastPolledAt: null,
        lastError: null,
        createdAt: NOON,
        version: 1,
      },
    ]);
  });
  const channel = (name: string) => (name === 'x' ? xDescriptor : undefined);
  const driver = () => jsonlDriver;
  const deps = {
    db,
    clock,
    ids,
    events,
    log: silentLog,
    search: createSearch(engine),
    blobs: createMapBlobs(),
    quarantine: createMapBlobs(),
    removed: { note: () => Promise.resolve() },
    tree: directory,
    offices: directory,
    lookAtPhoto,
    readers: { note: () => undefined },
    stages,
    channel,
    driver,
  };
  const deliver = (lines: readonly object[]): Promise<string> =>
    db.write(async (tx) =>
      storeEnvelope(deps, tx, {
        account: account.id,
        stream: 'import',
        driver: 'jsonl',
        body: lines.map((line) => JSON.stringify(line)).join('\n'),
        receivedAt: clock.now(),
      }),
    );
  return {
    deps,
    directory,
    deliver,
    close: async () => {
      await stages.close();
      await db.close();
    },
  };
}

/** An officer at a unit, for tests of permission. */
export function createActor({
  unit,
  role,
  officer = `off_${unit}_${role}`,
}: {
  unit: string;
  role: Role;
  officer?: string;
}): Actor {
  return {
    officer,
    username: officer,
    name: officer,
    locale: 'en',
    session: null,
    posts: [{ position: `pos_${unit}_${role}`, unit, rank: role, role, capabilities: capabilitiesOf(role) }],
  };
}
