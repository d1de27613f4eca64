import { createFirstAdministrator, findDemoAccounts, type DemoAccount } from './modules/officers/accounts.usecases.ts';
import { ensureAccounts } from './modules/channels/first-accounts.usecases.ts';
import { loadReference, type ReferenceDeps } from './modules/units/reference.usecases.ts';
import { decideSetting } from './platform/settings/settings.repository.ts';
import type { Secrets } from './platform/secrets.ts';

export interface Prepared {
  /** What the database was made as: it stays so. */
  readonly demo: boolean;
  readonly accounts: readonly DemoAccount[];
  /** Told once, when a real desk is made. */
  readonly firstAdministrator: { readonly username: string; readonly oneTimePassword: string } | null;
}

/** Makes an empty database a desk: its kind, its units and offices, the first accounts. Safe to repeat. */
export async function prepareDesk(
  deps: ReferenceDeps & { readonly secrets: Secrets },
  { demo: wanted }: { demo: boolean },
): Promise<Prepared> {
  const demo = (await deps.db.write(async (tx) => decideSetting(tx, { name: 'demo', value: wanted }))) === true;
  await loadReference(deps, { demo });
  await ensureAccounts(deps, { demo });
  return {
    demo,
    accounts: demo ? await findDemoAccounts(deps) : [],
    firstAdministrator: demo ? null : await createFirstAdministrator(deps),
  };
}
