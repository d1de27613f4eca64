import { timingSafeEqual } from 'node:crypto';
import { fail } from '../../platform/errors.ts';
import { signatureOf } from './signature.rules.ts';
import { endTold, findSend, hastenNext, raiseSend } from './notify.repository.ts';
import type { GatewayWay, NotifyDeps } from './notify.types.ts';
import { readStoredWays } from './ways.usecases.ts';

/** Older ones may be recorded calls that somebody repeats. */
const FRESH = 5 * 60_000;

const same = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};

/** Lets only the gateway itself speak, by the secret that both have. Throws notify.bad_signature. */
export async function requireGateway(
  deps: Pick<NotifyDeps, 'db' | 'clock' | 'secrets'>,
  { way, timestamp, signature, body }: { way: GatewayWay; timestamp: string; signature: string; body: string },
): Promise<void> {
  const gateway = (await readStoredWays(deps.db.read)).gateways[way];
  const isFresh = Math.abs(deps.clock.now() - Number(timestamp) * 1000) <= FRESH;
  const isTheirs =
    gateway !== undefined &&
    isFresh &&
    same(signature, signatureOf(deps.secrets.open(gateway.secret), { timestamp, body }));
  if (!isTheirs) fail({ code: 'notify.bad_signature', kind: 'forbidden' });
}

/** What a gateway says later of a send. It only goes forward; what failed after all leaves the turn to the next way. */
export async function takeReceipt(
  deps: Pick<NotifyDeps, 'db' | 'clock'>,
  { way, id, state }: { way: GatewayWay; id: string; state: 'sent' | 'delivered' | 'failed' },
): Promise<void> {
  const at = deps.clock.now();
  await deps.db.write(async (tx) => {
    const send = await findSend(tx, id);
    if (send?.way !== way) fail({ code: 'notify.send_not_found', kind: 'not-found' });
    if (state !== 'failed') await raiseSend(tx, { id, state, at });
    else if (await endTold(tx, { id, error: 'gateway' })) await hastenNext(tx, { message: send.message, at });
  });
}
