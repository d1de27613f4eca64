import { findAccount, insertEnvelopes, listShownPosts, spentOn } from './channels.repository.ts';
import type { ChannelDeps } from './channels.types.ts';
import { connectAccount, meter } from './channels.usecases.ts';
import { billingDay, isOverBudget } from './polling.rules.ts';

const IDS_A_CALL = 100;
const DAY = 86_400_000;

export interface SweepDeps extends Omit<ChannelDeps, 'events'> {
  /** Called after an envelope was stored: the intake makes the tombstones. */
  readonly onStored?: () => void;
}

type Connected = NonNullable<Awaited<ReturnType<typeof connectAccount>>>;

/** Asks for one portion. An answer that names something gone becomes an envelope like everything that a channel says. */
async function checkPortion(
  deps: SweepDeps,
  { account, driver }: Connected,
  externalIds: readonly string[],
): Promise<readonly string[]> {
  const answer = await driver.findGone?.({ account, externalIds });
  if (!answer) return [];
  const at = deps.clock.now();
  const envelope = {
    id: deps.ids.make('env'),
    account: account.id,
    stream: 'lookup',
    driver: driver.descriptor.kind,
    receivedAt: at,
    body: answer.body,
  };
  await deps.db.write(
    async (tx) => {
      await meter(tx, { account: account.id, at, kinds: { request: 1, post: externalIds.length } });
      if (answer.gone.length > 0)
        await insertEnvelopes(tx, [{ ...envelope, state: 'stored', messages: 0, duplicates: 0, rejections: null }]);
    },
    { lane: 'batch' },
  );
  if (answer.gone.length > 0) deps.onStored?.();
  return answer.gone;
}

/** Asks the channel whether these posts are still there, as when a case is opened. Returns those that are gone. Throws ChannelError. */
export async function checkGone(
  deps: SweepDeps,
  { accountId, externalIds }: { accountId: string; externalIds: readonly string[] },
): Promise<readonly string[]> {
  const connected = await connectAccount(deps, accountId);
  const gone: string[] = [];
  if (!connected) return gone;
  for (let at = 0; at < externalIds.length; at += IDS_A_CALL)
    gone.push(...(await checkPortion(deps, connected, externalIds.slice(at, at + IDS_A_CALL))));
  return gone;
}

/**
 * Goes through an account's posts of the last `days` days and has those removed that their authors deleted:
 * the service asks for it within a day. Each post looked up is paid for, so it stops when the day's budget is spent.
 * Throws ChannelError where the channel refuses; a repeated call starts again.
 */
export async function sweepDeleted(
  deps: SweepDeps,
  { accountId, days = 7 }: { accountId: string; days?: number },
): Promise<{ checked: number; gone: number }> {
  const result = { checked: 0, gone: 0 };
  const row = await findAccount(deps.db.read, accountId);
  const now = deps.clock.now();
  for (let after = ''; row;) {
    const spentMicro = await spentOn(deps.db.read, { account: accountId, day: billingDay(now) });
    if (isOverBudget({ budgetMicro: row.budgetMicro, spentMicro })) break;
    const from = now - days * DAY;
    const posts = await listShownPosts(deps.db.read, { account: accountId, after, from, limit: IDS_A_CALL });
    const last = posts.at(-1);
    if (!last) break;
    const externalIds = posts.map((post) => post.externalId);
    result.gone += (await checkGone(deps, { accountId, externalIds })).length;
    result.checked += posts.length;
    after = last.id;
  }
  return result;
}
