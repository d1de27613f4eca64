import { createECDH } from 'node:crypto';
import webpush from 'web-push';
import type { Clock } from '../../../platform/clock/clock.ts';
import { isPushService } from '../gateway-url.rules.ts';
import { WayError, type Device, type Telling, type WayDriver } from '../notify.types.ts';
import { post } from './http.ts';

const DAY = 24 * 60 * 60;

/** The public half of a P-256 key, as browsers want it, of the private half that is kept in DATA_DIR. */
export function pushPublicKey(privateKey: string): string {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(Buffer.from(privateKey, 'base64url'));
  return curve.getPublicKey('base64url', 'uncompressed');
}

interface PushOptions {
  readonly clock: Clock;
  readonly privateKey: string;
  /** Address of whoever runs this desk, for the push service. */
  readonly subject: string;
  readonly mayReach?: (endpoint: string) => boolean;
}

/**
 * Web push to the devices of a position. The services hold one message of a topic, so that a repeated one takes the
 * place of the first; it is told when one device has it.
 */
export function createPushDriver({ clock, privateKey, subject, mayReach = isPushService }: PushOptions): WayDriver {
  const vapidDetails = { subject, privateKey, publicKey: pushPublicKey(privateKey) };

  async function tellOne(device: Device, { id, title, text, page, red }: Telling): Promise<void> {
    if (!mayReach(device.endpoint)) throw new WayError({ kind: 'refused', code: 'bad-address' });
    const { endpoint, p256dh, auth } = device;
    const payload = JSON.stringify({ id, title, text, page, red });
    const request = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
      vapidDetails,
      TTL: DAY,
      urgency: red ? 'high' : 'normal',
      topic: id.replaceAll(/[^A-Za-z0-9]/g, '').slice(-32),
    });
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    delete headers['Content-Length'];
    await post(request.endpoint, { body: new Uint8Array(request.body ?? []), headers, now: clock.now() });
  }

  return {
    tell: async (telling) => {
      const gone: string[] = [];
      const failures: WayError[] = [];
      let told = 0;
      for (const device of telling.to.devices)
        try {
          await tellOne(device, telling);
          told += 1;
        } catch (error) {
          const failure = error instanceof WayError ? error : new WayError({ kind: 'refused', code: 'bad-device' });
          failures.push(failure);
          if (['http:404', 'http:410', 'bad-device', 'bad-address'].includes(failure.failure.code))
            gone.push(device.id);
        }
      if (told > 0) return { externalId: null, isDelivered: false, gone };
      const again = failures.find(({ failure }) => failure.kind !== 'refused')?.failure;
      // A repeated push takes the place of the first: what is in doubt is tried again.
      if (again) {
        const retryAt = again.kind === 'busy' ? again.retryAt : undefined;
        throw new WayError({ kind: 'busy', code: again.code, ...(retryAt === undefined ? {} : { retryAt }) });
      }
      throw new WayError({ kind: 'refused', code: failures[0]?.failure.code ?? 'no-device', gone });
    },
  };
}
