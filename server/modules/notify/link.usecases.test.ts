import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runNotifier } from '../../../workers/notify/notifier.ts';
import type { HttpEnv } from '../../http/env.ts';
import { testEngines } from '../../platform/db/testing.ts';
import { isDomainError } from '../../platform/errors.ts';
import { dropUnusedFiles } from '../evidence/unused.usecases.ts';
import { NOON } from '../inbound/inbound.testing.ts';
import { HAZRATGANJ, GOMTI_NAGAR, people, refusal } from '../tickets/desk.testing.ts';
import { setSafeContact } from '../tickets/safe-contact.usecases.ts';
import { closeTicket, takeUpTicket, transferTicket } from '../tickets/station.usecases.ts';
import type { Ticket } from '../tickets/tickets.types.ts';
import { openTicket } from '../tickets/triage.usecases.ts';
import { insertLink } from './link.repository.ts';
import { createLinkFormRoutes, createLinkRoutes } from './link.routes.ts';
import { hashToken, LINK_LASTS } from './link.rules.ts';
import { actByLink, readLink, type LinkAct } from './link.usecases.ts';
import { createNotifyDesk, type NotifyDesk } from './notify.testing.ts';
import { readTold, setProposalAside } from './told.usecases.ts';

const GONE = 'notify.link_gone';
const HOUR = 60 * 60_000;
const PNG = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
);

describe.each(testEngines)('one-time link (%s)', (engine) => {
  let desk: NotifyDesk;
  let day = 0;
  beforeAll(async () => {
    desk = await createNotifyDesk(engine);
    await desk.setContact(desk.sho, { mail: 'sho.hazratganj@police.example' });
  });
  afterAll(() => desk.close());
  beforeEach(async () => {
    day += 1;
    desk.clock.set(NOON + day * 24 * HOUR);
    await runNotifier(desk.deps);
    await runNotifier(desk.deps);
    desk.mail.heard.length = 0;
  });

  async function told(category = 'theft'): Promise<{ ticket: Ticket; token: string }> {
    const { id, version } = await desk.plea();
    const input = { actor: people.operator, id, version, owner: HAZRATGANJ, category };
    const { ticket } = await openTicket(desk.deps, input);
    await desk.after(10_001);
    return { ticket, token: desk.mail.heard.at(-1)?.link?.split('/t/')[1] ?? '' };
  }
  const acts = async ({ id }: Ticket) =>
    (await desk.deps.events.ofStream(`ticket:${id}`)).filter(({ actor }) => actor === `link:${desk.sho}`);
  const act = (token: string, input: LinkAct) => actByLink(desk.deps, { ...input, token });

  it('shows the docket and changes nothing, however often it is looked at', async () => {
    const { ticket, token } = await told();
    const events = await desk.deps.events.ofStream(`ticket:${ticket.id}`);
    for (let n = 0; n < 3; n += 1)
      expect(await readLink(desk.deps, token)).toMatchObject({
        ...{ docket: ticket.docket, state: 'open', isHidden: false },
        about: {
          category: { en: expect.stringContaining('Theft') as string },
          words: expect.stringContaining('मोबाइल') as string,
        },
      });
    expect(await desk.deps.events.ofStream(`ticket:${ticket.id}`)).toEqual(events);
    const [row] = (await desk.rows()).filter(({ ticket: of }) => of === ticket.id);
    expect(row?.openedAt).toBeNull();
  });

  it('keeps no token, and shows no words of a protected matter', async () => {
    const { token } = await told('women-safety');
    expect(await readLink(desk.deps, token)).toMatchObject({ isHidden: true, about: null });
    const links = await desk.deps.db.read.select().from(desk.deps.db.tables.positionLink);
    expect(JSON.stringify(links)).not.toContain(token);
  });

  it('says how the person may be called, and of a protected matter only that there is a rule', async () => {
    for (const [category, expected] of [
      ['theft', { isHidden: false, mayCall: false, words: 'Ask for the sister' }],
      ['women-safety', { isHidden: true }],
    ] as const) {
      const { ticket, token } = await told(category);
      expect((await readLink(desk.deps, token)).safeContact).toBeNull();
      const { id, version } = await desk.read(ticket.id);
      const rule = { mayCall: false, hours: null, words: 'Ask for the sister' };
      await setSafeContact(desk.deps, { actor: people.station, id, version, ...rule });
      const { safeContact } = await readLink(desk.deps, token);
      expect(safeContact).toMatchObject(expected);
      if (category !== 'theft') expect(safeContact).toEqual({ isHidden: true });
    }
  });

  it('takes the docket up once, tells who did, and leads on by another link', async () => {
    const { ticket, token } = await told();
    const { next } = await act(token, { act: 'picked-up' });
    expect(await desk.read(ticket.id)).toMatchObject({ state: 'in_process' });
    expect((await acts(ticket)).map(({ type }) => type)).toEqual(['ticket.taken-up']);
    expect(await refusal(act(token, { act: 'picked-up' }))).toBe(GONE);
    expect(await refusal(readLink(desk.deps, token))).toBe(GONE);
    expect(next).not.toBe(token);
    await act(next ?? '', { act: 'not-reached' });
    expect((await acts(ticket)).map(({ data }) => data.reached)).toEqual([undefined, false]);
    const [row] = (await desk.rows()).filter(({ ticket: of }) => of === ticket.id);
    expect(row?.openedAt).toBe(desk.clock.now());
  });

  it('is used by one of many at one moment', async () => {
    const { ticket, token } = await told();
    const codes = await Promise.all(Array.from({ length: 6 }, () => refusal(act(token, { act: 'reached' }))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === GONE)).toHaveLength(5);
    expect(await acts(ticket)).toHaveLength(1);
  });

  it('proposes a report with a photograph, and never closes', async () => {
    const { ticket, token } = await told();
    const photo = { bytes: PNG, name: '../scene.png' };
    const { next } = await act(token, { act: 'report', outcome: 'settled', line: 'Both heard', photo });
    expect(next).toBeNull();
    expect(await desk.read(ticket.id)).toMatchObject({ state: 'open', outcome: null, closedAt: null });
    const { proposals } = await readTold(desk.deps, { actor: people.station, id: ticket.id });
    expect(proposals).toMatchObject([{ outcome: 'settled', line: 'Both heard', settledAt: null }]);
    expect(proposals[0]?.href).toContain('/attachments/');
    const said = JSON.stringify(await acts(ticket));
    expect(said).not.toContain('Both heard');
    const id = proposals[0]?.id ?? '';
    const settle = (actor = people.station) => setProposalAside(desk.deps, { actor, id: ticket.id, proposal: id });
    expect(await refusal(settle(people.stranger))).toBe('tickets.not_found');
    expect(await refusal(settle(people.operator))).toBe('officers.not_allowed');
    expect(await refusal(settle())).toBeNull();
    expect(await refusal(settle())).toBe('notify.proposal_settled');
  });

  it('leaves the files of all but one of many at one moment to be dropped', async () => {
    const { ticket, token } = await told();
    const report = (n: number) => {
      const bytes = new Uint8Array([...PNG, n]);
      return refusal(act(token, { act: 'report', outcome: 'settled', line: '', photo: { bytes, name: 'a.png' } }));
    };
    const codes = await Promise.all([1, 2, 3].map((n) => report(n)));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    const { attachment, blob } = desk.deps.db.tables;
    const kept = (await desk.deps.db.read.select().from(attachment)).filter((row) => row.ticket === ticket.id);
    expect(kept).toHaveLength(1);
    desk.clock.advance(2 * HOUR);
    const stored = async () => {
      const hashes: string[] = [];
      for await (const { hash } of desk.deps.blobs.list()) hashes.push(hash);
      return hashes;
    };
    const unused = (await desk.deps.db.read.select().from(blob)).filter(({ unusedAt }) => unusedAt !== null);
    await dropUnusedFiles(desk.deps);
    const left = await stored();
    expect(left).toContain(kept[0]?.blob);
    for (const { hash } of unused) expect(left.includes(hash)).toBe(hash === kept[0]?.blob);
    const own = [1, 2, 3].map((n) =>
      createHash('sha256')
        .update(new Uint8Array([...PNG, n]))
        .digest('hex'),
    );
    expect(own.filter((hash) => left.includes(hash))).toEqual([kept[0]?.blob]);
  });

  it('says the same again without an event, and leads on ten times at most', async () => {
    const { ticket, token } = await told();
    let next: string | null = token;
    const first = await act(token, { act: 'reached' });
    expect(await act(first.next ?? '', { act: 'reached' })).toEqual(first);
    expect(await acts(ticket)).toHaveLength(1);
    next = first.next;
    for (let n = 0; n < 12 && next !== null; n += 1)
      ({ next } = await act(next, { act: n % 2 === 0 ? 'not-reached' : 'reached' }));
    expect(next).toBeNull();
    expect(await acts(ticket)).toHaveLength(10);
  });

  it('lets nobody take up what his position may not', async () => {
    const { ticket } = await told();
    const office = desk.directory.officesOf('u_up').find(({ role }) => role === 'state');
    const token = 'S'.repeat(43);
    const at = desk.clock.now();
    await desk.deps.db.write((tx) =>
      insertLink(tx, {
        ...{ id: `lnk_${ticket.id}`, tokenHash: hashToken(token), ticket: ticket.id, position: office?.id ?? '' },
        ...{ send: 'nsd_none', createdAt: at, expiresAt: at + HOUR, usedAt: null, act: null },
      }),
    );
    expect(await readLink(desk.deps, token)).toMatchObject({ state: 'open', canPickUp: false });
    expect(await refusal(act(token, { act: 'picked-up' }))).toBe('officers.not_allowed');
    expect(await desk.read(ticket.id)).toMatchObject({ state: 'open' });
    expect(await refusal(act(token, { act: 'reached' }))).toBeNull();
  });

  it('keeps nobody with a link waiting for those who guess, and counts no look', async () => {
    const { token } = await told();
    const app = new Hono<HttpEnv>()
      .onError((error, c) => c.text(isDomainError(error) ? error.code : 'defect', 400))
      .route('/', createLinkFormRoutes(desk.deps))
      .route('/', createLinkRoutes(desk.deps));
    const look = async (name: string) => (await app.request(`/links/${name}`)).text();
    const { signInThrottle: throttle } = desk.deps.db.tables;
    const counted = async () => (await desk.deps.db.read.select().from(throttle)).length;
    const before = await counted();
    expect(JSON.parse(await look(token))).toMatchObject({ canPickUp: true });
    expect(await counted()).toBe(before);
    const guesses: string[] = [];
    for (let n = 0; n < 35; n += 1) guesses.push(await look('A'.repeat(43)));
    expect(guesses.at(-1)).toBe('tickets.too_many_tries');
    expect(JSON.parse(await look(token))).toMatchObject({ canPickUp: true });
    let isRead = false;
    const body = () =>
      new ReadableStream(
        {
          pull: (controller) => {
            isRead = true;
            controller.close();
          },
        },
        { highWaterMark: 0 },
      );
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const form = (name: string) =>
      app.request(`/t/${name}`, { method: 'POST', headers, body: body(), duplex: 'half' } as RequestInit);
    expect((await form('A'.repeat(43))).headers.get('location')).toBe('/t/wait');
    expect(isRead).toBe(false);
    const act = (text: string) =>
      app.request(`/t/${token}`, {
        ...{ method: 'POST', body: text },
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(text.length) },
      });
    expect(await (await act(`act=reached&line=${'x'.repeat(20_000)}`)).text()).toBe('http.too_large');
    expect((await act('act=reached')).headers.get('location')).toMatch(/^\/t\/[\w-]{43}\?done=reached$/);
    // Used, and still no guess.
    expect((await act('act=reached')).headers.get('location')).toBe(`/t/${token}`);
  });

  it('is not used up by a report that is refused', async () => {
    const { token } = await told();
    expect(await refusal(act(token, { act: 'report', outcome: 'solved', line: '', photo: null }))).toBe(
      'notify.outcome_needed',
    );
    const text = { bytes: new Uint8Array(Buffer.from('#!/bin/sh')), name: 'a.png' };
    expect(await refusal(act(token, { act: 'report', outcome: 'settled', line: '', photo: text }))).toBe(
      'tickets.file_kind',
    );
    expect(await refusal(act(token, { act: 'report', outcome: 'settled', line: '', photo: null }))).toBeNull();
  });

  it('ends after a day, with the docket, and where its position sees it no more', async () => {
    const late = await told();
    desk.clock.advance(LINK_LASTS);
    expect(await refusal(readLink(desk.deps, late.token))).toBe(GONE);
    expect(await refusal(act(late.token, { act: 'picked-up' }))).toBe(GONE);
    day += 1;
    desk.clock.set(NOON + day * 24 * HOUR + 6 * HOUR);
    const closed = await told();
    const taken = await takeUpTicket(desk.deps, {
      ...{ actor: people.station, id: closed.ticket.id, version: closed.ticket.version },
    });
    await closeTicket(desk.deps, {
      ...{ actor: people.station, id: closed.ticket.id, version: taken.ticket.version, outcome: 'settled' },
      ...{
        details: {},
        internalText: 'Both neighbours were heard at the station on the wall',
        publicAnswer: 'दोनों पक्षों को सुना गया',
        attachments: [],
      },
    });
    expect(await refusal(act(closed.token, { act: 'reached' }))).toBe(GONE);
    const moved = await told();
    const to = { to: GOMTI_NAGAR, reason: 'Theirs' };
    await transferTicket(desk.deps, {
      ...{ actor: people.operator, id: moved.ticket.id, version: moved.ticket.version, ...to },
    });
    expect(await refusal(act(moved.token, { act: 'reached' }))).toBe(GONE);
    for (const wrong of ['', 'x', 'A'.repeat(43), '../../etc', `${moved.token}A`])
      expect(await refusal(readLink(desk.deps, wrong))).toBe(GONE);
  });
});
