import type { Clock } from '../../../platform/clock/clock.ts';
import { isGatewayUrl } from '../gateway-url.rules.ts';
import { WayError, type GatewayWay, type WayDriver } from '../notify.types.ts';
import { signatureOf } from '../signature.rules.ts';
import { post } from './http.ts';

const MOST = 4096;

async function answerOf(response: Response): Promise<{ id: string | null; isDelivered: boolean }> {
  const text = (await response.text().catch(() => '')).slice(0, MOST);
  try {
    const { id, state } = JSON.parse(text) as { id?: unknown; state?: unknown };
    return { id: typeof id === 'string' ? id.slice(0, 200) : null, isDelivered: state === 'delivered' };
  } catch {
    return { id: null, isDelivered: false };
  }
}

/**
 * SMS or WhatsApp template by a gateway of the administrator's choice: one signed call, the same `Idempotency-Key`
 * whenever it is repeated. A call without an answer is repeated: the key keeps it from being told twice.
 */
export const createGatewayDriver =
  ({ clock }: { readonly clock: Clock }) =>
  ({ url, secret, way }: { readonly url: string; readonly secret: string; readonly way: GatewayWay }): WayDriver => ({
    tell: async ({ id, to, title, text, link, template, values, locale }) => {
      if (to.phone === null) throw new WayError({ kind: 'refused', code: 'no-number' });
      if (!isGatewayUrl(url)) throw new WayError({ kind: 'refused', code: 'bad-address' });
      const now = clock.now();
      const timestamp = String(Math.floor(now / 1000));
      const body = JSON.stringify({ id, way, to: to.phone, template, locale, values, text: `${title}\n${text}`, link });
      const headers = {
        'content-type': 'application/json',
        'idempotency-key': id,
        'x-pukaar-timestamp': timestamp,
        'x-pukaar-signature': signatureOf(secret, { timestamp, body }),
      };
      const told = await post(url, { body, headers, now }).catch((error: unknown) => {
        if (error instanceof WayError && error.failure.kind === 'doubtful')
          throw new WayError({ kind: 'busy', code: error.failure.code });
        throw error;
      });
      const answer = await answerOf(told);
      return { externalId: answer.id, isDelivered: answer.isDelivered, gone: [] };
    },
  });
