import { Hono } from 'hono';
import type { HttpEnv } from '../../http/env.ts';
import { fail } from '../../platform/errors.ts';
import { receiptInput, receiptWay } from './notify.schemas.ts';
import type { NotifyDeps } from './notify.types.ts';
import { requireGateway, takeReceipt } from './receipts.usecases.ts';

function asJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** What gateways say later of what they were given. Mounted at `/webhooks`. */
export const createReceiptRoutes = (deps: NotifyDeps) =>
  new Hono<HttpEnv>().post('/notifications/:way', async (c) => {
    const known = receiptWay.safeParse({ way: c.req.param('way') });
    if (!known.success) return fail({ code: 'notify.bad_signature', kind: 'forbidden' });
    const { way } = known.data;
    const body = await c.req.text();
    const timestamp = c.req.header('x-pukaar-timestamp') ?? '';
    const signature = c.req.header('x-pukaar-signature') ?? '';
    await requireGateway(deps, { way, timestamp, signature, body });
    const receipt = receiptInput.safeParse(asJson(body));
    if (!receipt.success) return fail({ code: 'http.invalid', kind: 'invalid' });
    await takeReceipt(deps, { ...receipt.data, way });
    return c.json({});
  });
