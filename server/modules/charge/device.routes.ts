import { Hono, type Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { signedIn } from '../../http/actor.ts';
import type { HttpEnv } from '../../http/env.ts';
import { addressOf } from '../../http/session.ts';
import { valid } from '../../http/validate.ts';
import { fail } from '../../platform/errors.ts';
import { pinInput, registerInput } from './charge.schemas.ts';
import type { ChargeDeps } from './charge.types.ts';
import { DEVICE_COOKIE, OPEN_COOKIE } from './device-session.usecases.ts';
import { choosePin, listDevices, registerDevice, removeDevice } from './device.usecases.ts';
import { keepAwake, lockDevice, readDevice, unlockDevice } from './unlock.usecases.ts';

type RouteDeps = ChargeDeps & { readonly secureCookies: boolean };

const DAY = 86_400_000;
/** As long as browsers keep a cookie at most. */
const KEPT = 400 * DAY;

function keep(
  c: Context<HttpEnv>,
  deps: RouteDeps,
  { name, token, until }: { name: string; token: string; until: number },
): void {
  const secure = deps.secureCookies;
  setCookie(c, name, token, { httpOnly: true, sameSite: 'Lax', path: '/', secure, expires: new Date(until) });
}

const deviceOf = (c: Context<HttpEnv>): string | undefined => getCookie(c, DEVICE_COOKIE);

/** What whoever stands before a station's device may ask. Mounted at `/api/public`. */
export const createUnlockRoutes = (deps: RouteDeps) =>
  new Hono<HttpEnv>()
    .get('/device', async (c) => c.json({ device: await readDevice(deps, deviceOf(c)) }))
    .post('/device/unlock', valid('json', pinInput), async (c) => {
      const { pin } = c.req.valid('json');
      const address = addressOf(c, deps.config);
      const opened = await unlockDevice(deps, { token: deviceOf(c), pin, address });
      keep(c, deps, { name: OPEN_COOKIE, token: opened.token, until: opened.expiresAt });
      return c.json({});
    });

/** Devices of the officer's stations. Mounted at `/api/v1`. */
export const createDeviceRoutes = (deps: RouteDeps) =>
  new Hono<HttpEnv>()
    .get('/station-devices', async (c) => c.json(await listDevices(deps, { actor: signedIn(c), token: deviceOf(c) })))
    .post('/station-devices', valid('json', registerInput), async (c) => {
      const input = { ...c.req.valid('json'), actor: signedIn(c), token: deviceOf(c) };
      const { id, token } = await registerDevice(deps, input);
      keep(c, deps, { name: DEVICE_COOKIE, token, until: deps.clock.now() + KEPT });
      return c.json({ id }, 201);
    })
    .post('/station-devices/pin', valid('json', pinInput), async (c) => {
      await choosePin(deps, { ...c.req.valid('json'), actor: signedIn(c), token: deviceOf(c) });
      return c.json({});
    })
    .post('/station-devices/awake', async (c) => {
      if (!(await keepAwake(deps, signedIn(c)))) fail({ code: 'officers.not_signed_in', kind: 'unauthenticated' });
      return c.json({});
    })
    .post('/station-devices/lock', async (c) => {
      await lockDevice(deps, signedIn(c));
      deleteCookie(c, OPEN_COOKIE, { path: '/' });
      return c.json({});
    })
    .post('/station-devices/:id/remove', async (c) => {
      await removeDevice(deps, { actor: signedIn(c), id: c.req.param('id') });
      return c.json({});
    });
