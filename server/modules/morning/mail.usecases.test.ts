import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KOLKATA, midnightBefore } from '../../platform/clock/kolkata.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { writeSetting } from '../../platform/settings/settings.repository.ts';
import { SETTING } from '../notify/ways.usecases.ts';
import type { Actor } from '../officers/actor.types.ts';
import { createNotifyDesk, type NotifyDesk } from '../notify/notify.testing.ts';
import { HAZRATGANJ, LUCKNOW, people, refusal } from '../tickets/desk.testing.ts';
import { correctTicket, openTicket } from '../tickets/triage.usecases.ts';
import { dayName, dueDay, weekday } from './due.rules.ts';
import { readMails, sendMornings, setMail } from './mail.usecases.ts';
import type { MorningPage } from './morning.types.ts';
import { printMorning } from './morning.usecases.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ALL = [0, 1, 2, 3, 4, 5, 6];

describe('when a page is due', () => {
  it('is at its time on its days in Kolkata, and for three hours after', () => {
    const monday = Date.UTC(2026, 10, 23) - KOLKATA;
    expect(weekday(monday)).toBe(0);
    expect(dayName(monday)).toBe('2026-11-23');
    const mail = { minute: 8 * 60, days: [0] };
    const at = (hour: number) => dueDay(mail, monday + hour * HOUR) !== null;
    expect([at(7.9), at(8), at(10.9), at(11.1)]).toEqual([false, true, true, false]);
    expect(dueDay(mail, monday + DAY + 8 * HOUR)).toBeNull();
  });
  it('is still, after midnight, for a page of the evening before', () => {
    const monday = Date.UTC(2026, 10, 23) - KOLKATA;
    const late = { minute: 23 * 60 + 30, days: [0] };
    const at = (hour: number) => dueDay(late, monday + hour * HOUR);
    expect([at(23.4), at(23.6), at(24.5), at(26.4)]).toEqual([null, '2026-11-23', '2026-11-23', '2026-11-23']);
    expect([at(26.6), at(-0.5)]).toEqual([null, null]);
  });
});

describe.each(testEngines)('the page for the morning on %s', (engine) => {
  let desk: NotifyDesk;
  let office = '';
  const pages: MorningPage[] = [];
  const print = (page: MorningPage): Promise<Uint8Array> => {
    pages.push(page);
    return Promise.resolve(Buffer.from('%PDF'));
  };
  const deps = () => ({ ...desk.deps, tree: desk.directory, printer: { print } });
  beforeAll(async () => {
    desk = await createNotifyDesk(engine);
    office = desk.directory.headOf(LUCKNOW)?.id ?? '';
    await desk.setContact(office, { mail: 'cp@police.example' });
  }, 120_000);
  afterAll(() => desk.close());

  const { operator, station, commissioner, stranger, admin } = people;
  const chief = (): Actor => {
    const [post] = commissioner.posts;
    return { ...commissioner, posts: post ? [{ ...post, position: office }] : [] };
  };
  const input = { unit: HAZRATGANJ, language: 'en', minute: 8 * 60, days: ALL } as const;
  const set = (version: number, change: object = {}, actor = chief()) =>
    setMail(deps(), { actor, position: office, input: { ...input, days: [...ALL], version, ...change } });
  async function open({ category = 'theft', about = false } = {}) {
    const plea = await desk.plea();
    const by = { actor: operator, id: plea.id, version: plea.version };
    const { ticket } = await openTicket(desk.deps, { ...by, owner: HAZRATGANJ, category });
    if (!about) return ticket;
    const accused = { aboutPolice: 'yes', accusedUnit: HAZRATGANJ } as const;
    return (await correctTicket(desk.deps, { ...by, version: ticket.version, ...accused })).ticket;
  }
  const printed = async (unit: string, actor = chief()) => {
    await printMorning(deps(), { actor, unit, locale: 'en' });
    return JSON.stringify(pages.at(-1));
  };

  it('tells numbers and dockets, no words, no category of what is protected, and nothing of a complaint about the unit', async () => {
    const theft = await open();
    const hidden = await open({ category: 'women-safety' });
    const about = await open({ about: true });
    desk.clock.advance(40 * DAY);
    const page = await printed(HAZRATGANJ);
    expect(page).toContain(theft.docket);
    expect(page).toContain(hidden.docket);
    expect(page).toContain('protected');
    expect(page).not.toContain(about.docket);
    for (const { headline } of [theft, hidden, about]) expect(page).not.toContain(headline.slice(0, 12));
    const numbers = pages.at(-1)?.numbers ?? [];
    expect(numbers[0]?.value).toBe('2');
    expect(await printed(LUCKNOW)).toContain(about.docket);
    expect(await refusal(printed(LUCKNOW, station))).toBe('tickets.not_found');
    expect(await refusal(printed(HAZRATGANJ, stranger))).toBe('tickets.not_found');
    expect(await refusal(printed(HAZRATGANJ, admin))).toBe('tickets.not_found');
  });

  it('is for the position’s holder to order, for what lies under it, and of two at one moment one does', async () => {
    expect(await refusal(set(0, {}, station))).toBe('officers.not_allowed');
    expect(await refusal(set(0, { unit: 'u_up' }))).toBe('tickets.not_found');
    const both = await Promise.all([refusal(set(0)), refusal(set(0))]);
    expect(both.filter((code) => code === null)).toHaveLength(1);
    expect(both).toContain('morning.changed');
    const [mine] = (await readMails(deps(), chief())).positions;
    expect(mine).toMatchObject({ address: 'cp@police.example', version: 1, mail: { unit: HAZRATGANJ, minute: 480 } });
  });

  it('goes out once a day, whoever works and dies, and is tried again where nothing happened', async () => {
    const at = midnightBefore(desk.clock.now()) + DAY + 8 * HOUR;
    desk.clock.advance(at - desk.clock.now() - MINUTE);
    expect(await sendMornings(deps())).toBe(0);
    desk.clock.advance(2 * MINUTE);
    desk.mail.failures.push({ kind: 'busy', code: 'ECONNREFUSED' });
    const before = desk.mail.heard.length;
    expect(await sendMornings(deps())).toBe(0);
    const sent = await Promise.all([sendMornings(deps()), sendMornings(deps()), sendMornings(deps())]);
    expect(sent.sort()).toEqual([0, 0, 1]);
    expect(await sendMornings(deps())).toBe(0);
    expect(desk.mail.heard.length - before).toBe(2);
    const mail = desk.mail.heard.at(-1);
    expect(mail?.to.mail).toBe('cp@police.example');
    expect(mail?.files?.[0]?.mime).toBe('application/pdf');
    // Of what was broken off in the middle nobody knows whether it went out.
    desk.clock.advance(DAY);
    desk.mail.failures.push({ kind: 'doubtful', code: 'ETIMEDOUT' });
    await sendMornings(deps());
    expect(await sendMornings(deps())).toBe(0);
    const [mine] = (await readMails(deps(), chief())).positions;
    expect(mine?.sends.map(({ state }) => state)).toEqual(['unknown', 'sent']);
  });

  it('goes out after midnight when nothing ran before it, once, and not where the process stops', async () => {
    await set(1, { minute: 23 * 60 + 50 });
    const midnight = midnightBefore(desk.clock.now()) + 2 * DAY;
    desk.clock.advance(midnight + 10 * MINUTE - desk.clock.now());
    const stopped = AbortSignal.abort();
    expect(await sendMornings(deps(), stopped)).toBe(0);
    expect(await sendMornings(deps())).toBe(1);
    expect(await sendMornings(deps())).toBe(0);
    const [mine] = (await readMails(deps(), chief())).positions;
    expect(mine?.sends[0]).toMatchObject({ day: dayName(midnight - HOUR), state: 'sent' });
    await set(2);
  });

  it('goes to everybody else when one cannot be made, its row cannot be written or another way is shut', async () => {
    const at = midnightBefore(desk.clock.now()) + DAY + 8 * HOUR + MINUTE;
    desk.clock.advance(at - desk.clock.now());
    const { db } = desk.deps;
    await db.write((tx) =>
      writeSetting(tx, {
        name: SETTING,
        value: { version: 1, from: null, gateways: { sms: { url: 'https://sms.example', secret: 'of another key' } } },
      }),
    );
    const row = { locale: 'en', minute: 480, days: ALL, officer: 'off_1', version: 1, updatedAt: at };
    await db.write((tx) =>
      tx.insertRows(tx.tables.morningMail, [
        { ...row, position: 'a_pos_of_nothing', unit: HAZRATGANJ },
        { ...row, position: desk.sho, unit: 'u_gone' },
      ]),
    );
    expect(await sendMornings(deps())).toBe(1);
    const events = {
      ...desk.deps.events,
      append: (...given: Parameters<typeof desk.deps.events.append>) =>
        given[1][0]?.stream.endsWith('nothing') === true
          ? Promise.reject(new Error('the disk is full'))
          : desk.deps.events.append(...given),
    };
    desk.clock.advance(DAY);
    expect(await sendMornings({ ...deps(), events })).toBe(1);
    const { morningMail } = db.tables;
    for (const position of ['a_pos_of_nothing', desk.sho])
      await db.write((tx) => tx.delete(morningMail).where(eq(morningMail.position, position)));
  });

  it('is mailed no more once no day is left', async () => {
    desk.clock.advance(DAY);
    await set(3, { days: [] });
    expect(await sendMornings(deps())).toBe(0);
  });
});
