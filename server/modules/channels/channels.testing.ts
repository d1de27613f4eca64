import { createManualClock } from '../../platform/clock/clock.ts';
import { createTestDatabase } from '../../platform/db/testing.ts';
import type { Engine } from '../../platform/db/port.ts';
import { createEventLog } from '../../platform/events/event-log.ts';
import { createIds } from '../../platform/ids/ids.ts';
import type { Reach } from '../officers/scope.rules.ts';
import { silentLog } from '../../platform/log/port.ts';
import { createSecrets } from '../../platform/secrets.ts';
import { startXSimulator, type XSimulator } from '../../../workers/simulator/simulator.ts';
import type { Actor, Capability } from '../officers/actor.types.ts';
import { addAccount } from './channels.usecases.ts';
import { createXDriver } from './drivers/x/driver.ts';
import type { PollDeps } from './polling.types.ts';

export const START = Date.UTC(2026, 10, 21, 6, 0, 0);

/** The unit at the top, which the test's account belongs to; every other one stands under it. */
const TOP = 'unit_1';

export const officer = (...capabilities: Capability[]): Actor => ({
  officer: 'off_1',
  username: 'admin',
  name: 'Admin',
  locale: 'en',
  session: null,
  posts: [{ position: 'pos_1', unit: 'unit_1', rank: 'admin', role: 'admin', capabilities }],
});

export interface ChannelBench {
  readonly deps: PollDeps & { readonly tree: Reach };
  readonly sim: XSimulator;
  readonly clock: ReturnType<typeof createManualClock>;
  readonly account: string;
  /** Every post that an envelope holds, by version id, with how many envelopes hold it. */
  received(): Promise<ReadonlyMap<string, number>>;
  close(): Promise<void>;
}

/** A simulated service, a database of its own and one account that reads from the one into the other. */
export async function createChannelBench(
  engine: Engine,
  options: { timeoutMs?: number; settings?: Record<string, unknown> } = {},
): Promise<ChannelBench> {
  const clock = createManualClock(START);
  const db = await createTestDatabase(engine);
  const sim = await startXSimulator({ port: 0, clock });
  const driver = createXDriver({ origin: sim.origin, timeoutMs: options.timeoutMs ?? 400 });
  const secrets = createSecrets('a key of sixteen bytes or more');
  const deps: PollDeps & { readonly tree: Reach } = {
    tree: {
      byId: (id) => ({ parent: id === TOP ? null : TOP }),
      isUnder: (id, ancestor) => id === ancestor || ancestor === TOP,
    },
    db,
    clock,
    ids: createIds(),
    events: createEventLog({ db, clock }),
    secrets,
    drivers: { x: driver },
    log: silentLog,
  };
  const { id } = await addAccount(deps, {
    input: {
      kind: 'x',
      handle: '@Uppolice',
      unit: 'unit_1',
      credentials: { bearer: 'demo-Uppolice' },
      settings: { directMessages: false, ...options.settings },
    },
  });
  return {
    deps,
    sim,
    clock,
    account: id,
    received: async () => {
      const rows = await db.read.select().from(db.tables.envelope);
      const found = new Map<string, number>();
      for (const row of rows)
        for (const item of driver.parse(row.body).items)
          found.set(item.versionId, (found.get(item.versionId) ?? 0) + 1);
      return found;
    },
    close: async () => {
      await sim.close();
      await db.close();
    },
  };
}
