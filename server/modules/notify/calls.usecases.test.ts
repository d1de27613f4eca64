import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runNotifier } from '../../../workers/notify/notifier.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { createActor } from '../inbound/inbound.testing.ts';
import { GOMTI_NAGAR, HAZRATGANJ, LUCKNOW, people, refusal } from '../tickets/desk.testing.ts';
import { climbAlarms } from '../tickets/alarm.usecases.ts';
import { transferTicket } from '../tickets/station.usecases.ts';
import { correctTicket, openTicket } from '../tickets/triage.usecases.ts';
import { noteTelephoned, readCalls } from './calls.usecases.ts';
import { importContacts } from './contacts-import.usecases.ts';
import { changeContact, readContacts } from './contacts.usecases.ts';
import { createNotifyDesk, type NotifyDesk } from './notify.testing.ts';
import { changeWays, readWays, tryWay } from './settings.usecases.ts';
import { openTold, readTold } from './told.usecases.ts';

const SECRET = 'a secret of the gateway';
const URL_OF = 'https://gateway.example/send';

describe.each(testEngines)('whom to telephone, and where positions are reached (%s)', (engine) => {
  let desk: NotifyDesk;
  beforeAll(async () => {
    desk = await createNotifyDesk(engine);
  });
  afterAll(() => desk.close());

  async function opened() {
    const { id, version } = await desk.plea();
    const input = { actor: people.operator, id, version, owner: HAZRATGANJ, category: 'theft' };
    const { ticket } = await openTicket(desk.deps, input);
    await desk.after(10_001);
    return ticket;
  }
  const listed = async (id: string) =>
    (await readCalls(desk.deps, people.operator)).filter(({ dockets }) => dockets.some((one) => one.id === id));
  const contact = { phone: '0522 222', mail: null, quietFrom: 0, quietUntil: 0, locale: 'en', ways: [] } as const;

  it('lists positions by their official number for the desk alone, and notes each call once', async () => {
    await desk.setContact(desk.sho, { phone: '+915222222' });
    const ticket = await opened();
    const calls = await readCalls(desk.deps, people.operator);
    const call = calls.find(({ position }) => position === desk.sho);
    expect(call).toMatchObject({ phone: '+915222222', attempts: 0 });
    expect(call?.dockets).toMatchObject([{ id: ticket.id, reason: 'opened', category: 'theft' }]);
    expect(JSON.stringify(calls)).not.toContain('मोबाइल');
    const id = call?.calls[0]?.id ?? '';
    const note = (attempts: number, reached: boolean, actor = people.operator) =>
      refusal(noteTelephoned(desk.deps, { actor, position: desk.sho, calls: [{ id, attempts }], reached }));
    expect(await refusal(readCalls(desk.deps, people.station))).toBe('officers.not_allowed');
    expect(await note(0, true, people.station)).toBe('officers.not_allowed');
    const elsewhere = createActor({ unit: 'u_up_jaunpur', role: 'operator' });
    expect(await note(0, true, elsewhere)).toBe('notify.call_not_found');
    expect(await readCalls(desk.deps, elsewhere)).toEqual([]);
    expect(await Promise.all([note(0, false), note(0, false)])).toContain('notify.call_done');
    expect(await note(1, true)).toBeNull();
    expect(await note(1, true)).toBe('notify.call_not_found');
    expect(await listed(ticket.id)).toEqual([]);
    const told = await readTold(desk.deps, { actor: people.commissioner, id: ticket.id });
    expect(told.told).toMatchObject([{ way: 'call', state: 'reached', title: { en: 'SHO Hazratganj' } }]);
    expect(await refusal(readTold(desk.deps, { actor: people.stranger, id: ticket.id }))).toBe('tickets.not_found');
  });

  it('calls nobody who has opened it', async () => {
    const ticket = await opened();
    const actor = { ...people.station, posts: people.station.posts.map((post) => ({ ...post, position: desk.sho })) };
    await openTold(desk.deps, { actor, id: ticket.id });
    await openTold(desk.deps, { actor, id: ticket.id });
    expect(await listed(ticket.id)).toEqual([]);
    expect(await refusal(openTold(desk.deps, { actor: people.stranger, id: ticket.id }))).toBe('tickets.not_found');
  });

  it('calls no position about a docket that it may not know any more, or that another has', async () => {
    const accused = await opened();
    const moved = await opened();
    const [mine, others] = [await listed(accused.id), await listed(moved.id)];
    expect([mine, others].map((found) => found.map(({ position }) => position))).toEqual([[desk.sho], [desk.sho]]);
    await correctTicket(desk.deps, {
      ...{ actor: people.operator, id: accused.id, version: accused.version },
      ...{ aboutPolice: 'yes', accusedUnit: HAZRATGANJ },
    });
    const to = { to: GOMTI_NAGAR, reason: 'Theirs' };
    await transferTicket(desk.deps, { actor: people.operator, id: moved.id, version: moved.version, ...to });
    for (const { id } of [accused, moved]) expect(await listed(id)).toEqual([]);
    const note = (docket: string) => {
      const calls = mine.flatMap((one) => (one.dockets.some(({ id }) => id === docket) ? one.calls : []));
      return refusal(noteTelephoned(desk.deps, { actor: people.operator, position: desk.sho, calls, reached: true }));
    };
    expect(await note(accused.id)).toBe('notify.call_not_found');
    await desk.after(10_001);
    for (const { id } of [accused, moved])
      for (const { position } of await listed(id)) expect(position).not.toBe(desk.sho);
  });

  it('calls nobody any more about a danger that there is not', async () => {
    const { id, version } = await desk.plea();
    await correctTicket(desk.deps, { actor: people.operator, id, version, urgency: 'life-risk' });
    const red = await desk.read(id);
    const owner = { owner: HAZRATGANJ, category: 'theft' };
    const { ticket } = await openTicket(desk.deps, { actor: people.operator, id, version: red.version, ...owner });
    const levels = async () => (await desk.rows()).filter((row) => row.ticket === id && row.reason === 'alarm').length;
    desk.clock.advance(10_001);
    for (let minute = 0; minute < 4; minute += 1) {
      await climbAlarms({ ...desk.deps, tree: desk.directory });
      await desk.after(60_001);
    }
    expect(await levels()).toBeGreaterThan(2);
    const calls = await readCalls(desk.deps, people.operator);
    const positions = calls.map(({ position }) => position);
    expect(new Set(positions).size).toBe(positions.length);
    expect(calls[0]).toMatchObject({ red: true });
    expect((await listed(id)).length).toBeGreaterThan(0);
    const { version: last } = await desk.read(ticket.id);
    await correctTicket(desk.deps, { actor: people.operator, id, version: last, urgency: 'normal' });
    expect((await listed(id)).flatMap(({ dockets }) => dockets.filter((one) => one.red))).toEqual([]);
  });

  it('lets administrators of the unit alone say where a position is reached, one at a time', async () => {
    const [position] = desk.directory.officesOf(LUCKNOW);
    const id = position?.id ?? '';
    const change = (actor: (typeof people)[keyof typeof people], version: number) =>
      refusal(changeContact(desk.deps, { actor, position: id, input: { ...contact, ways: [], version } }));
    expect(await change(people.station, 0)).toBe('officers.not_allowed');
    const both = await Promise.all([change(people.admin, 0), change(people.admin, 0)]);
    expect(both.sort()).toEqual([null, 'notify.contact_changed'].sort());
    expect(await change(people.admin, 1)).toBeNull();
    const shown = await readContacts(desk.deps, { actor: people.admin, unit: LUCKNOW });
    expect(shown.find((one) => one.position === id)).toMatchObject({ phone: '0522 222', version: 2 });
    const events = await desk.deps.events.ofStream(`position:${id}`);
    expect(JSON.stringify(events)).not.toContain('0522');
  });

  it('imports official numbers after a preview, all or none', async () => {
    const run = (csv: string, apply: boolean) => importContacts(desk.deps, { actor: people.admin, csv, apply });
    const good = `unit,phone,mail\n${LUCKNOW},0522-111,CP@police.example\n`;
    expect(await run(good, false)).toMatchObject({
      applied: false,
      changes: [{ phone: '0522111', mail: 'cp@police.example' }],
    });
    const bad = await run(`${good}u_none,1,x\n${HAZRATGANJ},12345,not mail\n`, true);
    expect(bad).toMatchObject({ applied: false });
    expect(bad.errors.map(({ line }) => line)).toEqual([3, 4]);
    expect(await run(good, true)).toMatchObject({ applied: true });
    expect(await run(good, true)).toMatchObject({ applied: true, changes: [] });
    const lanes: unknown[] = [];
    const write: typeof desk.deps.db.write = (work, options) => {
      lanes.push(options?.lane);
      return desk.deps.db.write(work, options);
    };
    const units = [...desk.directory.gazetteer()]
      .map(({ id }) => id)
      .filter((id) => desk.directory.headOf(id))
      .slice(0, 101);
    expect(units).toHaveLength(101);
    const csv = ['unit,phone,mail', ...units.map((unit, n) => `${unit},0522-5${String(n).padStart(5, '0')},`)].join(
      '\n',
    );
    const deps = { ...desk.deps, db: { ...desk.deps.db, write } };
    const imported = await importContacts(deps, { actor: people.admin, csv, apply: true });
    expect(imported).toMatchObject({ applied: true });
    expect(imported.changes).toHaveLength(101);
    expect(lanes).toEqual(['batch', 'batch']);
    expect(await refusal(run('a,b\n1,2', true))).toBe('notify.csv_unreadable');
    expect(await refusal(importContacts(desk.deps, { actor: people.station, csv: good, apply: true }))).toBe(
      'officers.not_allowed',
    );
  });

  it('keeps the secret of a gateway sealed, and gives it to no other address', async () => {
    const change = (sms: { url: string; secret?: string } | null, version: number, actor = people.admin) =>
      refusal(changeWays(desk.deps, { actor, input: { version, from: null, whatsapp: null, sms } }));
    expect(await change({ url: URL_OF, secret: SECRET }, 0, people.station as never)).toBe('officers.not_allowed');
    expect(await change({ url: URL_OF }, 0)).toBe('notify.secret_needed');
    expect(await change({ url: URL_OF, secret: SECRET }, 0)).toBeNull();
    expect(await change({ url: URL_OF, secret: SECRET }, 0)).toBe('notify.settings_changed');
    expect(await change({ url: 'https://elsewhere.example' }, 1)).toBe('notify.secret_needed');
    expect(await change({ url: URL_OF }, 1)).toBeNull();
    const shown = await readWays(desk.deps, people.admin);
    expect(shown).toMatchObject({ version: 2, sms: { url: URL_OF }, whatsapp: null });
    const kept = await desk.deps.db.read.select().from(desk.deps.db.tables.setting);
    expect(JSON.stringify([shown, kept])).not.toContain(SECRET);
  });

  it('sends a test to the administrator’s own position, and says when nothing reaches it', async () => {
    const id = desk.directory.officesOf('u_up').find(({ role }) => role === 'admin')?.id ?? '';
    const actor = { ...people.admin, posts: people.admin.posts.map((post) => ({ ...post, position: id })) };
    expect(await refusal(tryWay(desk.deps, { actor, way: 'mail' }))).toBe('notify.way_off');
    await desk.setContact(id, { mail: 'admin@police.example' });
    desk.mail.heard.length = 0;
    await tryWay(desk.deps, { actor, way: 'mail' });
    expect(desk.mail.heard).toMatchObject([{ title: 'Test message from Pukaar', link: null }]);
    desk.mail.failures.push({ kind: 'refused', code: 'smtp:550' });
    expect(await refusal(tryWay(desk.deps, { actor, way: 'mail' }))).toBe('notify.test_failed');
    await runNotifier(desk.deps);
  });
});
