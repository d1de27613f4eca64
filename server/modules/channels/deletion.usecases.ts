import { findAccount, listShownPosts } from './channels.repository.ts';
import type { ChannelDeps } from './channels.types.ts';
import { connectAccount, meter } from './channels.usecases.ts';

const IDS_A_CALL = 100;
const DAY = 86_400_000;

export interface SweepDeps extends Pick<ChannelDeps, 'db' | 'clock' | 'secrets' | 'drivers' | 'ids' | 'events'> {
  /** Makes tombstones of messages that are gone at the source. */
  readonly onGone: (input: { account: string; externalIds: readonly string[] }) => Promise<void>;
}

/** Asks the channel whether these posts are still there, as when a case is opened. Returns those that are gone, after `onGone`. */
export async function checkGone(
  deps: SweepDeps,
  { accountId, externalIds }: { accountId: string; externalIds: readonly string[] },
): Promise<readonly string[]> {
  const connected = await connectAccount(deps, accountId);
  if (!connected?.driver.findGone || externalIds.length === 0) return [];
  const gone: string[] = [];
  for (let at = 0; at < externalIds.length; at += IDS_A_CALL) {
    const portion = externalIds.slice(at, at + IDS_A_CALL);
    gone.push(...(await connected.driver.findGone({ account: connected.account, externalIds: portion })));
    await deps.db.write(
      (tx) => meter(tx, { account: accountId, at: deps.clock.now(), kinds: { request: 1, post: portion.length } }),
      { lane: 'batch' },
    );
  }
  if (gone.length > 0) await deps.onGone({ account: accountId, externalIds: gone });
  return gone;
}

/**
 * Goes through an account's posts of the last `days` days and has those removed that their authors deleted.
 * The service asks for it within a day. Throws ChannelError where the channel refuses; a repeated call starts again.
 */
export async function sweepDeleted(
  deps: SweepDeps,
  { accountId, days = 30 }: { accountId: string; days?: number },
): Promise<{ checked: number; gone: number }> {
  if (!(await findAccount(deps.db.read, accountId))) return { checked: 0, gone: 0 };
  const from = deps.clock.now() - days * DAY;
  let [after, checked, gone] = ['', 0, 0];
  for (;;) {
    const posts = await listShownPosts(deps.db.read, { account: accountId, after, from, limit: IDS_A_CALL });
    const last = posts.at(-1);
    if (!last) return { checked, gone };
    gone += (await checkGone(deps, { accountId, externalIds: posts.map((post) => post.externalId) })).length;
    checked += posts.length;
    after = last.id;
  }
}
