import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testEngines } from '../../platform/db/testing.ts';
import type { Actor } from '../officers/actor.types.ts';
import { holdsNow } from '../officers/holding.usecases.ts';
import { HAZRATGANJ, people, refusal } from '../tickets/desk.testing.ts';
import { stepAlarm } from '../tickets/alarm.usecases.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
import { createChargeDesk, SHO, type ChargeDesk } from './charge.testing.ts';
import { registerDevice } from './device.usecases.ts';
import { acceptCharge, endOffer, findSuccessors, offerCharge, readCharge } from './handover.usecases.ts';
import { findOpenDevice } from './device-session.usecases.ts';
import { unlockDevice } from './unlock.usecases.ts';

const PIN = '482915';

describe.each(testEngines)('handing over the charge of a station on %s', (engine) => {
  let desk: ChargeDesk;
  let sho: Actor;
  let next: Actor;
  let third: Actor;
  let admin: Actor;
  beforeAll(async () => {
    desk = await createChargeDesk(engine);
    sho = await desk.post('off_sho', 'Vikram Singh', SHO);
    next = await desk.post('off_next', 'Rakesh Gupta', 'pos_up_lucknow_gomti_nagar_sho');
    third = await desk.post('off_third', 'Anita Rao', 'pos_up_lucknow_hussainganj_sho');
    admin = await desk.post('off_admin', 'Sunita Yadav', 'pos_up_admin');
  });
  afterAll(() => desk.close());
  beforeEach(() => desk.clock.advance(3_600_000));

  const offer = (input: Partial<Parameters<typeof offerCharge>[1]> = {}) =>
    offerCharge(desk.deps, {
      actor: sho,
      position: SHO,
      to: 'off_next',
      note: 'Two men stand at the crossing',
      ...input,
    });
  const accept = (id: string, input: Partial<Parameters<typeof acceptCharge>[1]> = {}) =>
    acceptCharge(desk.deps, { actor: next, id, token: undefined, ...input });
  const holds = (officer: string) => holdsNow(desk.deps.db.read, { officer, position: SHO, at: desk.clock.now() });
  const charge = (actor: Actor) => readCharge(desk.deps, { actor, token: undefined });
  const as = (actor: Actor, from: Actor): Actor => ({ ...actor, posts: from.posts });

  it('is offered by who holds it, to an officer who may take it', async () => {
    expect(await refusal(offer({ actor: third }))).toBe('charge.not_station');
    expect(await refusal(offer({ to: 'off_sho' }))).toBe('charge.not_eligible');
    expect(await refusal(offer({ to: 'off_admin' }))).toBe('charge.not_eligible');
    expect(await refusal(offer({ to: 'off_nobody' }))).toBe('charge.not_eligible');
    expect(await refusal(offer({ actor: { ...sho, officer: 'key_1' } }))).toBe('officers.person_needed');
    const names = async (q: string) =>
      (await findSuccessors(desk.deps, { actor: sho, position: SHO, q })).map(({ officer }) => officer);
    expect(await names('rakesh')).toEqual(['off_next']);
    expect(await names('off_third')).toEqual(['off_third']);
    expect(await names('')).not.toContain('off_sho');
    expect(await names('off_admin')).toEqual([]);
    await expect(findSuccessors(desk.deps, { actor: next, position: SHO, q: '' })).rejects.toMatchObject({
      code: 'charge.not_station',
    });
    expect(admin.posts).toHaveLength(1);
  });

  it('may be taken back or declined, once, and stays until then', async () => {
    const { id } = await offer();
    expect(await refusal(offer({ to: 'off_third' }))).toBe('charge.handover_open');
    expect((await charge(next)).toMe).toMatchObject([
      { id, from: 'Vikram Singh', note: 'Two men stand at the crossing' },
    ]);
    expect((await charge(sho)).posts[0]?.offered).toMatchObject({ id, to: 'Rakesh Gupta' });
    expect((await charge(third)).toMe).toEqual([]);
    const end = (actor: Actor, how: 'withdrawn' | 'declined') => endOffer(desk.deps, { actor, id, how });
    expect(await refusal(end(third, 'declined'))).toBe('charge.handover_gone');
    expect(await refusal(end(next, 'withdrawn'))).toBe('charge.handover_gone');
    await end(sho, 'withdrawn');
    expect(await refusal(end(next, 'declined'))).toBe('charge.handover_gone');
    expect(await refusal(accept(id))).toBe('charge.handover_gone');
    const again = await offer();
    await endOffer(desk.deps, { actor: next, id: again.id, how: 'declined' });
    expect(await holds('off_sho')).toBe(true);
  });

  it('passes in one step with what is in hand; the device opens to the new holder alone', async () => {
    const plea = await desk.plea();
    const danger = await openTicket(desk.deps, {
      ...{ actor: people.operator, id: plea.id, version: plea.version, owner: HAZRATGANJ, urgency: 'life-risk' },
    });
    await stepAlarm(desk.deps, { actor: sho, id: danger.ticket.id, version: 1, step: 'take' });
    const device = await registerDevice(desk.deps, { actor: sho, label: 'Desk', pin: PIN, token: undefined });
    const unlock = (pin: string) => unlockDevice(desk.deps, { token: device.token, pin, address: '203.0.113.7' });
    const opened = await unlock(PIN);
    const { id } = await offer();
    expect((await charge(next)).toMe).toMatchObject([{ inHand: 1, red: 1 }]);
    const before = await desk.deps.events.ofStream(`position:${SHO}`);
    expect(await refusal(accept(id, { actor: third }))).toBe('charge.handover_gone');
    expect(await refusal(accept(id, { pin: '123456' }))).toBe('charge.pin_weak');
    await accept(id, { pin: '739164', token: device.token });
    expect([await holds('off_sho'), await holds('off_next')]).toEqual([false, true]);
    expect(desk.deps.directory.office(SHO)?.holder).toMatchObject({ officer: 'off_next', kind: 'substantive' });
    const events = (await desk.deps.events.ofStream(`position:${SHO}`)).slice(before.length);
    expect(events.map(({ type }) => type)).toEqual(['posting.ended', 'posting.started', 'charge.accepted']);
    expect(JSON.stringify(events)).not.toContain('crossing');
    expect(await findOpenDevice(desk.deps, opened.token)).toBeNull();
    expect(await refusal(unlock(PIN))).toBe('charge.pin_wrong');
    expect(await findOpenDevice(desk.deps, (await unlock('739164')).token)).toMatchObject({ officer: 'off_next' });
    const { alarm } = desk.deps.db.tables;
    const [taken] = await desk.deps.db.read.select().from(alarm);
    expect(taken).toMatchObject({ takenBy: 'off_next', takenPosition: SHO });
    expect(await refusal(accept(id))).toBe('charge.handover_gone');
  });

  it('is neither offered nor taken by a PIN alone', async () => {
    const holder = as(next, sho);
    expect(await refusal(offer({ actor: desk.byPin(holder, 'dse_1'), to: 'off_sho' }))).toBe('charge.full_sign_in');
    const { id } = await offer({ actor: holder, to: 'off_sho' });
    expect(await refusal(accept(id, { actor: desk.byPin(sho, 'dse_1') }))).toBe('charge.full_sign_in');
    expect(await holds('off_sho')).toBe(false);
    await endOffer(desk.deps, { actor: desk.byPin(holder, 'dse_1'), id, how: 'withdrawn' });
  });

  it('goes to one of two who accept at one moment, and without a PIN the device has none', async () => {
    const holder = as(next, sho);
    const { token } = await registerDevice(desk.deps, { actor: holder, label: 'Desk', pin: PIN, token: undefined });
    const { id } = await offer({ actor: holder, to: 'off_sho' });
    const codes = await Promise.all([1, 2].map(() => refusal(accept(id, { actor: sho, token }))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'charge.handover_gone')).toHaveLength(1);
    expect(await holds('off_sho')).toBe(true);
    expect(await refusal(unlockDevice(desk.deps, { token, pin: '739164', address: '203.0.113.8' }))).toBe(
      'charge.pin_none',
    );
    const { posting } = desk.deps.db.tables;
    const open = (await desk.deps.db.read.select().from(posting)).filter(
      (row) => row.position === SHO && (row.validTo === null || row.validTo > desk.clock.now()),
    );
    expect(open).toHaveLength(1);
  });

  it('cannot be taken from who does not hold it any more; the next holder may offer it anew', async () => {
    const { id } = await offer({ actor: sho, to: 'off_third' });
    const { posting } = desk.deps.db.tables;
    const at = desk.clock.now();
    const [held] = (await desk.deps.db.read.select().from(posting)).filter(
      (row) => row.officer === 'off_sho' && row.validTo === null,
    );
    await desk.deps.db.write((tx) => tx.updateRows(posting, [{ id: held?.id ?? '', validTo: at }]));
    await desk.deps.db.write((tx) =>
      tx.insertRows(posting, [
        { id: 'pst_new', position: SHO, officer: 'off_next', kind: 'substantive', validFrom: at, validTo: null },
      ]),
    );
    desk.clock.advance(1000);
    expect(await refusal(accept(id, { actor: third }))).toBe('units.posting_ended');
    await offer({ actor: as(next, sho), to: 'off_third' });
  });
});
