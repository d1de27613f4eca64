import type { Clock } from '../../platform/clock/clock.ts';
import type { EventLog } from '../../platform/events/port.ts';
import type { Ids } from '../../platform/ids/ids.ts';
import type { Db } from '../../schema.ts';
import { markOrganisationChanged } from '../units/directory.usecases.ts';
import { findAdminPosition, insertFirstPosting, readDemoAccounts, saveDemoAccounts } from './accounts.repository.ts';
import { countOfficers, insertOfficer } from './officers.repository.ts';
import { makePassword, ONE_TIME_LASTS } from './password.usecases.ts';

export interface AccountDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly events: EventLog;
}

interface Names {
  readonly en: string;
  readonly hi: string;
  readonly mr: string | null;
}

export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  readonly title: Names;
}

/** One officer per kind of work, with the position that is theirs in the reference data. */
const DEMO = [
  { username: 'operator', position: 'pos_up_operator', name: 'Asha Verma' },
  { username: 'sho.hazratganj', position: 'pos_up_lucknow_hazratganj_sho', name: 'Vikram Singh' },
  { username: 'co.hazratganj', position: 'pos_up_lucknow_c_hazratganj_acp', name: 'Neha Tripathi' },
  { username: 'dcp.lucknow', position: 'pos_up_lucknow_z_central_dcp', name: 'Imran Khan' },
  { username: 'cp.lucknow', position: 'pos_up_lucknow_cp', name: 'Meera Joshi' },
  { username: 'dgp', position: 'pos_up_dgp', name: 'Rajesh Kumar' },
  { username: 'admin', position: 'pos_up_admin', name: 'Sunita Yadav' },
];

/** Adds the demo's officers, each in a position. Does nothing when there are officers already. */
export async function createDemoOfficers(deps: AccountDeps): Promise<readonly DemoAccount[]> {
  if ((await countOfficers(deps.db.read)) > 0) return findDemoAccounts(deps);
  const drafts = await Promise.all(DEMO.map(async (demo) => ({ ...demo, ...(await makePassword(deps.ids)) })));
  const at = deps.clock.now();
  await deps.db.write(async (tx) => {
    if ((await countOfficers(tx)) > 0) return;
    const accounts: DemoAccount[] = [];
    for (const { username, name, position, password, hash } of drafts) {
      const id = `off_${username.replaceAll('.', '_')}`;
      await insertOfficer(tx, { id, username, name, locale: 'hi', passwordHash: hash, oneTimeUntil: null, at });
      const title = await insertFirstPosting(tx, {
        id: `pst_${username.replaceAll('.', '_')}`,
        position,
        officer: id,
        at,
      });
      accounts.push({ username, password, title });
    }
    await saveDemoAccounts(tx, accounts);
    await markOrganisationChanged(tx, deps.ids);
    const data = { officers: accounts.length };
    await deps.events.append(tx, [{ stream: 'officers', type: 'officers.demo_created', actor: 'system', data }]);
  });
  return findDemoAccounts(deps);
}

/** The demo's accounts with their passwords; empty outside a demo. */
export async function findDemoAccounts({ db }: Pick<AccountDeps, 'db'>): Promise<readonly DemoAccount[]> {
  return readDemoAccounts(db.read);
}

/**
 * The first administrator of a real desk, in the administrator's position at the top. The one-time password is told
 * here and never again; null when there are officers already, or no such position.
 */
export async function createFirstAdministrator(
  deps: AccountDeps,
): Promise<{ username: string; oneTimePassword: string } | null> {
  if ((await countOfficers(deps.db.read)) > 0) return null;
  const { password, hash } = await makePassword(deps.ids);
  const at = deps.clock.now();
  const username = 'admin';
  const made = await deps.db.write(async (tx) => {
    const position = await findAdminPosition(tx);
    if (position === null || (await countOfficers(tx)) > 0) return false;
    const id = deps.ids.make('off');
    await insertOfficer(tx, {
      id,
      username,
      name: 'Administrator',
      locale: 'hi',
      passwordHash: hash,
      oneTimeUntil: at + ONE_TIME_LASTS,
      at,
    });
    await insertFirstPosting(tx, { id: deps.ids.make('pst'), position, officer: id, at });
    await markOrganisationChanged(tx, deps.ids);
    await deps.events.append(tx, [
      { stream: `officer:${id}`, type: 'officer.created', actor: 'system', data: { position } },
    ]);
    return true;
  });
  return made ? { username, oneTimePassword: password } : null;
}
