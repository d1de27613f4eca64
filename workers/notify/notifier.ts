import { tryNextWays } from '../../server/modules/notify/climb.usecases.ts';
import { deliverNext, recoverLapsed } from '../../server/modules/notify/deliver.usecases.ts';
import { SENDING_WAYS, type NotifyDeps, type SendingWay } from '../../server/modules/notify/notify.types.ts';
import { prepareDue } from '../../server/modules/notify/prepare.usecases.ts';
import { isFenced } from '../../server/platform/settings/settings.repository.ts';

/** Sends of one way in one round: a slow way does not keep a new alarm from being looked at. */
const IN_A_ROUND = 20;

async function empty(deps: NotifyDeps, way: SendingWay): Promise<void> {
  for (let told = 0; told < IN_A_ROUND; told += 1) if (!(await deliverNext(deps, way))) return;
}

/**
 * One round: takes up what was left half done, decides whom to tell of what is due, tries the next way of what nobody
 * opened, and tells. The ways do not wait for one another. Any number of processes may do so at once.
 */
export async function runNotifier(deps: NotifyDeps): Promise<void> {
  if (await isFenced(deps.db.read)) return;
  await recoverLapsed(deps);
  await prepareDue(deps);
  await tryNextWays(deps);
  await Promise.all(SENDING_WAYS.map((way) => empty(deps, way)));
}
