import type { ChannelDriver, DriverAccount, OutboundText } from '../../server/modules/channels/driver.types.ts';
import { ChannelError } from '../../server/modules/channels/driver.types.ts';
import { endSend, takeSends, type TakenSend } from '../../server/modules/replies/relay.usecases.ts';
import type { Clock } from '../../server/platform/clock/clock.ts';
import type { EventLog } from '../../server/platform/events/port.ts';
import type { Log } from '../../server/platform/log/port.ts';
import type { Db } from '../../server/schema.ts';
import { messageOf } from '../../server/platform/log/describe-error.ts';

const LEASE = 60_000;
const AT_ONCE = 20;
const MOST_ATTEMPTS = 8;
/** When an ambiguous send is looked for in our own timeline, after the first try. */
const SETTLE_AT = [0, 60_000, 300_000];
/** Nothing was taken: the looks count from the next call, not from this one. */
const UNTRIED = { firstTriedAt: null } as const;

export interface OutboxDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly events: EventLog;
  readonly log: Log;
  /** Driver and opened account; null when the account is paused or unknown. */
  readonly connect: (account: string) => Promise<{ driver: ChannelDriver; account: DriverAccount } | null>;
}

const backoff = (attempt: number): number => Math.min(30 * 60_000, 2 ** attempt * 1000);

/** What the channel's answer makes of a send. */
function afterFailure(
  error: unknown,
  send: TakenSend,
  now: number,
): { state: string; notBefore?: number; firstTriedAt?: null; error: string } {
  if (!(error instanceof ChannelError)) return { state: 'settling', notBefore: now, error: 'defect' };
  const { failure } = error;
  if (failure.kind === 'rate')
    return { state: 'waiting', ...UNTRIED, notBefore: failure.retryAt ?? now + backoff(send.attempts), error: 'rate' };
  if (failure.kind === 'retry' && failure.ambiguous) return { state: 'settling', notBefore: now, error: 'ambiguous' };
  if (failure.kind === 'retry')
    return send.attempts >= MOST_ATTEMPTS
      ? { state: 'failed', error: 'retries' }
      : { state: 'waiting', ...UNTRIED, notBefore: now + backoff(send.attempts), error: 'retry' };
  // X refuses a text it already has: then an earlier call took effect.
  if (failure.kind === 'forbidden' && failure.code === 'duplicate')
    return { state: 'settling', notBefore: now, error: 'ambiguous' };
  return { state: 'failed', error: 'code' in failure ? `${failure.kind}:${failure.code}` : failure.kind };
}

/** Looks whether an ambiguous send took effect; gives up to a person after the last look. */
async function settle(
  deps: OutboxDeps,
  send: TakenSend,
  outbound: OutboundText,
  channel: { driver: ChannelDriver; account: DriverAccount },
): Promise<void> {
  const now = deps.clock.now();
  const since = (send.firstTriedAt ?? now) - 60_000;
  const found = await channel.driver.settle?.({ account: channel.account, outbound, since }).catch(() => undefined);
  if (found) return endSend(deps, send, { state: 'sent', sentAt: now, externalId: found.externalId, error: null });
  const elapsed = now - (send.firstTriedAt ?? now);
  const next = SETTLE_AT.find((after) => after > elapsed);
  if (next !== undefined)
    return endSend(deps, send, { state: 'settling', notBefore: (send.firstTriedAt ?? now) + next, error: 'ambiguous' });
  return endSend(deps, send, { state: 'unknown', error: 'ambiguous' });
}

async function sendOne(deps: OutboxDeps, send: TakenSend): Promise<void> {
  const now = deps.clock.now();
  const channel = await deps.connect(send.account);
  // One that may have been sent stays one to look for: nothing but a person may send it again.
  if (!channel?.driver.send) {
    const rest = send.state === 'settling' ? { state: 'settling' } : { state: 'waiting', ...UNTRIED };
    return endSend(deps, send, { ...rest, notBefore: now + 60_000, error: 'paused' });
  }
  const outbound: OutboundText = { text: send.text, inReplyTo: send.inReplyTo, to: send.to, kind: send.kind };
  if (send.state === 'settling') return settle(deps, send, outbound, channel);
  try {
    const { externalId } = await channel.driver.send({ account: channel.account, outbound });
    await endSend(deps, send, { state: 'sent', sentAt: deps.clock.now(), externalId, error: null });
  } catch (error) {
    await endSend(deps, send, afterFailure(error, send, deps.clock.now()));
  }
}

/**
 * Sends what is due, each at most once: a row is marked before the call, and one whose call may have taken effect is
 * only looked for, never sent again by itself. One at a time is marked, so that a killed process leaves one in doubt,
 * not all that it meant to send. Returns how many were taken.
 */
export async function relayOutbox(deps: OutboxDeps): Promise<number> {
  for (let taken = 0; taken < AT_ONCE; taken += 1) {
    const [send] = await takeSends(deps, { leaseMs: LEASE, limit: 1 });
    if (!send) return taken;
    await sendOne(deps, send).catch((error: unknown) => {
      deps.log.error('a send could not be brought to an end', {
        outbox: send.id,
        message: messageOf(error),
      });
    });
  }
  return AT_ONCE;
}
