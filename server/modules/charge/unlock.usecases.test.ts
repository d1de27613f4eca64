import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import type { Actor } from '../officers/actor.types.ts';
import { createSessions } from '../officers/sessions.usecases.ts';
import type { Auth } from '../officers/auth.ts';
import { resetPassword, setDisabled } from '../officers/officers.repository.ts';
import { refusal } from '../tickets/desk.testing.ts';
import { createChargeDesk, SHO, type ChargeDesk } from './charge.testing.ts';
import { choosePin, listDevices, registerDevice, removeDevice } from './device.usecases.ts';
import { findOpenDevice } from './device-session.usecases.ts';
import { IDLE, LASTS, TRIES } from './pin.rules.ts';
import { watchSignIn } from './sign-in.usecases.ts';
import { keepAwake, lockDevice, readDevice, unlockDevice } from './unlock.usecases.ts';

const PIN = '482915';
const WRONG = '482916';
const HOUR = 3_600_000;

describe.each(testEngines)('a station’s device on %s', (engine) => {
  let desk: ChargeDesk;
  let sho: Actor;
  let other: Actor;
  beforeAll(async () => {
    desk = await createChargeDesk(engine);
    sho = await desk.post('off_sho', 'Vikram Singh', SHO);
    other = await desk.post('off_other', 'Rakesh Gupta', 'pos_up_lucknow_gomti_nagar_sho');
  });
  afterAll(() => desk.close());
  // What one test did wrong keeps the next one waiting no longer.
  beforeEach(() => desk.clock.advance(HOUR));

  const register = (actor = sho, token?: string, pin = PIN) =>
    registerDevice(desk.deps, { actor, label: 'Front desk', pin, token });
  const unlock = (token: string | undefined, pin = PIN) =>
    unlockDevice(desk.deps, { token, pin, address: '203.0.113.5' });
  const open = (token: string) => findOpenDevice(desk.deps, token);
  async function fail(token: string, times: number): Promise<(string | null)[]> {
    const codes = [];
    for (let n = 0; n < times; n += 1) {
      desk.clock.advance(60_000);
      codes.push(await refusal(unlock(token, WRONG)));
    }
    return codes;
  }

  it('is registered after a full sign-in, by who holds a station’s position, and by nobody else', async () => {
    expect(await refusal(register(desk.byPin(sho, 'dse_1')))).toBe('charge.full_sign_in');
    expect(await refusal(register({ ...sho, officer: 'key_1' }))).toBe('officers.person_needed');
    const circle = { ...sho, posts: sho.posts.map((post) => ({ ...post, role: 'circle' as const })) };
    expect(await refusal(register(circle))).toBe('charge.not_station');
    expect(await refusal(register(sho, undefined, '123456'))).toBe('charge.pin_weak');
    expect(
      await refusal(
        registerDevice(desk.deps, {
          ...{ actor: sho, label: 'x', pin: PIN, token: undefined },
          position: 'pos_up_dgp',
        }),
      ),
    ).toBe('charge.not_station');
  });

  it('keeps neither PIN nor secret, and is bound to its officer and position', async () => {
    const { token, id } = await register();
    const opened = await unlock(token);
    expect(await open(opened.token)).toMatchObject({ officer: 'off_sho', position: SHO });
    const { stationDevice, deviceSession } = desk.deps.db.tables;
    const rows = JSON.stringify([
      await desk.deps.db.read.select().from(stationDevice),
      await desk.deps.db.read.select().from(deviceSession),
    ]);
    for (const secret of [PIN, token, opened.token]) expect(rows).not.toContain(secret);
    expect(JSON.stringify(await desk.deps.events.ofStream(`position:${SHO}`))).not.toContain(PIN);
    expect(await readDevice(desk.deps, token)).toMatchObject({ label: 'Front desk', obstacle: null });
    expect(JSON.stringify(await readDevice(desk.deps, token))).not.toContain('Vikram');
    expect(await listDevices(desk.deps, { actor: sho, token })).toMatchObject({ here: id, isOther: false });
    expect(await listDevices(desk.deps, { actor: other, token })).toMatchObject({ isOther: true, devices: [] });
    expect(await refusal(unlock('no such secret'))).toBe('charge.device_unknown');
  });

  it('acts in its one position alone, and not where it was locked', async () => {
    const { token } = await register();
    const opened = await unlock(token);
    const auth = { api: { getSession: () => Promise.resolve({ response: null, headers: new Headers() }) } };
    const sessions = createSessions({
      ...{ db: desk.deps.db, clock: desk.clock, auth: auth as unknown as Auth },
      device: { cookie: 'open', find: open, browser: 'here', watch: (input) => watchSignIn(desk.deps, input) },
    });
    const ask = async (cookie: string) => (await sessions.resolve(new Headers({ cookie }))).identity?.actor;
    const actor = await ask(`x=1; open=${opened.token}`);
    expect(actor).toMatchObject({ officer: 'off_sho', session: null, posts: [{ position: SHO }] });
    expect(await ask('open=guess')).toBeUndefined();
    await lockDevice({ ...desk.deps, sessions }, actor ?? sho);
    expect(await ask(`open=${opened.token}`)).toBeUndefined();
  });

  it('locks itself when nobody touches it, and at the end of the day', async () => {
    const { token } = await register();
    const opened = await unlock(token);
    const session = (await open(opened.token))?.session ?? '';
    const touch = () => keepAwake(desk.deps, desk.byPin(sho, session));
    desk.clock.advance(IDLE - 1000);
    expect(await touch()).toBe(true);
    desk.clock.advance(IDLE - 1000);
    expect(await open(opened.token)).not.toBeNull();
    desk.clock.advance(2000);
    expect(await open(opened.token)).toBeNull();
    expect(await touch()).toBe(false);
    const again = await unlock(token);
    const held = desk.byPin(sho, (await open(again.token))?.session ?? '');
    for (let passed = 0; passed < LASTS; passed += IDLE / 2) {
      await keepAwake(desk.deps, held);
      desk.clock.advance(IDLE / 2);
    }
    expect(await open(again.token)).toBeNull();
  });

  it('locks after five wrong PINs in a row until a full sign-in, even for the right one', async () => {
    const { token } = await register();
    expect(await fail(token, TRIES - 1)).toEqual(Array(TRIES - 1).fill('charge.pin_wrong'));
    desk.clock.advance(60_000);
    await unlock(token);
    expect(await fail(token, TRIES)).toEqual(Array(TRIES).fill('charge.pin_wrong'));
    desk.clock.advance(24 * HOUR);
    expect(await refusal(unlock(token))).toBe('charge.device_locked');
    expect((await readDevice(desk.deps, token))?.obstacle).toBe('charge.device_locked');
    const events = await desk.deps.events.ofStream(`position:${SHO}`);
    expect(events.filter(({ type }) => type === 'device.locked')).toHaveLength(1);
    const choose = (actor: Actor, pin = '739164') => choosePin(desk.deps, { actor, token, pin });
    expect(await refusal(choose(desk.byPin(sho, 'dse_1')))).toBe('charge.full_sign_in');
    expect(await refusal(choose(other))).toBe('charge.not_station');
    expect(await refusal(choose(sho, '111111'))).toBe('charge.pin_weak');
    await choose(sho);
    expect(await refusal(unlock(token))).toBe('charge.pin_wrong');
    await unlock(token, '739164');
  });

  it('lets many guess at one moment no more often than five times', async () => {
    const { token } = await register();
    const codes = await Promise.all(Array.from({ length: 12 }, () => refusal(unlock(token, WRONG))));
    expect(codes.filter((code) => code === 'charge.pin_wrong').length).toBeLessThanOrEqual(TRIES);
    expect(codes).not.toContain(null);
  });

  it('is nobody’s when it was taken off, and one browser is one device', async () => {
    const first = await register();
    const opened = await unlock(first.token);
    const second = await register(sho, first.token);
    expect(await refusal(unlock(first.token))).toBe('charge.device_unknown');
    expect(await open(opened.token)).toBeNull();
    expect(await refusal(removeDevice(desk.deps, { actor: other, id: second.id }))).toBe('charge.device_unknown');
    await removeDevice(desk.deps, { actor: sho, id: second.id });
    expect(await refusal(removeDevice(desk.deps, { actor: sho, id: second.id }))).toBe('charge.device_unknown');
    expect(await refusal(unlock(second.token))).toBe('charge.device_unknown');
  });

  it('does not open for an account that is disabled, and forgets the PIN with the password', async () => {
    const { db } = desk.deps;
    const { token } = await register(other);
    const opened = await unlock(token);
    const at = desk.clock.now();
    await db.write((tx) => setDisabled(tx, { officer: 'off_other', disabledAt: at, at }));
    expect(await refusal(unlock(token))).toBe('charge.passed_on');
    await db.write((tx) => setDisabled(tx, { officer: 'off_other', disabledAt: null, at }));
    await db.write((tx) => resetPassword(tx, { officer: 'off_other', passwordHash: 'y', until: at, at }));
    expect(await open(opened.token)).toBeNull();
    expect(await refusal(unlock(token))).toBe('charge.pin_none');
  });

  describe('a full sign-in on it', () => {
    /** A sign-in of the session library's: its row, and what a browser sends with it. */
    const signIn = async (officer: string, session: string) => {
      const at = desk.clock.now();
      await desk.deps.db.write((tx) =>
        tx.insertRows(tx.tables.session, [
          {
            ...{ id: session, token: `token ${session}`, userId: officer, expiresAt: at + LASTS },
            ...{ ipAddress: null, userAgent: null, createdAt: at, updatedAt: at },
          },
        ]),
      );
    };
    const sessionsHere = () => {
      const getSession = async ({ headers }: { headers: Headers }) => {
        const id = /session_token=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1] ?? '';
        const { session } = desk.deps.db.tables;
        const [row] = await desk.deps.db.read.select().from(session).where(eq(session.id, id));
        const response = row && {
          session: { id: row.id, createdAt: new Date(row.createdAt) },
          user: { id: row.userId },
        };
        return { response: response ?? null, headers: new Headers() };
      };
      const watch = (input: Parameters<typeof watchSignIn>[1]) => watchSignIn(desk.deps, input);
      return createSessions({
        ...{ db: desk.deps.db, clock: desk.clock, auth: { api: { getSession } } as unknown as Auth },
        device: { cookie: 'open', find: open, browser: 'here', watch },
      });
    };
    afterEach(async () => {
      const { devices } = await listDevices(desk.deps, { actor: sho, token: undefined });
      for (const { id } of devices) await removeDevice(desk.deps, { actor: sho, id });
    });
    /** A device, the browser's cookies on it, and who each set of them stands for. */
    const stand = async () => {
      const { token } = await register();
      const sessions = sessionsHere();
      const who = async (session: string | null, pinned?: string, here: string | null = token) => {
        sessions.invalidateAll();
        const cookie = [
          ...(session === null ? [] : [`pukaar.session_token=${session}`]),
          ...(pinned === undefined ? [] : [`open=${pinned}`]),
          ...(here === null ? [] : [`here=${here}`]),
        ].join('; ');
        return (await sessions.resolve(new Headers({ cookie }))).identity?.actor;
      };
      return { token, sessions, who };
    };

    it('ends with the lock, and does not come back to life when a PIN’s session ends', async () => {
      const { token, sessions, who } = await stand();
      await signIn('off_other', 'ses_lock_1');
      const actor = await who('ses_lock_1');
      expect(actor).toMatchObject({ officer: 'off_other', isOnDevice: true });
      await lockDevice({ ...desk.deps, sessions }, actor ?? sho);
      expect(await who('ses_lock_1')).toBeUndefined();
      await signIn('off_other', 'ses_lock_2');
      expect(await who('ses_lock_2')).toMatchObject({ officer: 'off_other' });
      const opened = await unlock(token);
      const byPin = await who('ses_lock_2', opened.token);
      expect(byPin).toMatchObject({ officer: 'off_sho', session: null });
      await lockDevice({ ...desk.deps, sessions }, byPin ?? sho);
      expect(await who('ses_lock_2', opened.token)).toBeUndefined();
      expect(await who('ses_lock_2', undefined, null)).toBeUndefined();
    });

    it('takes over from a PIN, and lapses when nobody touches the device, wherever its cookie is taken', async () => {
      const { token, who } = await stand();
      const opened = await unlock(token);
      await signIn('off_other', 'ses_idle_1');
      const actor = await who('ses_idle_1', opened.token);
      expect(actor).toMatchObject({ officer: 'off_other', isOnDevice: true });
      expect(await open(opened.token)).toBeNull();
      desk.clock.advance(IDLE - 1000);
      expect(await keepAwake(desk.deps, actor ?? sho)).toBe(true);
      desk.clock.advance(IDLE - 1000);
      expect(await who('ses_idle_1')).toMatchObject({ officer: 'off_other' });
      desk.clock.advance(2000);
      expect(await keepAwake(desk.deps, actor ?? sho)).toBe(false);
      expect(await who('ses_idle_1', undefined, null)).toBeUndefined();
      expect(await who('ses_idle_1')).toBeUndefined();
    });

    it('made before this browser was a device lapses too; one elsewhere is left alone', async () => {
      const { who } = await stand();
      await signIn('off_other', 'ses_old_1');
      await signIn('off_other', 'ses_old_2');
      desk.clock.advance(IDLE + 1000);
      expect(await who('ses_old_1')).toBeUndefined();
      expect(await who('ses_old_2', undefined, null)).toMatchObject({ officer: 'off_other', session: 'ses_old_2' });
      expect((await who('ses_old_2', undefined, null))?.isOnDevice).toBeUndefined();
    });

    it('of whoever registers the device, or takes it off, goes on', async () => {
      await signIn('off_sho', 'ses_mine');
      const first = await registerDevice(desk.deps, {
        ...{ actor: { ...sho, session: 'ses_mine' }, label: 'Desk', pin: PIN, token: undefined },
      });
      const { who } = await stand();
      desk.clock.advance(IDLE - 1000);
      expect(await who('ses_mine', undefined, first.token)).toMatchObject({ officer: 'off_sho', isOnDevice: true });
      await removeDevice(desk.deps, { actor: { ...sho, session: 'ses_mine' }, id: first.id });
      expect(await who('ses_mine', undefined, first.token)).toMatchObject({ officer: 'off_sho' });
    });
  });
});
