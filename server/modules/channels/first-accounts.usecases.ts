import type { Clock } from '../../platform/clock/clock.ts';
import type { Secrets } from '../../platform/secrets.ts';
import type { Db, Tables } from '../../schema.ts';
import { insertMissingAccounts } from './first-accounts.repository.ts';

type Account = Tables['channelAccount']['$inferInsert'];

/** Handles whose mentions the demo polls, each from the desk of its unit. */
const DEMO_HANDLES = [
  ['@Uppolice', 'u_up'],
  ['@lkopolice', 'u_up_lucknow'],
  ['@jaunpurpolice', 'u_up_jaunpur'],
] as const;

function account(
  id: string,
  { kind, handle, unit, at }: { kind: string; handle: string; unit: string; at: number },
): Account {
  const empty = { externalId: null, credentials: null, budgetMicro: null, lastPolledAt: null, lastError: null };
  return {
    id,
    kind,
    handle,
    unit,
    ...empty,
    settings: {},
    status: 'active',
    openingPolicy: 'off',
    createdAt: at,
    version: 1,
  };
}

/**
 * The account of what is taken down by hand, and in a demo the accounts that poll the simulator. Their secrets open
 * nothing but the simulator. Safe to repeat.
 */
export async function ensureAccounts(
  deps: { db: Db; clock: Clock; secrets: Secrets },
  { demo }: { demo: boolean },
): Promise<void> {
  const at = deps.clock.now();
  const rows: Account[] = [account('desk', { kind: 'desk', handle: '@desk', unit: 'u_up', at })];
  if (demo)
    for (const [handle, unit] of DEMO_HANDLES)
      rows.push({
        ...account(`acc_demo_${handle.slice(1).toLowerCase()}`, { kind: 'x', handle, unit, at }),
        credentials: deps.secrets.seal(JSON.stringify({ bearer: `demo-${handle.slice(1)}` })),
        // X allows 300 calls in a quarter of an hour, and the simulator holds to it.
        settings: { pollEveryMs: 4000, directMessages: true },
        openingPolicy: 'demo',
      });
  await deps.db.write(async (tx) => insertMissingAccounts(tx, rows));
}
